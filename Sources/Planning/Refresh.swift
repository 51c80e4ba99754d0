import AdsModel

/// What an apply only has to record: the account is as declared, and the state does not know it.
public struct Refresh: Hashable, Sendable {
  public enum Kind: String, Vocabulary {
    /// Some values are live as declared.
    case recorded
    /// Declared archived, and archived on the account already.
    case archived
    /// Archived on the account or gone from it, and no longer declared, or below what pinplan
    /// archived.
    case forgotten
  }

  public let kind: Kind
  /// As it will be once the plan's moves are carried out.
  public let address: Address
  public let id: String
  /// The stored version that the plan was made from.
  public let storedVersion: Int64
  /// The stored and the live value of what is recorded.
  public let fields: [FieldChange]

  /// Whether it only keeps track of fields that are left alone.
  var isOfIgnoredFields: Bool {
    kind == .recorded && fields.allSatisfy { $0.mover == .theirs }
  }

  public init(
    _ kind: Kind, _ address: Address, id: String, storedVersion: Int64, fields: [FieldChange] = []
  ) {
    self.kind = kind
    self.address = address
    self.id = id
    self.storedVersion = storedVersion
    self.fields = fields
  }
}

/// What is to be stored and forgotten so that a state knows what an account holds.
public struct Adoption: Hashable, Sendable {
  public var resources: [StoredResource] = []
  public var forgotten: [Address] = []

  public init() {}

  public var isEmpty: Bool { resources.isEmpty && forgotten.isEmpty }
}

extension Plan {
  /// The refreshes in terms of a state whose moves are not carried out yet.
  ///
  /// A pure function; whoever applies the plan stores the result before its first operation.
  public func adoption(in state: StoredState) -> Adoption {
    var adoption = Adoption()
    guard !refreshes.isEmpty else { return adoption }
    let targets = Dictionary(moves.map { ($0.from, $0.to) }) { first, _ in first }
    let wanted = Dictionary(refreshes.map { ($0.address, $0) }) { first, _ in first }
    var encoder = FieldEncoder(decimals: account.currency.decimals)
    for stored in state.resources {
      guard let refresh = wanted[stored.address.moved(by: targets)], refresh.id == stored.id
      else { continue }
      switch refresh.kind {
      case .forgotten: adoption.forgotten.append(stored.address)
      case .archived:
        var resource = stored
        resource.status = .archived
        adoption.resources.append(resource)
      case .recorded:
        adoption.resources.append(stored.holding(refresh.fields, encoder: &encoder))
      }
    }
    return adoption
  }
}

extension StoredState {
  /// The state once an adoption is stored.
  public func adopting(_ adoption: Adoption) -> Self {
    guard !adoption.isEmpty else { return self }
    let adopted = Dictionary(adoption.resources.map { ($0.address, $0) }) { _, last in last }
    let replaced = Set(adopted.keys).union(adoption.forgotten)
    var state = self
    state.resources = resources.filter { !replaced.contains($0.address) } + adoption.resources
    return state
  }
}

extension StoredResource {
  /// The same with the new values of some fields.
  public func holding(_ changes: [FieldChange], encoder: inout FieldEncoder) -> Self {
    var resource = self
    var fields = Fields(json: attributes) ?? Fields()
    for change in changes {
      fields[change.path] = change.after
      if change.path == .start { resource.start = change.after?.day }
      if change.path == .status {
        resource.status = change.after?.text.map(Status.init(accountWord:)) ?? resource.status
      }
    }
    fields.sort()
    resource.attributes = encoder.encode(fields)
    resource.defaulted.removeAll { path in changes.contains { $0.path == path } }
    return resource
  }
}
