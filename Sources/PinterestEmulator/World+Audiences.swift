extension World {
  private static let requiredRules: [String: [String]] = [
    "CUSTOMER_LIST": ["customer_list_id"], "VISITOR": ["visitor_source_id"],
    "ENGAGEMENT": [], "ACTALIKE": ["seed_id", "country", "percentage"],
  ]

  mutating func createAudience(_ fields: Row, account: String) throws(Refusal) -> Row {
    let type = fields.text("audience_type") ?? ""
    guard type != "PERSONA" else { throw Refusal("PERSONA audiences cannot be created here.") }
    var row: Row = [
      "type": "audience", "description": .null, "size": .null, "status": "INITIALIZING",
      "created_by_company_name": .null, "created_timestamp": .integer(now),
    ]
    row.take(fields)
    row["ad_account_id"] = .string(account)
    try check(audience: row)
    row["id"] = .string(String(self[.audiences].newID()))
    row["updated_timestamp"] = .integer(now)
    row["_ready_at"] = .integer(now + settings.number("audience_seconds"))
    self[.audiences].put(row)
    return row
  }

  mutating func updateAudience(_ id: String, _ fields: Row, account: String) throws(Refusal) -> Row
  {
    var row = try audience(id, account: account)
    if fields.text("operation_type") == "REMOVE" {
      guard let user = self.adGroup(thatUses: id) else {
        row["_removed"] = true
        self[.audiences].put(row)
        return row
      }
      throw Refusal("Audience \(id) is used by ad group \(user).")
    }
    row.take(fields)
    row["operation_type"] = nil
    row["ad_account_id"] = .string(account)
    try check(audience: row)
    let before = row["updated_timestamp"]?.integer ?? 0
    row["updated_timestamp"] = .integer(max(now, before + 1))
    if fields["rule"] != nil {
      row["status"] = "INITIALIZING"
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

  /// INITIALIZING until the clock has passed its time; an actalike waits for its seeds too.
  func audienceStatus(_ audience: Row) -> String {
    let stored = audience.text("status") ?? "READY"
    guard stored == "INITIALIZING", let due = audience["_ready_at"]?.integer, due <= now else {
      return stored
    }
    for seed in audience["rule"]?["seed_id"]?.strings ?? [] {
      if let seed = self[.audiences][Int(seed)], audienceStatus(seed) == "INITIALIZING" {
        return "INITIALIZING"
      }
    }
    return audienceSize(audience) < 100 ? "TOO_SMALL" : "READY"
  }

  /// The size once an audience is ready; one of a customer list counts its members.
  func audienceSize(_ audience: Row) -> Int {
    if let size = audience["size"]?.integer { return size }
    if let list = audience["rule"]?["customer_list_id"]?.string {
      return self[.customerLists][Int(list)]?["_members"]?.array?.count ?? 0
    }
    return settings.number("audience_size")
  }

  private func check(audience: Row) throws(Refusal) {
    guard let name = audience.text("name"), !name.isEmpty else {
      throw Refusal("An audience needs a name.")
    }
    let type = audience.text("audience_type") ?? ""
    let rule = audience["rule"]?.object ?? [:]
    for field in Self.requiredRules[type] ?? [] where rule[field] == nil {
      throw Refusal("A rule of type \(type) needs \(field).")
    }
    if let days = rule["retention_days"]?.integer, !(1...540).contains(days) {
      throw Refusal("retention_days must be from 1 to 540.")
    }
    if let share = rule["percentage"]?.integer, !(1...10).contains(share) {
      throw Refusal("percentage must be from 1 to 10.")
    }
    if let kind = rule["engager_type"]?.integer, !(1...2).contains(kind) {
      throw Refusal("engager_type must be 1 or 2.")
    }
    if rule["event_data"] != nil, rule["event"] == nil { throw Refusal("event_data needs event.") }
    let account = audience.text("ad_account_id") ?? ""
    if let list = rule["customer_list_id"]?.string {
      guard self[.customerLists][Int(list)]?.text("ad_account_id") == account else {
        throw .notFound("Customer list", list)
      }
    }
    for seed in rule["seed_id"]?.strings ?? [] { _ = try self.audience(seed, account: account) }
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
