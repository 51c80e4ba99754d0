import AdsModel
import ManifestModel
import Planning

extension LiveAccount {
  /// The same with the keys of audiences in place of their ids, as a project that declares them reads it.
  func naming(_ audiences: [Declared<Audience>]) -> Self {
    let keys = Dictionary(
      audiences.compactMap { audience in
        audience.value.definition.externalID.map { ($0, audience.address.key) }
      }
    ) { first, _ in first }
    let named = resources.values.map { live -> LiveResource in
      var live = live
      for path in [FieldPath.includedAudiences, .excludedAudiences] {
        guard let members = live.fields[path]?.list else { continue }
        live.fields[path] = .list(members.map { keys[$0] ?? $0 })
      }
      return live
    }
    return Self(named, carried: carried)
  }
}
