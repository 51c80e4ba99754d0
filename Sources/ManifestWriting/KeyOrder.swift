import AdsModel

/// The order in which keys are written, as in the documentation's examples.
enum KeyOrder {
  /// Where a key stands, whatever mapping it is of; keys that nobody orders come last.
  static func rank(_ key: String) -> Int { ranks[key] ?? .max }

  private static let ranks = Array(
    merging: ResourceKind.inFieldOrder.flatMap(Catalogue.mappings).flatMap(\.keyLists)
  ).ranks
}
