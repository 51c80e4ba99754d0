extension Shape {
  /// Names of its own may stand beside those that the tag knows.
  private static let eventData: Shape = .openObject([
    Field("currency", .oneOf(Vocabulary.currencies)), Field("lead_type", .text()),
    Field(
      "line_items",
      .object([
        Field("product_brand", .text()), Field("product_category", .text()),
        Field("product_id", .integer), Field("product_name", .text()),
        Field("product_price", .text()), Field("product_quantity", .integer),
        Field("product_variant", .text()), Field("product_variant_id", .text()),
      ])),
    Field("order_id", .text()), Field("order_quantity", .integer), Field("page_name", .text()),
    Field("promo_code", .text()), Field("property", .text()), Field("search_query", .text()),
    Field("value", .text()), Field("video_title", .text()),
  ])

  /// The description's schema has a list of addresses; its text has an address or an object.
  private static func rule(_ settings: Settings) -> Shape {
    let url: Shape = settings.isOn("audience_url_objects") ? .anything : .list(.text())
    return .object([
      Field("ad_account_id", .digits()), Field("ad_id", .list(.digits())),
      Field("campaign_id", .list(.digits())), Field("country", .text()),
      Field("customer_list_id", .digits()), Field("engagement_domain", .list(.text())),
      Field("engagement_type", .text()), Field("engager_type", .integer), Field("event", .text()),
      Field("event_data", eventData), Field("event_source", .map(.anything)),
      Field("ingestion_source", .map(.anything)),
      Field("objective_type", .list(.oneOf(Vocabulary.objectives))),
      Field("percentage", .integer), Field("pin_id", .list(.digits())),
      Field("prefill", .boolean), Field("retention_days", .integer),
      Field("seed_id", .list(.digits())), Field("url", url),
      Field("visitor_source_id", .digits()),
    ])
  }

  static func newAudience(_ settings: Settings) -> Shape {
    .object([
      Field("ad_account_id", .digits()), Field("name", .text(), required: true),
      Field("rule", rule(settings), required: true), Field("description", .text()),
      Field("audience_type", .oneOf(Vocabulary.audienceTypes), required: true),
    ])
  }

  static func changedAudience(_ settings: Settings) -> Shape {
    .object([
      Field("ad_account_id", .digits()), Field("name", .text()), Field("rule", rule(settings)),
      Field("description", .text()), Field("operation_type", .oneOf(["UPDATE", "REMOVE"])),
    ])
  }

  static let newCustomerList = Shape.object([
    Field("name", .text(), required: true), Field("records", .text(), required: true),
    Field("list_type", .oneOf(Vocabulary.listTypes)),
  ])

  static let changedCustomerList = Shape.object([
    Field("operation_type", .oneOf(["ADD", "REMOVE"]), required: true),
    Field("records", .text(), required: true),
  ])
}
