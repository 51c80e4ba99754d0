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
