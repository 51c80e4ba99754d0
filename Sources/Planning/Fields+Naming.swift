import AdsModel

extension Fields {
  /// The same with keys in place of the ids by which an account names other resources; an id that the
  /// project writes itself (`declared`) stays one.
  public func naming(
    _ owners: [LiveAccount.Key: Address], as declared: Fields = Fields(), of kind: ResourceKind
  ) -> Self {
    var fields = self
    for (path, other) in Catalogue.references(of: kind) {
      let written = Set(declared[path]?.list ?? [declared[path]?.text].compactMap(\.self))
      func word(_ id: String) -> String {
        written.contains(id) ? id : owners[LiveAccount.Key(other, id)]?.path ?? id
      }
      switch self[path] {
      case .list(let ids)?: fields[path] = .list(ids.map(word))
      case .text(let id)?: fields[path] = .text(word(id))
      default: break
      }
    }
    return fields
  }
}
