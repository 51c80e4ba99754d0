extension World {
  /// How many people with accounts an audience needs.
  static let smallestAudience = 100

  mutating func createAudience(_ fields: Row, account: String) throws(Refusal) -> Row {
    guard fields.text("audience_type") != "PERSONA" else {
      throw Refusal("PERSONA audiences cannot be created here.")
    }
    try Self.checkAccount(fields, account)
    let limit = settings.number("audience_limit")
    let ids = self[.audiences].ids("ad_account_id", [Int(account) ?? 0])
    let count = ids.count { self[.audiences][$0]?["_removed"] != true }
    if limit > 0, count >= limit {
      throw Refusal("The account has \(count) audiences; \(limit) are allowed.")
    }
    var row: Row = [
      "type": "audience", "description": .null, "size": .null, "status": "INITIALIZING",
      "created_by_company_name": .null, "created_timestamp": .integer(now),
    ]
    row.take(fields.filter { Self.audienceFields.contains($0.key) })
    row["audience_type"] = fields["audience_type"]
    row["ad_account_id"] = .string(account)
    row["rule"] = Self.settled(row)
    try AudienceRules.check(row, in: self)
    row["id"] = .string(String(self[.audiences].newID()))
    row["updated_timestamp"] = .integer(now)
    row["_ready_at"] = .integer(now + settings.number("audience_seconds"))
    self[.audiences].put(row)
    return row
  }

  mutating func updateAudience(_ id: String, _ fields: Row, account: String) throws(Refusal) -> Row
  {
    let old = try audience(id, account: account)
    try Self.checkAccount(fields, account)
    guard old["_received"] != true, old["_third_party"] != true else {
      throw Refusal(status: 403, code: 29, "You are not permitted to access that resource.")
    }
    var row = old
    if fields.text("operation_type") == "REMOVE" {
      if let user = adGroup(thatUses: id), !settings.isOn("audience_in_use_removable") {
        throw Refusal("Audience \(id) is used by ad group \(user).")
      }
      row["_removed"] = true
      self[.audiences].put(row)
      return row
    }
    row.take(fields.filter { Self.audienceFields.contains($0.key) })
    row["rule"] = Self.settled(row)
    let changesRule = row["rule"] != Self.settled(old)
    if changesRule, !settings.isOn("audience_rule_updates") {
      throw Refusal(code: 29, "The rule of an audience cannot be changed.")
    }
    try Refusal.unless(
      sameAs: { () throws(Refusal) in try AudienceRules.check(old, in: self) },
      { () throws(Refusal) in try AudienceRules.check(row, in: self) })
    let before = row["updated_timestamp"]?.integer ?? 0
    row["updated_timestamp"] = .integer(max(now, before + 1))
    if changesRule {
      row["status"] = "INITIALIZING"
      row["size"] = .null
      row["_ready_at"] = .integer(now + settings.number("audience_seconds"))
    }
    self[.audiences].put(row)
    return row
  }

  func audience(_ id: String, account: String) throws(Refusal) -> Row {
    guard let row = self[.audiences][Int(id)], row.text("ad_account_id") == account,
      row["_removed"] != true
    else { throw Refusal(status: 404, code: 404, "Audience \(id) not found.") }
    return row
  }

  /// A body may repeat the account of its path.
  private static func checkAccount(_ fields: Row, _ account: String) throws(Refusal) {
    guard fields.text("ad_account_id") ?? account == account else {
      throw Refusal(code: 2, "Advertiser not found.")
    }
  }

  /// What a request may set; the type is for good.
  private static let audienceFields: Set = ["name", "description", "rule"]

  /// A rule with the defaults of its type.
  private static func settled(_ audience: Row) -> JSON? {
    guard var rule = audience["rule"]?.object else { return audience["rule"] }
    switch audience.text("audience_type") {
    case "VISITOR":
      rule["retention_days"] = rule["retention_days"] ?? 180
      rule["prefill"] = rule["prefill"] ?? true
    case "ENGAGEMENT": rule["retention_days"] = rule["retention_days"] ?? 180
    default: break
    }
    return .object(rule)
  }

  private func adGroup(thatUses audience: String) -> String? {
    let user = self[.adGroups].order.first { id in
      guard let row = self[.adGroups][id], row.text("status") != "ARCHIVED" else { return false }
      let spec = row["targeting_spec"]
      return spec?["AUDIENCE_INCLUDE"]?.strings.contains(audience) == true
        || spec?["AUDIENCE_EXCLUDE"]?.strings.contains(audience) == true
    }
    return user.map(String.init)
  }
}
