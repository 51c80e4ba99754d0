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
  public var hasOneAddressAnID: Bool {
    switch self {
    case .campaign, .adGroup, .keyword, .ad: true
    case .audience: false
    }
  }

  /// What holds resources of the kind; none for what the account itself holds.
  @inlinable
  public var parent: Self? {
    switch self {
    case .audience, .campaign: nil
    case .adGroup: .campaign
    case .keyword, .ad: .adGroup
    }
  }

  /// Whether a resource can get another address; a keyword's text and match type are what it is.
  public var isMovable: Bool {
    switch self {
    case .audience, .campaign, .adGroup, .ad: true
    case .keyword: false
    }
  }

  /// Parents before children, audiences before what refers to them; each kind has a number of its own,
  /// from 0.
  @inlinable
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

extension ResourceKind {
  /// All kinds, parents before children.
  public static let inDepthOrder = allCases.sorted()

  /// Whether resources of the kind hold others.
  public var isHolder: Bool {
    switch self {
    case .campaign, .adGroup: true
    case .keyword, .ad, .audience: false
    }
  }

  /// What resources of the kind hold, in the order in which it is made.
  public var children: [Self] { Self.childKinds[self] }

  private static let childKinds = PerKind<[Self]> { kind in
    inDepthOrder.filter { $0.parent == kind }
  }

  /// What the account itself holds.
  public static let roots = inDepthOrder.filter { $0.parent == nil }
}
