extension Operation {
  private static let ids = Shape.list(.digits(), count: 1...250)
  private static let windows = Shape.oneOfIntegers([0, 1, 7, 14, 30, 60])
  private static let window = [
    Parameter("start_date", .text()), Parameter("end_date", .text()),
    Parameter("columns", .list(.oneOf(ReportingColumns.sync))),
    Parameter("granularity", .oneOf(["TOTAL", "DAY", "HOUR", "WEEK", "MONTH"])),
    Parameter("click_window_days", windows), Parameter("engagement_window_days", windows),
    Parameter("view_window_days", windows),
    Parameter("conversion_report_time", .oneOf(["TIME_OF_AD_ACTION", "TIME_OF_CONVERSION"])),
  ]
  private static let timezone = Parameter(
    "reporting_timezone", .oneOf(["PINTEREST_TIME_ZONE", "AD_ACCOUNT_TIME_ZONE"]))
  private static let attribution = Parameter(
    "attribution_types", .list(.oneOf(["INDIVIDUAL", "HOUSEHOLD"]), count: 1...2))
  private static let aggregate = Parameter("aggregate_report_rows", .boolean)

  static let adsAnalytics: [Operation] = [
    Operation(
      "ad_account/analytics", "GET", "/ad_accounts/{ad_account_id}/analytics", "ads_analytics",
      ["ads:read"], query: window + [timezone]
    ) { world, call, path throws(Refusal) in
      try world.adsAnalytics(
        .adAccounts, "AD_ACCOUNT_ID", call, account: Int(path["ad_account_id"] ?? "") ?? 0,
        ids: nil)
    },
    level(
      "campaigns/analytics", .campaigns, "/ad_accounts/{ad_account_id}/campaigns/analytics",
      "campaign_ids", "CAMPAIGN_ID"),
    level(
      "ad_groups/analytics", .adGroups, "/ad_accounts/{ad_account_id}/ad_groups/analytics",
      "ad_group_ids", "AD_GROUP_ID"),
    Operation(
      "ads/analytics", "GET", "/ad_accounts/{ad_account_id}/ads/analytics", "ads_analytics",
      ["ads:read"],
      query: window + [
        timezone, Parameter("ad_ids", ids), Parameter("campaign_ids", ids),
        Parameter("pin_ids", .list(.digits(), count: 1...100)),
      ]
    ) { world, call, path throws(Refusal) in
      let account = Int(path["ad_account_id"] ?? "") ?? 0
      if call.value("ad_ids") != nil {
        return try world.adsAnalytics(
          .ads, "AD_ID", call, account: account, ids: call.ids("ad_ids"))
      }
      let campaigns = Set(call.ids("campaign_ids"))
      let pins = Set(call.ids("pin_ids"))
      guard !campaigns.isEmpty, !pins.isEmpty else {
        throw Refusal(
          code: 400,
          "Invalid ad account ads analytics parameters. ad_ids, or campaign_ids and pin_ids, are required."
        )
      }
      return try world.adsAnalytics(.ads, "AD_ID", call, account: account, ids: nil) { subject in
        subject.sources.contains { source in
          campaigns.contains(source.campaign) && source.pin.map(pins.contains) == true
        }
      }
    },
    Operation(
      "ad_pins/analytics", "GET", "/ad_accounts/{ad_account_id}/pins/analytics", "ads_analytics",
      ["ads:read"],
      query: window + [
        Parameter("campaign_id", .digits()),
        Parameter("pin_ids", .list(.digits(), count: 1...100)),
      ]
    ) { world, call, path throws(Refusal) in
      try world.adPinsAnalytics(call, account: Int(path["ad_account_id"] ?? "") ?? 0)
    },
    Operation(
      "ad_account_targeting_analytics/get", "GET",
      "/ad_accounts/{ad_account_id}/targeting_analytics", "ads_analytics", ["ads:read"],
      query: window + [timezone, attribution, types([])]
    ) { world, call, path throws(Refusal) in
      try world.targetingAnalytics(
        .adAccounts, "AD_ACCOUNT_ID", call, account: Int(path["ad_account_id"] ?? "") ?? 0,
        ids: nil)
    },
    divided(
      "campaign_targeting_analytics/get", .campaigns,
      "/ad_accounts/{ad_account_id}/campaigns/targeting_analytics", "campaign_ids",
      "CAMPAIGN_ID", ["CREATIVE_TYPE", "AUDIENCE_MULTIPLIER"]),
    divided(
      "ad_groups_targeting_analytics/get", .adGroups,
      "/ad_accounts/{ad_account_id}/ad_groups/targeting_analytics", "ad_group_ids",
      "AD_GROUP_ID", ["CREATIVE_ENHANCEMENTS"]),
    divided(
      "ad_targeting_analytics/get", .ads,
      "/ad_accounts/{ad_account_id}/ads/targeting_analytics", "ad_ids", "AD_ID", ["QUIZ_RESULT"]),
  ]

  private static func types(_ own: [String]) -> Parameter {
    Parameter("targeting_types", .list(.oneOf(World.targetingTypes + own), count: 1...14))
  }

  private static func level(
    _ name: String, _ kind: Kind, _ path: StaticString, _ filter: String, _ column: String
  ) -> Operation {
    Operation(
      name, "GET", path, "ads_analytics", ["ads:read"],
      query: window + [timezone, aggregate, Parameter(filter, ids)]
    ) { world, call, path throws(Refusal) in
      guard call.value(filter) != nil else { throw Refusal(code: 400, "\(filter) is required.") }
      return try world.adsAnalytics(
        kind, column, call, account: Int(path["ad_account_id"] ?? "") ?? 0, ids: call.ids(filter))
    }
  }

  private static func divided(
    _ name: String, _ kind: Kind, _ path: StaticString, _ filter: String, _ column: String,
    _ own: [String]
  ) -> Operation {
    Operation(
      name, "GET", path, "ads_analytics", ["ads:read"],
      query: window + [timezone, attribution, types(own), Parameter(filter, ids)]
    ) { world, call, path throws(Refusal) in
      guard call.value(filter) != nil else { throw Refusal(code: 400, "\(filter) is required.") }
      return try world.targetingAnalytics(
        kind, column, call, account: Int(path["ad_account_id"] ?? "") ?? 0, ids: call.ids(filter))
    }
  }

  static let analyticsResources: [Operation] = [
    Operation(
      "delivery_metrics/get", "GET", "/resources/delivery_metrics", "ads_read",
      ["ads:read", "pins:read", "user_accounts:read"],
      query: [Parameter("report_type", .oneOf(["SYNC", "ASYNC"]))]
    ) { _, call, _ in
      .ok(["items": .array(MetricDefinitions.items(ofType: call.value("report_type")))])
    },
    Operation(
      "metrics_ready_state/get", "GET", "/resources/metrics_ready_state", "ads_analytics",
      ["ads:read"], query: [Parameter("date", .text())], acceptsClients: false
    ) { world, call, _ throws(Refusal) in
      guard let text = call.value("date"), let day = UTCDay.number(text) else {
        throw Refusal("date '\(call.value("date") ?? "")' does not match YYYY-MM-DD.")
      }
      return .ok([
        "non_conversion_metrics_ready": .boolean(day < world.today),
        "conversion_metrics_ready": .boolean(
          day <= world.today - world.settings.number("analytics_final_days")),
      ])
    },
  ]
}
