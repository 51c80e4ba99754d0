import AdsModel
import ManifestModel

// On Pinterest an audience keeps the ids of what it is made from, and an ad group those of the audiences
// that it targets. What has a new id takes along whoever names it.
extension Comparison {
  /// Audiences that are made anew because something that they are made from is.
  func followingAudiences() -> Set<Address> {
    let refs = manifest.resources.all(of: .audience).filter { keepsItsRule($0) }
    let sources = refs.map { ref in
      self[ref].stored.flatMap { Fields(json: stored[$0].attributes) }?.references(of: .audience)
        ?? []
    }
    let named = Set(sources.joined())
    guard !named.isEmpty else { return [] }
    var remade = Set(
      manifest.refs(at: named).filter { self[$0.value].isNew }.keys
    ).union(named.filter { replacement(of: $0) != nil })
    let begun = begunReplacements(of: named)
    var following: Set<Address> = []
    var isDone = false
    while !isDone {
      isDone = true
      for (ref, sources) in zip(refs, sources) where !following.contains(manifest[ref].address) {
        guard let position = self[ref].stored else { continue }
        let isBehind = sources.contains { source in
          remade.contains(source) || begun[source].map { stored[position].version < $0 } ?? false
        }
        guard isBehind else { continue }
        following.insert(manifest[ref].address)
        remade.insert(manifest[ref].address)
        isDone = false
      }
    }
    return following
  }

  /// Whether an audience stays what it is; another rule is asked for by name.
  private func keepsItsRule(_ ref: ResourceRef) -> Bool {
    guard replacement(of: manifest[ref].address) == nil else { return false }
    switch self[ref] {
    case .unchanged(let position): return stored[position].replaces == nil
    case .changed(let position, let fields, _):
      return stored[position].replaces == nil && !fields.contains { Catalogue.isRule($0.path) }
    case .settled, .new, .archive: return false
    }
  }

  /// The version that an ad group has at least that targets the newest copy of an audience.
  func versionsOfRemadeAudiences() -> [Address: Int64] {
    var versions = begunReplacements(of: nil)
    for ref in manifest.resources.all(of: .audience)
    where replacement(of: manifest[ref].address) != nil {
      versions[manifest[ref].address] = .max
    }
    return versions
  }

  /// What has a new copy already while the old one waits for its end, with the new one's version.
  private func begunReplacements(of wanted: Set<Address>?) -> [Address: Int64] {
    let begun = stored.lazy.filter { resource in
      resource.replaces != nil
        && (wanted?.contains(resource.address) ?? (resource.address.kind == .audience))
    }
    return Dictionary(begun.map { ($0.address, $0.version) }) { first, _ in first }
  }

  /// The targeting of an ad group that is sent again, as an audience in it has a new id; beside what
  /// changes anyway.
  func retargeting(
    of ref: ResourceRef, at position: Int, beside changes: [FieldChange]
  ) -> [FieldChange] {
    guard ref.kind == .adGroup, !remadeAudiences.isEmpty,
      let fields = Fields(json: stored[position].attributes)
    else { return [] }
    return Catalogue.references(of: .adGroup).compactMap { path, kind in
      guard changes[path] == nil, let value = fields[path], let keys = value.list else {
        return nil
      }
      let isBehind = keys.contains { key in
        remadeAudiences[Address(trusted: key, kind: kind)].map {
          stored[position].version < $0
        } ?? false
      }
      return isBehind ? FieldChange(path: path, before: value, after: value) : nil
    }
  }
}

extension Comparison.Match {
  fileprivate var isNew: Bool { if case .new = self { true } else { false } }
}
