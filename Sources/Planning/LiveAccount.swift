import AdsModel

/// What an ad account holds of one resource at one moment, in the project's terms.
public struct LiveResource: Hashable, Sendable {
  public var kind: ResourceKind
  /// The target's id; digits kept as text.
  public var id: String
  /// The id of what holds it: an ad group's campaign, a keyword's or ad's ad group.
  public var parentID: String?
  /// Whether it runs; what no project has a word for does not.
  public var status: Status
  /// Only what the target carries; audiences by their keys, interests as the project writes them.
  public var fields: Fields
  /// When anybody last changed it, in seconds since 1970; none where the target does not say.
  public var updatedTime: Int64?
  /// What the target says about it that no field holds, such as why an ad was rejected.
  public var remarks: [String]
  /// What of it a project cannot declare, each as a clause; an import leaves such a resource out.
  public var uncarried: [String]
  /// What it holds beside what a project can declare, by the target's names; an update leaves it as
  /// it is.
  public var kept: [String]

  public init(
    _ kind: ResourceKind, id: String, parentID: String? = nil, status: Status, fields: Fields,
    updatedTime: Int64? = nil, remarks: [String] = [],
    uncarried: [String] = [], kept: [String] = []
  ) {
    self.kind = kind
    self.id = id
    self.parentID = parentID
    self.status = status
    self.fields = fields
    self.updatedTime = updatedTime
    self.remarks = remarks
    self.uncarried = uncarried
    self.kept = kept
  }
}

extension LiveResource {
  /// The status as the account has it: `status` where a project has a word for it.
  public var statusWord: String { fields[.status]?.text ?? status.rawValue }
}

/// Everything that an ad account held at one moment, as far as a project is concerned with it.
public struct LiveAccount: Sendable {
  /// A resource's kind and id; ids are unique only within a kind.
  public struct Key: Hashable, Sendable {
    public let kind: ResourceKind
    public let id: String

    public init(_ kind: ResourceKind, _ id: String) {
      self.kind = kind
      self.id = id
    }
  }

  public private(set) var resources: [Key: LiveResource]
  /// The fields that the target carries for each kind; what it does not carry cannot drift.
  public var carried: [ResourceKind: Set<FieldPath>]

  public init(_ resources: some Sequence<LiveResource>, carried: [ResourceKind: Set<FieldPath>]) {
    self.resources = Dictionary(resources.map { (Key($0.kind, $0.id), $0) }) { _, last in last }
    self.carried = carried
  }

  /// The account without what is archived, whatever a list says of it that is behind.
  public func leavingOut(_ archived: Set<Key>) -> Self {
    guard !archived.isEmpty else { return self }
    var account = self
    for key in archived { account.resources[key] = nil }
    return account
  }

  /// What is live under an id; none when the account has nothing of that kind and id.
  public subscript(kind: ResourceKind, id: String) -> LiveResource? { resources[Key(kind, id)] }
}
