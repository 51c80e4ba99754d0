extension World {
  private static let draftOnlyFields = [
    "objective_type", "is_performance_plus", "is_campaign_budget_optimization",
    "is_automated_campaign",
  ]

  mutating func createCampaign(_ fields: Row, account: String) throws(Refusal) -> Row {
    guard fields.text("ad_account_id") == account else {
      throw Refusal(code: 2, "Advertiser not found.")
    }
    var row: Row = [
      "type": "campaign", "status": "ACTIVE", "is_campaign_budget_optimization": true,
      "is_flexible_daily_budgets": false, "is_automated_campaign": false,
      "is_performance_plus": false, "start_time": .integer(now), "end_time": .null,
      "daily_spend_cap": .null, "lifetime_spend_cap": .null, "order_line_id": .null,
      "tracking_urls": .null, "created_time": .integer(now), "updated_time": .integer(now),
    ]
    let isPerformancePlus = fields["is_performance_plus"] == true
    if isPerformancePlus, fields["start_time"]?.integer == nil {
      throw Refusal("A Performance+ campaign needs a start_time.")
    }
    row.take(fields, nullKeepsDefault: ["start_time", "is_campaign_budget_optimization"])
    row["default_ad_group_budget_in_micro_currency"] = nil
    if isPerformancePlus, (row["daily_spend_cap"]?.integer ?? 0) > 0 {
      row["is_flexible_daily_budgets"] = true
    }
    try checkStatus(from: nil, to: row.text("status") ?? "")
    try CampaignRules.check(row, in: self)
    row["id"] = .string(String(self[.campaigns].newID()))
    self[.campaigns].put(row)
    return row
  }

  mutating func updateCampaign(_ fields: Row, account: String) throws(Refusal) -> Row {
    guard fields.text("ad_account_id") == account else {
      throw Refusal(code: 2, "Advertiser not found.")
    }
    let old = try entity(.campaigns, "Campaign", fields, account: account)
    try checkFixed(Self.draftOnlyFields, of: old, fields, unlessDraft: true)
    var row = old
    row.take(fields, nullKeepsDefault: ["is_campaign_budget_optimization", "objective_type"])
    row["default_ad_group_budget_in_micro_currency"] = nil
    if row["end_time"] == -1 { row["end_time"] = .null }
    if row.text("order_line_id") == "0" { row["order_line_id"] = .null }
    if row["tracking_urls"] == [:] { row["tracking_urls"] = .null }
    row["bid_options"] = Self.merged(old["bid_options"], fields["bid_options"])
    try Refusal.unless(
      sameAs: { () throws(Refusal) in
        try CampaignRules.check(old, in: self)
      },
      { () throws(Refusal) in
        try CampaignRules.check(row, in: self)
      })
    return store(row, over: old, .campaigns)
  }

  /// Only the families that the mask lists change.
  private static func merged(_ old: JSON?, _ new: JSON?) -> JSON? {
    guard let new = new?.object else { return old }
    var merged = old?.object ?? [:]
    let names = [
      "AUDIENCE": "audience_multipliers", "APP_TYPE": "app_type_multipliers",
      "PLACEMENT": "placement_multipliers",
    ]
    for family in new["update_mask"]?.strings ?? [] {
      if let name = names[family] { merged[name] = new[name] }
    }
    return .object(merged)
  }
}

/// What updating has in common between kinds.
extension World {
  func entity(
    _ kind: Kind, _ name: String, _ fields: Row, account: String
  ) throws(Refusal) -> Row {
    let id = fields.text("id") ?? ""
    guard let row = self[kind][Int(id)], row.text("ad_account_id") == account else {
      throw .notFound(name, id)
    }
    let status = row.text("status") ?? ""
    guard !["ARCHIVED", "DELETED_DRAFT"].contains(status) || fields.text("status") == status else {
      throw Refusal("\(name) \(id) is \(status.lowercased()) and cannot be changed.")
    }
    if let new = fields.text("status") { try checkStatus(from: status, to: new) }
    return row
  }

  /// Refuses fields that do not change after creation; the value that is there may be repeated.
  func checkFixed(
    _ names: [String], of row: Row, _ fields: Row, unlessDraft: Bool
  ) throws(Refusal) {
    if unlessDraft, row.text("status") == "DRAFT" { return }
    for name in names {
      guard let value = fields[name], value != .null, value != row[name] else { continue }
      throw Refusal(code: 29, "\(name) cannot be changed after creation.")
    }
  }

  /// Puts a changed row in its place and carries an archiving down.
  mutating func store(_ row: Row, over old: Row, _ kind: Kind) -> Row {
    let stamped = touched(row)
    self[kind].put(stamped)
    if stamped.text("status") == "ARCHIVED", old.text("status") != "ARCHIVED" {
      archiveChildren(of: stamped.id, kind)
    }
    return stamped
  }
}

extension Row {
  /// Takes what a request gives; a null of some fields means that nothing was given.
  mutating func take(_ fields: Row, nullKeepsDefault: Set<String> = []) {
    for (name, value) in fields where value != .null || !nullKeepsDefault.contains(name) {
      self[name] = value
    }
  }
}
