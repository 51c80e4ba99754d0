extension Shape {
  private static let urls = Shape.list(.text(maximum: 2000), count: 0...3)

  static let trackingURLs = Shape.object([
    Field("impression", urls), Field("click", urls), Field("engagement", urls),
    Field("buyable_button", urls), Field("audience_verification", urls),
  ])

  private static let multipliers = Shape.nullable(.map(.number(0...10)))

  private static func bidOptions(masked: Bool) -> Shape {
    let families = [
      Field("app_type_multipliers", multipliers), Field("audience_multipliers", multipliers),
      Field("placement_multipliers", multipliers),
    ]
    let mask = Shape.list(.oneOf(["AUDIENCE", "APP_TYPE", "PLACEMENT", "GENDER", "AGE_BUCKET"]))
    return .object(masked ? families + [Field("update_mask", mask, required: true)] : families)
  }

  private static func campaign(_ extra: [Field], isNew: Bool) -> Shape {
    .object(
      [
        Field("ad_account_id", .digits(), required: true),
        Field("name", .text(), required: isNew),
        Field("status", .oneOf(Vocabulary.statuses)),
        Field("daily_spend_cap", .nullable(.integer)),
        Field("lifetime_spend_cap", .nullable(.integer)),
        Field("is_campaign_budget_optimization", .nullable(.boolean)),
        Field("default_ad_group_budget_in_micro_currency", .nullable(.integer)),
        Field("is_flexible_daily_budgets", isNew ? .boolean : .nullable(.boolean)),
        Field("is_automated_campaign", isNew ? .boolean : .nullable(.boolean)),
        Field("is_performance_plus", .boolean),
        Field("start_time", .nullable(.integer)),
        Field("end_time", .nullable(.integer)),
        Field("order_line_id", .nullable(.digits())),
        Field("tracking_urls", .nullable(trackingURLs)),
        Field("objective_type", .oneOf(Vocabulary.objectives), required: isNew),
      ] + extra)
  }

  static let newCampaign = campaign(
    [Field("bid_options", bidOptions(masked: false))], isNew: true)

  static let changedCampaign = campaign(
    [Field("id", .digits(), required: true), Field("bid_options", bidOptions(masked: true))],
    isNew: false)

  static let targeting: Shape = {
    func texts(_ shape: Shape) -> Shape { .nullable(.list(shape)) }
    return .object([
      Field("LOCATION", texts(.text())), Field("GEO", texts(.text())),
      Field("LOCALE", texts(.text())), Field("GENDER", texts(.oneOf(Vocabulary.genders))),
      Field("MINIMUM_AGE", .digits()), Field("MAXIMUM_AGE", .text()),
      Field("AGE_BUCKET", texts(.oneOf(Vocabulary.ageBuckets))),
      Field("APPTYPE", texts(.oneOf(Vocabulary.devices))),
      Field("INTEREST", .list(.text())),
      Field("AUDIENCE_INCLUDE", texts(.digits())), Field("AUDIENCE_EXCLUDE", texts(.digits())),
      Field(
        "SHOPPING_RETARGETING",
        texts(
          .object([
            Field("lookback_window", .integer), Field("exclusion_window", .integer),
            Field("tag_types", .list(.integer)),
          ]))),
      Field("TARGETING_STRATEGY", texts(.oneOf(Vocabulary.strategies))),
    ])
  }()

  static let goal: Shape = .object([
    Field(
      "conversion_tag_v3_goal_metadata",
      .object([
        Field("conversion_tag_id", .digits()),
        Field("conversion_event", .oneOf(Vocabulary.conversionEvents)),
        Field(
          "attribution_windows",
          .object([
            Field("click_window_days", .integer), Field("engagement_window_days", .integer),
            Field("view_window_days", .integer),
          ])),
        Field("cpa_goal_value_in_micro_currency", .digits()),
        Field("is_roas_optimized", .nullable(.boolean)),
        Field("learning_mode_type", .nullable(.oneOf(["NOT_ACTIVE", "ACTIVE"]))),
        Field("reporting_event", .text()),
      ])),
    Field(
      "frequency_goal_metadata",
      .object([
        Field("frequency", .number(2...20)), Field("timerange", .oneOf(Vocabulary.timeRanges)),
      ])),
    Field(
      "scrollup_goal_metadata",
      .object([Field("scrollup_goal_value_in_micro_currency", .nullable(.digits()))])),
  ])

  private static func adGroup(_ extra: [Field], isNew: Bool) -> Shape {
    .object(
      [
        Field("name", .text(), required: isNew),
        Field("campaign_id", .digits(prefix: "C"), required: isNew),
        Field("billable_event", .oneOf(Vocabulary.billableEvents), required: isNew),
        Field("status", .oneOf(Vocabulary.statuses)),
        Field("budget_in_micro_currency", .nullable(.integer)),
        Field("budget_type", .oneOf(Vocabulary.budgetTypes)),
        Field("bid_in_micro_currency", .nullable(.integer)),
        Field("bid_strategy_type", .nullable(.oneOf(Vocabulary.bidStrategies))),
        Field("bid_multiplier", .number(0...10)),
        Field("start_time", .nullable(.integer)), Field("end_time", .nullable(.integer)),
        Field("pacing_delivery_type", .oneOf(Vocabulary.pacing)),
        Field("placement_group", .oneOf(Vocabulary.placements)),
        Field("lifetime_frequency_cap", .integer),
        Field("auto_targeting_enabled", isNew ? .boolean : .nullable(.boolean)),
        Field("is_creative_optimization", .nullable(.boolean)),
        Field("targeting_spec", targeting),
        Field("targeting_template_ids", .nullable(.list(.digits(), count: 0...1))),
        Field("optimization_goal_metadata", goal),
        Field("tracking_urls", .nullable(trackingURLs)),
        Field("promotion_id", .nullable(.digits())),
        Field("promotion_application_level", .nullable(.oneOf(["NONE", "ITEM", "AD_GROUP"]))),
      ] + extra)
  }

  static let newAdGroup = adGroup([], isNew: true)
  static let changedAdGroup = adGroup([Field("id", .digits(), required: true)], isNew: false)

  private static func ad(_ extra: [Field], isNew: Bool) -> Shape {
    let text = Shape.nullable(.text())
    let texts = Shape.nullable(.list(.text()))
    return .object(
      [
        Field("ad_group_id", .digits(prefix: "AG"), required: isNew),
        Field("creative_type", .oneOf(Vocabulary.creatives), required: isNew),
        Field("name", text), Field("status", .oneOf(Vocabulary.statuses)),
        Field("destination_url", text), Field("tracking_urls", .nullable(trackingURLs)),
        Field("click_tracking_url", text), Field("view_tracking_url", text),
        Field("android_deep_link", text), Field("ios_deep_link", text),
        Field("carousel_destination_urls", texts), Field("carousel_android_deep_links", texts),
        Field("carousel_ios_deep_links", texts),
        Field("customizable_cta_type", .nullable(.oneOf(Vocabulary.callsToAction))),
        Field("disclosure_type", .nullable(.oneOf(Vocabulary.disclosures))),
        Field("disclosure_url", text), Field("lead_form_id", .nullable(.digits(prefix: "AG"))),
        Field("quiz_pin_data", .nullable(.anything)), Field("is_pin_deleted", .boolean),
        Field("is_removable", .boolean),
        Field("grid_click_type", .oneOf(["CLOSEUP", "DIRECT_TO_DESTINATION"])),
      ] + extra)
  }

  static let newAd = ad([Field("pin_id", .digits(), required: true)], isNew: true)

  static let changedAd = ad(
    [Field("id", .digits(), required: true), Field("pin_id", .nullable(.digits()))], isNew: false)
}
