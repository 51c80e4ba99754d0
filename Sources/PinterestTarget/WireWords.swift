import AdsModel

/// The Ads API's words for what a project says in its own.
///
/// Source: Ads API v5 description, 5.23.0; a word that is not here is one that pinplan cannot write.
enum WireWords {
  static func status(_ status: Status) -> String { status.rawValue.uppercased() }

  /// A draft does not run, so to a project it is paused.
  static func status(of word: String?) -> Status {
    switch word {
    case "ACTIVE", nil: .active
    case "ARCHIVED", "DELETED_DRAFT": .archived
    default: .paused
    }
  }

  static func placement(_ placement: Placement) -> String { placement.rawValue.uppercased() }

  static func placement(of word: String?) -> Placement? {
    word.map { Placement(rawValue: $0.lowercased()) } ?? .all
  }

  /// None for an objective that the target does not carry.
  static func objective(_ objective: Objective) -> String? {
    let row = PinterestCapabilities.row(of: objective)
    return row.isCarried ? row.wire : nil
  }

  static func billableEvent(under objective: Objective) -> String? {
    PinterestCapabilities.row(of: objective).billableEvent
  }

  static func objective(of word: String?) -> Objective? {
    let row = word.flatMap(PinterestCapabilities.row(ofWire:))
    return row?.isCarried == true ? row?.objective : nil
  }

  private static let matches: [MatchType: String] = [
    .broad: "BROAD", .phrase: "PHRASE", .exact: "EXACT", .negativePhrase: "PHRASE_NEGATIVE",
    .negativeExact: "EXACT_NEGATIVE",
  ]

  static func match(_ match: MatchType) -> String { matches[match] ?? "BROAD" }

  static func match(of word: String?) -> MatchType? {
    matches.first { $0.value == word }?.key
  }

  static func gender(named word: String) -> String {
    word == Gender.unspecified.rawValue ? "unknown" : word
  }

  static func gender(of word: String) -> String {
    word == "unknown" ? Gender.unspecified.rawValue : word
  }
}

/// Pinterest counts seconds; a project names whole UTC days.
enum WireTime {
  /// The first second of a day.
  static func start(of day: Day) -> Int64 { day.start.secondsSince1970 }

  /// The last second of a day: `end` is through the end of it.
  static func end(of day: Day) -> Int64 { day.advanced(by: 1).start.secondsSince1970 - 1 }
}
