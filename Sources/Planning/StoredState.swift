import AdsModel

/// What pinplan last applied to one resource: the record of what it owns.
public struct StoredResource: Hashable, Sendable {
  public var address: Address
  /// The target's own name for it; digits kept as text.
  public var id: String
  /// `archived` stays on record only while the YAML still declares the resource so.
  public var status: Status
  /// The fields as `FieldEncoder` writes them.
  public var attributes: [UInt8]
  /// Fields that were left out of the YAML and hold their default.
  public var defaulted: [FieldPath]
  /// The day on which it starts, written or worked out when it was applied.
  public var start: Day?
  /// The id of the copy that this one replaces and that is still to be archived.
  public var replaces: String?
  /// The state's serial when this resource was last written, apart from what its target remembers.
  public var version: Int64
  /// What its target remembers of it.
  public var privateValues: PrivateValues
  /// What its target remembers of the copy that this one replaces.
  public var replacedValues: PrivateValues

  public init(
    address: Address, id: String, status: Status, attributes: [UInt8], defaulted: [FieldPath] = [],
    start: Day? = nil, replaces: String? = nil, version: Int64 = 0,
    privateValues: PrivateValues = [:], replacedValues: PrivateValues = [:]
  ) {
    self.address = address
    self.id = id
    self.status = status
    self.attributes = attributes
    self.defaulted = defaulted
    self.start = start
    self.replaces = replaces
    self.version = version
    self.privateValues = privateValues
    self.replacedValues = replacedValues
  }
}

/// Everything that was stored at one moment, as planning sees it.
public struct StoredState: Sendable {
  /// Names this state and its descendants; a plan for one lineage is refused on another.
  public var lineage: String
  /// Rises by one with every write.
  public var serial: Int64
  public var account: Account
  public var target: TargetKind
  /// In no particular order; addresses are unique.
  public var resources: [StoredResource]
  /// What is being made in several steps; at most one an address.
  public var unfinished: [UnfinishedCreation]
  /// The `moved` entries that were carried out and were still written down at the last apply.
  public var appliedMoves: [Move]
  /// The next id that target `local` gives out.
  public var nextLocalID: Int64

  public init(
    lineage: String, serial: Int64 = 0, account: Account, target: TargetKind,
    resources: [StoredResource] = [], unfinished: [UnfinishedCreation] = [],
    appliedMoves: [Move] = [], nextLocalID: Int64 = 1
  ) {
    self.lineage = lineage
    self.serial = serial
    self.account = account
    self.target = target
    self.resources = resources
    self.unfinished = unfinished
    self.appliedMoves = appliedMoves
    self.nextLocalID = nextLocalID
  }
}
