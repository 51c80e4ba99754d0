import AdsModel
import ManifestModel
import Planning

extension LiveAccount {
  /// The same with keys in place of the ids of other resources, as a project reads it that declares
  /// audiences made elsewhere and owns what is given.
  func naming(_ audiences: [Declared<Audience>], owning resources: [StoredResource]) -> Self {
    let referred = audiences.compactMap { audience in
      audience.value.definition.externalID.map { (Key(.audience, $0), audience.address) }
    }
    let owners = Dictionary(
      referred + resources.map { (Key($0.address.kind, $0.id), $0.address) }
    ) { first, _ in first }
    let named = self.resources.values.map { live -> LiveResource in
      var live = live
      live.fields = live.fields.naming(owners, of: live.kind)
      return live
    }
    return Self(named, carried: carried)
  }
}
