/// The edge of a schedule to the second.
///
/// A project writes days: a start is the first second of its day, an end the last one. An account
/// may hold any second, which is then an `instant`; what falls on the edge of a day is a `day`.
extension FieldValue {
  public static func start(at moment: Instant) -> Self {
    moment.day.start == moment ? .day(moment.day) : .instant(moment)
  }

  /// Midnight is the end of the day before, as much as the second before it is.
  public static func end(at moment: Instant) -> Self {
    let last = moment.advanced(by: -1).day
    let midnight = last.advanced(by: 1).start
    return moment == midnight || moment == midnight.advanced(by: -1)
      ? .day(last) : .instant(moment)
  }

  /// When a start is.
  public var startMoment: Instant? {
    switch self {
    case .day(let day): day.start
    case .instant(let moment): moment
    default: nil
    }
  }

  /// The first moment after an end.
  public var endMoment: Instant? {
    switch self {
    case .day(let day): day.advanced(by: 1).start
    case .instant(let moment): moment
    default: nil
    }
  }

  /// What a declared day stands for beside the value that is stored: that value's hour of the day.
  ///
  /// Nobody can declare an hour, so the same day declares the one that is known.
  public func meaning(beside stored: Self?) -> Self {
    guard case .day(let day) = self, case .instant(let moment)? = stored, moment.day == day
    else { return self }
    return .instant(moment)
  }
}

extension Instant {
  public func advanced(by seconds: Int64) -> Self {
    Self(secondsSince1970: secondsSince1970 + seconds)
  }

  /// As a value of a field is shown and stored: `2026-12-31 12:00`, in UTC.
  ///
  /// Seconds are written where there are any.
  public var written: String {
    let time = description.dropFirst(11).dropLast()
    return "\(day) \(time.hasSuffix(":00") ? time.dropLast(3) : time)"
  }

  /// Reads what `written` gives.
  public init?(written text: String) {
    let time = text.dropFirst(11)
    guard text.utf8.count >= 16, text.dropFirst(10).first == " " else { return nil }
    let seconds = time.utf8.count == 5 ? ":00" : ""
    self.init(parsing: "\(text.prefix(10))T\(time)\(seconds)Z")
  }
}
