import AdsModel
import ManifestModel
import Planning

extension StoredResource {
  /// The ids of the audiences that it names, by their keys, as far as `id` knows them.
  func audienceIDs(_ id: (Address) -> String?) -> [String: String] {
    // Anything else names none, and reading the fields of every keyword would take its time.
    guard address.kind == .adGroup || address.kind == .audience,
      let fields = Fields(json: attributes)
    else { return [:] }
    let lists = [FieldPath.includedAudiences, .excludedAudiences].flatMap {
      fields[$0]?.list ?? []
    }
    let keys = lists + [fields[.seed]?.text].compactMap(\.self)
    return Dictionary(keys.compactMap { key in id(.audience(key)).map { (key, $0) } }) {
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
