// What the API can carry of audiences; the rules `target.*` and the target read it.
extension PinterestCapabilities {
  /// Values of an event that stand in `line_items`.
  ///
  /// Source: Ads API v5 description, `EventData`.
  public static let lineItemNames: Set<String> = [
    "product_brand", "product_category", "product_id", "product_name", "product_price",
    "product_quantity", "product_variant", "product_variant_id",
  ]

  /// Values of an event that are whole numbers.
  public static let eventNumbers: Set<String> = [
    "order_quantity", "product_id", "product_quantity",
  ]
}
