/// The kinds of resources that a project declares, by the first word of their addresses.
public enum ResourceKind: String, Vocabulary, Comparable {
  case campaign
  case adGroup = "ad_group"
  case keyword, ad, audience

  /// How people call it: `ad group`.
  public var title: String { self == .adGroup ? "ad group" : rawValue }

  /// Whether one id of it has one address in a state.
  ///
  /// An audience is only referred to; while it gets another key both stand for a moment, and
  /// `audience.duplicate_id` judges what is declared.
  public var hasOneAddressAnID: Bool { self != .audience }

  /// Parents before children, audiences before what refers to them.
  public var depth: Int {
    switch self {
    case .audience: 0
    case .campaign: 1
    case .adGroup: 2
    case .keyword: 3
    case .ad: 4
    }
  }

  public static func < (left: Self, right: Self) -> Bool { left.depth < right.depth }
}
