import AdsModel

/// A stored resource that a move puts at another address or that refers to one that moves.
public struct Relocation: Hashable, Sendable {
  /// Where it is stored now.
  public let from: Address
  /// The resource as it is to be stored; its own address says where.
  public let resource: StoredResource
}

extension StoredState {
  /// Carries out moves all at once, so that swaps and chains come out right.
  ///
  /// What lies below a moved resource moves along, and what refers to it refers to its new key: ad groups
  /// and actalikes to an audience, audiences to a campaign or an ad. A pure function; whoever stores the result writes the relocations.
  /// Moves of one level are read in terms of the parents' new keys.
  public func relocations(for moves: [Move], decimals: Int) -> [Relocation] {
    guard !moves.isEmpty else { return [] }
    let targets = Dictionary(moves.map { ($0.from, $0.to) }) { first, _ in first }
    let movesAudiences = moves.contains { $0.from.kind == .audience }
    var encoder = FieldEncoder(decimals: decimals)
    return resources.compactMap { stored in
      var resource = stored
      resource.address = stored.address.moved(by: targets)
      // Ad groups are many, and refer to audiences alone.
      if stored.address.kind == .audience || movesAudiences && stored.address.kind == .adGroup {
        resource.attributes = Self.renaming(targets, in: stored, &encoder)
      }
      return resource == stored ? nil : Relocation(from: stored.address, resource: resource)
    }
  }

  /// The state once some relocations are carried out.
  public func relocating(_ relocations: [Relocation]) -> Self {
    guard !relocations.isEmpty else { return self }
    let moved = Dictionary(relocations.map { ($0.from, $0.resource) }) { first, _ in first }
    var state = self
    // What is archived on record gives way to a resource that moves to its address.
    let taken = Set(relocations.map(\.resource.address))
    state.resources = resources.compactMap { stored in
      moved[stored.address] ?? (taken.contains(stored.address) ? nil : stored)
    }
    return state
  }

  private static func renaming(
    _ targets: [Address: Address], in stored: StoredResource, _ encoder: inout FieldEncoder
  ) -> [UInt8] {
    guard var fields = Fields(json: stored.attributes) else { return stored.attributes }
    var isRenamed = false
    for (path, kind) in Catalogue.references(of: stored.address.kind) {
      func renamed(_ key: String) -> String {
        // An id that stands in place of a key stays.
        Address(parsing: "\(kind.rawValue)/\(key)")?.moved(by: targets).path ?? key
      }
      let before = fields[path]
      switch before {
      case .text(let key)?: fields[path] = .text(renamed(key))
      case .list(let keys)?: fields[path] = .list(keys.map(renamed))
      case .money, .day, .instant, .integer, .flag, nil: continue
      }
      if fields[path] != before { isRenamed = true }
    }
    return isRenamed ? encoder.encode(fields) : stored.attributes
  }
}

extension Address {
  /// The address once its campaign, its ad group and it itself have moved, in that order.
  public func moved(by targets: [Address: Address]) -> Self {
    var address = self
    for level in [ResourceKind.campaign, .adGroup] where address.kind.depth > level.depth {
      guard let ancestor = level == .campaign ? address.campaign : address.adGroup,
        let target = targets[ancestor]
      else { continue }
      address = address.replacing(
        parts: target.parts + address.parts.dropFirst(target.parts.count))
    }
    return targets[address] ?? address
  }
}
