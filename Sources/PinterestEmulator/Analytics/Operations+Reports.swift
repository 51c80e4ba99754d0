extension Operation {
  static let reports: [Operation] = [
    Operation(
      "analytics/create_report", "POST", "/ad_accounts/{ad_account_id}/reports", "ads_analytics",
      ["ads:read"], acceptsClients: false
    ) { world, call, path throws(Refusal) in
      try world.createReport(
        try call.json(.report, world.settings), account: Int(path["ad_account_id"] ?? "") ?? 0)
    },
    Operation(
      "analytics/get_report", "GET", "/ad_accounts/{ad_account_id}/reports", "ads_analytics",
      ["ads:read"], query: [Parameter("token", .text())], acceptsClients: false
    ) { world, call, path throws(Refusal) in
      try world.pollReport(call, account: Int(path["ad_account_id"] ?? "") ?? 0)
    },
    // Another host in the real API: who has the address needs no token.
    Operation.file,
  ]

  /// The file of a finished report.
  static let file: Operation = {
    var file = Operation("reports/file", "GET", "/_files/{key}", "files", []) {
      world, _, path throws(Refusal) in try world.reportFile(path["key"] ?? "")
    }
    file.isOfAPI = false
    return file
  }()
}

extension Shape {
  private static let ids = Shape.list(.digits(), count: 1...500)
  private static let windows = Shape.oneOfIntegers([0, 1, 7, 14, 30, 60])

  private static func statuses(_ values: [String]) -> Shape { .list(.oneOf(values), count: 1...6) }

  private static let levels = [
    "ADVERTISER", "ADVERTISER_TARGETING", "CAMPAIGN", "CAMPAIGN_TARGETING", "AD_GROUP",
    "AD_GROUP_TARGETING", "PIN_PROMOTION", "PIN_PROMOTION_TARGETING", "KEYWORD", "PRODUCT_GROUP",
    "PRODUCT_GROUP_TARGETING", "PRODUCT_ITEM", "PRODUCT_ITEM_TARGETING",
  ]

  static let report = Shape.object([
    Field("start_date", .text(), required: true), Field("end_date", .text(), required: true),
    Field(
      "granularity", .oneOf(["TOTAL", "DAY", "HOUR", "WEEK", "MONTH"]), required: true),
    Field("columns", .list(.oneOf(ReportingColumns.report)), required: true),
    Field("level", .oneOf(levels), required: true),
    Field("click_window_days", windows), Field("engagement_window_days", windows),
    Field("view_window_days", windows),
    Field("conversion_report_time", .oneOf(["TIME_OF_AD_ACTION", "TIME_OF_CONVERSION"])),
    Field("attribution_types", .list(.oneOf(["INDIVIDUAL", "HOUSEHOLD"]))),
    Field("campaign_ids", ids), Field("ad_group_ids", ids), Field("ad_ids", ids),
    Field("product_group_ids", ids), Field("product_item_ids", ids),
    Field("campaign_statuses", statuses(Vocabulary.summaryStatuses)),
    Field("ad_group_statuses", statuses(Vocabulary.summaryStatuses)),
    Field("ad_statuses", statuses(Vocabulary.adSummaryStatuses)),
    Field("campaign_objective_types", .list(.text(), count: 1...7)),
    Field(
      "targeting_types",
      .list(
        .oneOf(
          World.targetingTypes + [
            "CREATIVE_TYPE", "AUDIENCE_MULTIPLIER", "CREATIVE_ENHANCEMENTS", "QUIZ_RESULT",
            "MEDIA_TYPE",
          ]), count: 1...5)),
    Field("metrics_filters", .anything), Field("combine_targeting_types", .boolean),
    Field("custom_conversion_event_metrics", .anything), Field("start_hour", .number(0...23)),
    Field("end_hour", .number(0...23)), Field("primary_sort", .oneOf(["BY_ID", "BY_DATE"])),
    Field("report_format", .oneOf(["JSON", "CSV"])),
    Field("reporting_timezone", .oneOf(["PINTEREST_TIME_ZONE", "AD_ACCOUNT_TIME_ZONE"])),
  ])
}
