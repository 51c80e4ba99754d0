extension Shape {
  static let newKeywords = Shape.object([
    Field("parent_id", anyParent, required: true),
    Field(
      "keywords",
      .list(
        .object([
          Field("match_type", .oneOf(Vocabulary.matchTypes), required: true),
          Field("value", .text(), required: true), Field("bid", .nullable(.integer)),
        ])), required: true),
  ])

  /// A campaign or an ad group; the prefixes only mean something inside a bulk request.
  private static let anyParent = Shape.text()

  static let changedKeywords = Shape.object([
    Field(
      "keywords",
      .list(
        .object([
          Field("id", .digits(), required: true), Field("archived", .boolean),
          Field("bid", .nullable(.integer)),
        ])), required: true)
  ])

  private static let rule: Shape = .object([
    Field("ad_account_id", .digits()), Field("ad_id", .list(.digits())),
    Field("campaign_id", .list(.digits())), Field("country", .text()),
    Field("customer_list_id", .digits()), Field("engagement_domain", .list(.text())),
    Field("engagement_type", .text()), Field("engager_type", .integer), Field("event", .text()),
    Field("event_data", .map(.anything)), Field("event_source", .map(.anything)),
    Field("ingestion_source", .map(.anything)),
    Field("objective_type", .list(.oneOf(Vocabulary.objectives))),
    Field("percentage", .integer), Field("pin_id", .list(.digits())), Field("prefill", .boolean),
    Field("retention_days", .integer), Field("seed_id", .list(.digits())),
    Field("url", .list(.text())), Field("visitor_source_id", .digits()),
  ])

  static let newAudience = Shape.object([
    Field("ad_account_id", .digits()), Field("name", .text(), required: true),
    Field("rule", rule, required: true), Field("description", .text()),
    Field("audience_type", .oneOf(Vocabulary.audienceTypes), required: true),
  ])

  static let changedAudience = Shape.object([
    Field("ad_account_id", .digits()), Field("name", .text()), Field("rule", rule),
    Field("description", .text()), Field("operation_type", .oneOf(["UPDATE", "REMOVE"])),
  ])

  static let newCustomerList = Shape.object([
    Field("name", .text(), required: true), Field("records", .text(), required: true),
    Field("list_type", .oneOf(Vocabulary.listTypes)),
  ])

  static let changedCustomerList = Shape.object([
    Field("operation_type", .oneOf(["ADD", "REMOVE"]), required: true),
    Field("records", .text(), required: true),
  ])

  static let bidFloor = Shape.object([
    Field(
      "bid_floor_specs",
      .list(
        .object([
          Field("billable_event", .oneOf(Vocabulary.billableEvents), required: true),
          Field("currency", .oneOf(Vocabulary.currencies), required: true),
          Field("countries", .list(.oneOf(Countries.codes.sorted()))),
          Field("objective_type", .oneOf(Vocabulary.objectives)),
          Field("creative_type", .oneOf(Vocabulary.creatives)),
          Field("optimization_goal_metadata", goal),
        ])), required: true),
    Field("targeting_spec", targeting),
  ])

  static let bulkDownload = Shape.object([
    Field("entity_types", .list(.oneOf(Vocabulary.bulkEntities), count: 1...6)),
    Field("entity_ids", .list(.digits())), Field("updated_since", .digits()),
    Field("output_format", .oneOf(["CSV", "JSON"])),
    Field(
      "campaign_filter",
      .object([
        Field("name", .text()), Field("objective_type", .list(.oneOf(Vocabulary.objectives))),
        Field("campaign_status", .list(.oneOf(Vocabulary.summaryStatuses))),
        Field("start_time", .digits()), Field("end_time", .digits()),
      ])),
  ])
}
