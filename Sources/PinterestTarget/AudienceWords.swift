import AdsModel

// The words that rules of audiences have; source: Ads API v5 description, 5.23.0, `AudienceRule`.
extension WireWords {
  private static let audienceTypes: [AudienceType: String] = [
    .visitor: "VISITOR", .customerList: "CUSTOMER_LIST", .engagement: "ENGAGEMENT",
    .actalike: "ACTALIKE",
  ]

  /// None for what the target does not make.
  static func audienceType(_ type: AudienceType) -> String? { audienceTypes[type] }

  /// The type that a project has, or else the account's own word.
  static func audienceType(of word: String) -> String {
    audienceTypes.first { $0.value == word }?.key.rawValue ?? word
  }

  /// The type of a customer list.
  static func listType(_ identifier: ListIdentifier) -> String {
    switch identifier {
    case .email: "EMAIL"
    case .maid: "MAID"
    case .idfa: "IDFA"
    }
  }

  private static let events = [
    "page_visit": "pagevisit", "view_category": "viewcategory", "add_to_cart": "addtocart",
    "watch_video": "watchvideo",
  ]

  /// An event of the tag; a name that a partner defined is the same on both sides.
  static func event(_ word: String) -> String { events[word] ?? word }

  static func event(of word: String) -> String {
    events.first { $0.value == word }?.key ?? word
  }

  static func engagement(_ kind: EngagementKind) -> Int64 { kind == .all ? 1 : 2 }

  /// The word that a project has, or else the account's own number.
  static func engagement(of number: Int64) -> String {
    switch number {
    case 1: EngagementKind.all.rawValue
    case 2: EngagementKind.optimized.rawValue
    default: String(number)
    }
  }
}
