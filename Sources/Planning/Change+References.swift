import AdsModel

extension Change {
  /// What the resource names after the change, where the change says so: audiences that an ad group
  /// includes or excludes, what an audience is made from.
  ///
  /// An id that stands in place of a key is among them; nothing has it as its address.
  public var references: [Address] {
    guard action != .archive else { return [] }
    return Catalogue.references(of: address.kind).flatMap { path, kind -> [Address] in
      switch self[path]?.after {
      case .text(let key)?: [Address(trusted: key, kind: kind)]
      case .list(let keys)?: keys.map { Address(trusted: $0, kind: kind) }
      case .money, .day, .instant, .integer, .flag, nil: []
      }
    }
  }
}
