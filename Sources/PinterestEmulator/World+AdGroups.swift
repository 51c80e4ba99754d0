extension World {
  mutating func createAdGroup(_ fields: Row, account: String) throws(Refusal) -> Row {
    let campaignID = fields.text("campaign_id") ?? ""
    guard let campaign = self[.campaigns][Int(campaignID)],
      campaign.text("ad_account_id") == account
    else { throw .notFound("Campaign", campaignID) }
    guard campaign.text("status") != "ARCHIVED" else {
      throw Refusal("Campaign \(campaignID) is archived.")
    }
    let hasCampaignBudget = campaign["is_campaign_budget_optimization"] == true
    var row: Row = [
      "type": "adgroup", "status": "ACTIVE", "ad_account_id": .string(account),
      "budget_type": "DAILY", "budget_in_micro_currency": .null, "bid_in_micro_currency": .null,
      "pacing_delivery_type": "STANDARD", "placement_group": "ALL",
      "auto_targeting_enabled": true, "is_creative_optimization": false,
      "bid_multiplier": .null, "end_time": .null, "targeting_spec": [:],
      "targeting_template_ids": .null, "tracking_urls": .null, "promotion_id": "0",
      "promotion_application_level": "NONE", "conversion_learning_mode_type": .null,
      "feed_profile_id": "0", "created_time": .integer(now), "updated_time": .integer(now),
    ]
    let start = max(now, campaign["start_time"]?.integer ?? now)
    row["start_time"] = hasCampaignBudget ? .null : .integer(start)
    row.take(fields, nullKeepsDefault: ["start_time", "bid_strategy_type", "promotion_id"])
    Self.settle(&row)
    try checkStatus(from: nil, to: row.text("status") ?? "")
    try AdGroupRules.check(row, of: campaign, in: self)
    try AdGroupRules.checkWindow(row, of: campaign)
    if hasCampaignBudget { try checkCount(under: campaign) }
    row["id"] = .string(String(self[.adGroups].newID()))
    self[.adGroups].put(row)
    return row
  }

  mutating func updateAdGroup(_ fields: Row, account: String) throws(Refusal) -> Row {
    let old = try entity(.adGroups, "Ad group", fields, account: account)
    guard let campaign = self[.campaigns][old.reference("campaign_id")] else {
      throw .notFound("Campaign", old.text("campaign_id") ?? "")
    }
    try checkFixed(["campaign_id"], of: old, fields, unlessDraft: false)
    try checkFixed(["billable_event", "budget_type"], of: old, fields, unlessDraft: true)
    var row = old
    row.take(fields, nullKeepsDefault: ["auto_targeting_enabled", "start_time"])
    Self.settle(&row)
    try Refusal.unless(
      sameAs: { () throws(Refusal) in
        try AdGroupRules.check(old, of: campaign, in: self)
      },
      { () throws(Refusal) in
        try AdGroupRules.check(row, of: campaign, in: self)
      })
    if fields["start_time"] != nil || fields["end_time"] != nil {
      try AdGroupRules.checkWindow(row, of: campaign)
    }
    let stored = store(row, over: old, .adGroups)
    if Set(old["targeting_spec"]?["INTEREST"]?.strings ?? [])
      != Set(row["targeting_spec"]?["INTEREST"]?.strings ?? [])
    {
      reviewAds(ofAdGroup: row.id)
    }
    return stored
  }

  /// Resolves what stands for nothing and what follows from what was given.
  private static func settle(_ row: inout Row) {
    if row["bid_strategy_type"] == nil || row["bid_strategy_type"] == .null {
      let isManual = row["bid_in_micro_currency"]?.integer != nil
      row["bid_strategy_type"] = isManual ? "MAX_BID" : "AUTOMATIC_BID"
    }
    if row["tracking_urls"] == [:] { row["tracking_urls"] = .null }
    if row["bid_multiplier"]?.double == 0 { row["bid_multiplier"] = .null }
    if row["promotion_id"] == .null { row["promotion_id"] = "0" }
    if row["targeting_template_ids"] == ["0"] { row["targeting_template_ids"] = .null }
  }

  private func checkCount(under campaign: Row) throws(Refusal) {
    let table = self[.adGroups]
    let siblings = table.ids("campaign_id", [campaign.id])
    let living = siblings.count { table[$0]?.text("status") != "ARCHIVED" }
    guard living < 70 else {
      throw Refusal("A campaign with a campaign budget has at most 70 ad groups.")
    }
  }
}
