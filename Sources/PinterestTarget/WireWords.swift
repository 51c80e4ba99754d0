import AdsModel

/// The Ads API's words for what a project says in its own.
///
/// Source: Ads API v5 description, 5.23.0; a word that is not here is one that pinplan cannot write.
enum WireWords {
  static func status(_ status: Status) -> String { status.rawValue.uppercased() }

  /// The word that a project has, or else the account's own.
  ///
  /// A deleted draft is as final as what is archived.
  static func status(of word: String?) -> String {
    switch word {
    case "ACTIVE", nil: Status.active.rawValue
    case "PAUSED": Status.paused.rawValue
    case "ARCHIVED", "DELETED_DRAFT": Status.archived.rawValue
    case let word?: word
    }
  }

  static func placement(_ placement: Placement) -> String { placement.rawValue.uppercased() }

  /// The word that a project has, or else the account's own.
  static func placement(of word: String?) -> String {
    let known = Placement.allCases.first { word == nil ? $0 == .all : placement($0) == word }
    return known?.rawValue ?? word ?? Placement.all.rawValue
  }

  /// None for an objective that the target does not carry.
  static func objective(_ objective: Objective) -> String? {
    let row = PinterestCapabilities.row(of: objective)
    return row.isCarried ? row.wire : nil
  }

  static func billableEvent(under objective: Objective) -> String? {
    PinterestCapabilities.row(of: objective).billableEvent
  }

  /// The word that a project has where the target carries it, or else the account's own.
  static func objective(of word: String) -> String {
    let row = PinterestCapabilities.row(ofWire: word)
    return row?.isCarried == true ? row?.objective?.rawValue ?? word : word
  }

  private static let matches: [MatchType: String] = [
    .broad: "BROAD", .phrase: "PHRASE", .exact: "EXACT", .negativePhrase: "PHRASE_NEGATIVE",
    .negativeExact: "EXACT_NEGATIVE",
  ]

  static func match(_ match: MatchType) -> String { matches[match] ?? "BROAD" }

  /// The word that a project has, or else the account's own.
  static func match(of word: String) -> String {
    matches.first { $0.value == word }?.key.rawValue ?? word
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
