extension Operation {
  private static let period = [
    Parameter("start_date", .text()), Parameter("end_date", .text()),
    Parameter("ad_account_id", .digits()),
  ]
  private static let devices = Parameter("app_types", .oneOf(["ALL", "MOBILE", "TABLET", "WEB"]))
  private static let filters =
    period + [
      devices, Parameter("from_claimed_content", .oneOf(["OTHER", "CLAIMED", "BOTH"])),
      Parameter(
        "pin_format",
        .oneOf([
          "ALL", "ORGANIC_IMAGE", "ORGANIC_PRODUCT", "ORGANIC_VIDEO", "ADS_STANDARD",
          "ADS_PRODUCT", "ADS_VIDEO", "ADS_IDEA",
        ])),
      Parameter("content_type", .oneOf(["ALL", "PAID", "ORGANIC"])),
      Parameter("source", .oneOf(["ALL", "YOUR_PINS", "OTHER_PINS"])),
    ]
  private static let best = [
    Parameter("num_of_pins", .number(1...50)),
    Parameter("created_in_last_n_days", .oneOfIntegers([30])),
  ]
  private static let pinMetrics = Parameter(
    "metric_types",
    .list(
      .oneOf(
        World.videoMetrics + [
          "PIN_CLICK", "SAVE_RATE", "TOTAL_COMMENTS", "TOTAL_REACTIONS", "USER_FOLLOW",
          "PROFILE_VISIT",
        ])))

  private static func metrics(_ names: [String]) -> Parameter {
    Parameter("metric_types", .list(.oneOf(names)))
  }

  static let organicAnalytics: [Operation] = [
    Operation(
      "user_account/analytics", "GET", "/user_account/analytics", "org_analytics",
      ["user_accounts:read"],
      query: filters + [
        metrics(World.accountMetrics),
        Parameter(
          "split_field", .oneOf(["NO_SPLIT", "APP_TYPE", "OWNED_CONTENT", "SOURCE", "PIN_FORMAT"])),
      ], acceptsClients: false
    ) { world, call, _ throws(Refusal) in try world.userAnalytics(call) },
    Operation(
      "user_account/analytics/top_pins", "GET", "/user_account/analytics/top_pins",
      "org_analytics", ["pins:read", "user_accounts:read"],
      query: filters + best + [
        metrics(World.accountMetrics),
        Parameter(
          "sort_by", .oneOf(["ENGAGEMENT", "IMPRESSION", "OUTBOUND_CLICK", "PIN_CLICK", "SAVE"])),
      ]
    ) { world, call, _ throws(Refusal) in try world.topPins(call, videos: false) },
    Operation(
      "user_account/analytics/top_video_pins", "GET", "/user_account/analytics/top_video_pins",
      "org_analytics", ["pins:read", "user_accounts:read"],
      query: filters + best + [
        metrics(World.videoMetrics), Parameter("sort_by", .oneOf(World.videoMetrics)),
      ]
    ) { world, call, _ throws(Refusal) in try world.topPins(call, videos: true) },
    // A path without parameters goes before one with.
    Operation(
      "multi_pins/analytics", "GET", "/pins/analytics", "org_analytics",
      ["boards:read", "pins:read"],
      query: period + [
        devices, pinMetrics, Parameter("pin_ids", .list(.digits(), count: 1...100)),
      ]
    ) { world, call, _ throws(Refusal) in try world.multiPinAnalytics(call) },
    Operation(
      "pins/analytics", "GET", "/pins/{pin_id}/analytics", "org_analytics",
      ["boards:read", "pins:read"],
      query: period + [
        devices, pinMetrics, Parameter("split_field", .oneOf(["NO_SPLIT", "APP_TYPE"])),
      ]
    ) { world, call, path throws(Refusal) in try world.pinAnalytics(path["pin_id"] ?? "", call) },
  ]
}
