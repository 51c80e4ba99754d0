/// When to look for what may have happened: at once, now and again while it can still take effect,
/// and twice after that.
enum LookSchedule {
  /// What is waited after each look but the last, while nothing is found.
  ///
  /// The looks in between only save time: most of what is late is there within seconds. The last two
  /// looks, which alone tell that something did not happen, come after `remaining` has passed.
  static func waits(until remaining: Duration, apart interval: Duration) -> [Duration] {
    var waits: [Duration] = []
    var (left, wait) = (remaining, Duration.seconds(1))
    while left > .zero {
      // Nobody looks just before the end.
      let next = left < wait + wait / 2 ? left : wait
      waits.append(next)
      left -= next
      wait += wait
    }
    return waits + [interval]
  }
}
