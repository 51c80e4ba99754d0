/// What was carried out, and what reads do not show yet.
///
/// A veil holds the rows of one request as they were before it. Where several lie over one row, the
/// oldest decides: a reader may be late, but never sees a row go back.
struct Veils: Sendable {
  struct Veil: Sendable {
    let number: Int
    let operation: String
    let until: ContinuousClock.Instant
    /// The rows before the request; nil where it made them.
    let before: [(kind: Kind, id: Int, row: Row?)]
  }

  private(set) var veils: [Veil] = []

  mutating func hang(_ veil: Veil) {
    if !veil.before.isEmpty { veils.append(veil) }
  }

  /// Lifts what is due.
  mutating func lift(at now: ContinuousClock.Instant) { veils.removeAll { $0.until <= now } }

  mutating func clear() { veils = [] }

  /// The account as reads show it.
  func shown(_ world: World) -> World {
    var shown = world
    for veil in veils.reversed() {
      for (kind, id, row) in veil.before {
        if let row { shown[kind].put(row) } else { shown[kind].remove(id) }
      }
    }
    return shown
  }
}

extension World {
  /// The rows that changed since changes were last taken, as they are in another world.
  func changedRows(asIn before: World) -> [(kind: Kind, id: Int, row: Row?)] {
    Kind.made.flatMap { kind in
      self[kind].changed.sorted().map { (kind: kind, id: $0, row: before[kind][$0]) }
    }
  }
}
