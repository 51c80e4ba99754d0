import AdsModel

/// What pinplan last applied to one resource: the record of what it owns.
public struct StoredResource: Hashable, Sendable {
  @usableFromInline
  struct Parts: Hashable, Sendable {
    @usableFromInline var address: Address
    @usableFromInline var id: String
    @usableFromInline var attributes: [UInt8]
    @usableFromInline var defaulted: [FieldPath]
    @usableFromInline var start: Day?
    @usableFromInline var replaces: String?
    @usableFromInline var privateValues: PrivateValues
    @usableFromInline var replacedValues: PrivateValues
  }

  // One object, as an apply hands it on many times; beside it what whole accounts are searched for,
  // so that a search leaves the objects where they are.
  @usableFromInline var parts: Boxed<Parts>
  /// `archived` stays on record only while the YAML still declares the resource so.
  public var status: Status
  /// The state's serial when this resource was last written, apart from what its target remembers.
  public var version: Int64
  @usableFromInline var addressKind: ResourceKind
  @usableFromInline var replacesOther: Bool

  public init(
    address: Address, id: String, status: Status, attributes: [UInt8], defaulted: [FieldPath] = [],
    start: Day? = nil, replaces: String? = nil, version: Int64 = 0,
    privateValues: PrivateValues = PrivateValues(), replacedValues: PrivateValues = PrivateValues()
  ) {
    self.status = status
    self.version = version
    addressKind = address.kind
    replacesOther = replaces != nil
    parts = Boxed(
      Parts(
        address: address, id: id, attributes: attributes, defaulted: defaulted, start: start,
        replaces: replaces, privateValues: privateValues, replacedValues: replacedValues))
  }
}

extension StoredResource {
  @inlinable public var address: Address {
    _read { yield parts.value.address }
    set {
      parts.value.address = newValue
      addressKind = newValue.kind
    }
  }

  /// The kind of its address.
  @inlinable public var kind: ResourceKind { addressKind }

  /// The target's own name for it; digits kept as text.
  @inlinable public var id: String {
    _read { yield parts.value.id }
    _modify { yield &parts.value.id }
  }

  /// The fields as `FieldEncoder` writes them.
  @inlinable public var attributes: [UInt8] {
    _read { yield parts.value.attributes }
    _modify { yield &parts.value.attributes }
  }

  /// Fields that were left out of the YAML and hold their default.
  @inlinable public var defaulted: [FieldPath] {
    _read { yield parts.value.defaulted }
    _modify { yield &parts.value.defaulted }
  }

  /// The day on which it starts, written or worked out when it was applied.
  @inlinable public var start: Day? {
    _read { yield parts.value.start }
    _modify { yield &parts.value.start }
  }

  /// The id of the copy that this one replaces and that is still to be archived.
  @inlinable public var replaces: String? {
    _read { yield parts.value.replaces }
    set {
      parts.value.replaces = newValue
      replacesOther = newValue != nil
    }
  }

  /// Whether there is a copy that it replaces.
  @inlinable public var isReplacement: Bool { replacesOther }

  /// What its target remembers of it.
  @inlinable public var privateValues: PrivateValues {
    _read { yield parts.value.privateValues }
    _modify { yield &parts.value.privateValues }
  }

  /// What its target remembers of the copy that this one replaces.
  @inlinable public var replacedValues: PrivateValues {
    _read { yield parts.value.replacedValues }
    _modify { yield &parts.value.replacedValues }
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

extension Sequence<StoredResource> {
  /// For looking up many; of two at one address the first.
  public var byAddress: [Address: StoredResource] {
    Dictionary(map { ($0.address, $0) }) { first, _ in first }
  }
}
