import AdsModel

/// What differs between what pinplan last applied and what the account holds now.
public struct Drift: Sendable {
  public enum Kind: Hashable, Sendable {
    /// Values are other ones than the stored.
    case changed([FieldDrift])
    /// Archived on the account; with so many stored resources below it.
    case archived(below: Int)
    /// The account has nothing under its id; with so many stored resources below it.
    case vanished(below: Int)
  }

  /// One stored resource that is not as it was left.
  public struct Item: Hashable, Sendable {
    public let address: Address
    public let id: String
    public let kind: Kind
  }

  /// In address order; what is below something archived or vanished is counted there only.
  public let items: [Item]
  /// Everything that is archived or vanished, what is below it too, by address.
  let lost: Set<Address>

  public var isEmpty: Bool { items.isEmpty }

  /// Holds every stored resource against the account, over the fields that the target carries.
  ///
  /// What is archived on record is not looked at, nor are kinds that the target does not carry and
  /// audiences that are made elsewhere.
  ///
  /// - Parameters:
  ///   - state: What was last applied.
  ///   - live: What the account holds.
  ///   - ignored: By address, fields whose differences are left alone
  ///     (`lifecycle.ignore_changes`).
  public init(state: StoredState, live: LiveAccount, ignoring ignored: [Address: [FieldPath]] = [:])
  {
    let stored = state.resources.filter {
      $0.status != .archived && live.carried[$0.address.kind] != nil && !$0.isMadeElsewhere
    }
    var roots: [Address: Bool] = [:]
    for resource in stored {
      let found = live[resource.address.kind, resource.id]
      if found?.status != .archived, found != nil { continue }
      roots[resource.address] = found != nil
    }
    let reach = Reach(roots: roots, stored: stored)
    lost = reach.lost
    var items: [Item] = reach.roots.map { resource, isArchived, below in
      Item(
        address: resource.address, id: resource.id,
        kind: isArchived ? .archived(below: below) : .vanished(below: below))
    }
    for resource in stored where !reach.lost.contains(resource.address) {
      guard let found = live[resource.address.kind, resource.id],
        let carried = live.carried[resource.address.kind]
      else { continue }
      let fields = FieldDrift.between(resource, found, carried: carried).filter { field in
        !(ignored[resource.address] ?? []).contains { field.path.isWithin($0) }
      }
      guard !fields.isEmpty else { continue }
      items.append(Item(address: resource.address, id: resource.id, kind: .changed(fields)))
    }
    self.items = items.sorted { $0.address < $1.address }
  }
}

/// Follows what is gone from an account down to everything below it.
private struct Reach {
  var lost: Set<Address> = []
  var roots: [(resource: StoredResource, isArchived: Bool, below: Int)] = []

  /// `gone` says of each address that is archived or not there whether it is archived.
  init(roots gone: [Address: Bool], stored: [StoredResource]) {
    guard !gone.isEmpty else { return }
    var below: [Address: Int] = [:]
    var found: [(resource: StoredResource, isArchived: Bool)] = []
    for resource in stored {
      let holders: [Address?] = [resource.address.campaign, resource.address.adGroup]
      let root = holders.compactMap(\.self)
        .first { $0 != resource.address && gone[$0] != nil }
      if let root {
        lost.insert(resource.address)
        below[root, default: 0] += 1
      } else if let isArchived = gone[resource.address] {
        lost.insert(resource.address)
        found.append((resource, isArchived))
      }
    }
    roots = found.map { ($0.resource, $0.isArchived, below[$0.resource.address] ?? 0) }
  }
}
