import AdsModel
import ManifestModel
import Planning

extension StoredResource {
  /// The ids of what it names, audiences and what those are made from, as far as `id` knows them.
  func referenceIDs(_ id: (Address) -> String?) -> [Address: String] {
    // Anything else names nothing, and reading the fields of every keyword would take its time.
    guard address.kind == .adGroup || address.kind == .audience,
      let fields = Fields(json: attributes)
    else { return [:] }
    let named = fields.references(of: address.kind)
    return Dictionary(named.compactMap { address in id(address).map { (address, $0) } }) {
      first, _ in first
    }
  }
}

extension Sequence<StoredResource> {
  /// The ids of everything stored, and of the copies that are still to be archived, by kind.
  var knownIDs: [ResourceKind: Set<String>] {
    var known: [ResourceKind: Set<String>] = [:]
    for resource in self {
      known[resource.address.kind, default: []].insert(resource.id)
      if let replaced = resource.replaces {
        known[resource.address.kind, default: []].insert(replaced)
      }
    }
    return known
  }
}

extension [ResourceKind: Set<String>] {
  /// Takes in what was archived a short while ago.
  mutating func insert(_ archived: Set<LiveAccount.Key>) {
    for key in archived { self[key.kind, default: []].insert(key.id) }
  }
}
