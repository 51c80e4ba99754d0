import AdsModel

extension Change {
  /// What the resource names after the change, where the change says so: audiences that an ad group
  /// includes or excludes, what an audience is made from.
  ///
  /// An id that stands in place of a key is among them; nothing has it as its address.
  public var references: [Address] {
    guard action != .archive else { return [] }
    return Address.named(by: address.kind) { self[$0]?.after }
  }

  /// What the resource named before the change, where the change says so.
  public var referencesBefore: [Address] { Address.named(by: address.kind) { self[$0]?.before } }
}

extension Fields {
  /// What a resource of a kind with these fields names, ids in place of keys among it.
  public func references(of kind: ResourceKind) -> [Address] {
    Address.named(by: kind) { self[$0] }
  }
}

extension Address {
  fileprivate static func named(
    by kind: ResourceKind, _ value: (FieldPath) -> FieldValue?
  ) -> [Address] {
    Catalogue.references(of: kind).flatMap { path, kind -> [Address] in
      switch value(path) {
      case .text(let key)?: [Address(trusted: key, kind: kind)]
      case .list(let keys)?: keys.map { Address(trusted: $0, kind: kind) }
      case .money, .day, .instant, .integer, .flag, nil: []
      }
    }
  }
}
