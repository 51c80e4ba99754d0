extension World {
  mutating func createCustomerList(
    _ fields: Row, account: String, _ call: Call
  ) throws(Refusal) -> Row {
    guard let name = fields.text("name"), !name.isEmpty else {
      throw Refusal("A customer list needs a name.")
    }
    var row = customerList(named: name, account: account)
    row["_list_type"] = fields["list_type"] ?? "EMAIL"
    let records = try records(fields, of: row, call)
    row["id"] = .string(String(self[.customerLists].newID()))
    return upload(records, adding: true, to: row, call)
  }

  /// A list that nobody is on.
  func customerList(named name: String, account: String) -> Row {
    [
      "type": "customerlist", "name": .string(name), "ad_account_id": .string(account),
      "_list_type": "EMAIL", "num_batches": 0, "num_uploaded_user_records": 0,
      "num_removed_user_records": 0, "created_time": .integer(now), "updated_time": .integer(now),
      "exceptions": [:],
    ]
  }

  mutating func updateCustomerList(
    _ id: String, _ fields: Row, account: String, _ call: Call
  ) throws(Refusal) -> Row {
    let row = try customerList(id, account: account)
    let records = try records(fields, of: row, call)
    let adds = fields.text("operation_type") == "ADD"
    return upload(records, adding: adds, to: touched(row), call)
  }

  func customerList(_ id: String, account: String) throws(Refusal) -> Row {
    guard let row = self[.customerLists][Int(id)], row.text("ad_account_id") == account else {
      throw Refusal(status: 404, code: 404, "Customer list \(id) not found.")
    }
    return row
  }

  /// The records of a request, within what a batch may have.
  private func records(_ fields: Row, of list: Row, _ call: Call) throws(Refusal) -> Records {
    let most = settings.number("customer_list_batch_bytes")
    guard call.body.count <= most else {
      throw Refusal("The request has \(call.body.count) bytes; \(most) are allowed.")
    }
    let records = Records(
      fields.text("records") ?? "", listType: list.text("_list_type") ?? "EMAIL",
      refusals: call.refusals)
    let limit = settings.number("customer_list_batch_records")
    guard records.count <= limit else {
      throw Refusal("records has \(records.count) records; \(limit) are allowed.")
    }
    guard records.count > 0 || call.refusals != nil else {
      throw Refusal("records has no record.")
    }
    if settings.text("record_errors") == "request", let first = records.rejections.first {
      throw Refusal(
        code: first.rejection.code,
        "\(first.rejection.message): \(first.count) of \(records.count) records.")
    }
    return records
  }

  /// Counts every record, duplicates and strangers too, and starts processing anew.
  private mutating func upload(
    _ records: Records, adding: Bool, to row: Row, _ call: Call
  ) -> Row {
    var row = row
    row["_processed"] = processedCount(row).map { .integer($0) }
    members.upload(
      records.members, adding: adding, to: row.id,
      [
        "request": .integer(call.number), "time": .integer(now),
        "records": .integer(records.count),
        "forms": .object(records.forms.mapValues { .integer($0) }),
        "rejected": .integer(records.rejectedCount),
      ])
    row["_count"] = .integer(members.count(row.id))
    let counter = adding ? "num_uploaded_user_records" : "num_removed_user_records"
    row[counter] = .integer((row[counter]?.integer ?? 0) + records.members.count)
    row["num_batches"] = .integer((row["num_batches"]?.integer ?? 0) + 1)
    row["exceptions"] = Self.exceptions(row["exceptions"] ?? [:], and: records)
    let uploaded = now + settings.number("customer_list_upload_seconds")
    row["_uploaded_at"] = .integer(uploaded)
    row["_ready_at"] = .integer(uploaded + settings.number("customer_list_seconds"))
    self[.customerLists].put(row)
    return row
  }

  /// The errors of a list so far and of one more upload, as uploads in parts count theirs.
  private static func exceptions(_ old: JSON, and records: Records) -> JSON {
    var counts = old["error_counts"]?.array ?? []
    for (rejection, count) in records.rejections {
      let place = counts.firstIndex { $0["error_code"]?.integer == rejection.code }
      let before = place.flatMap { counts[$0]["count"]?.integer } ?? 0
      let entry: JSON = [
        "error_code": .integer(rejection.code), "message": .string(rejection.message),
        "count": .integer(before + count),
      ]
      if let place { counts[place] = entry } else { counts.append(entry) }
    }
    return counts.isEmpty ? [:] : ["error_counts": .array(counts)]
  }
}

/// What becomes of a list as the clock goes on.
extension World {
  func customerListStatus(_ list: Row) -> String {
    guard let due = list["_ready_at"]?.integer else {
      guard list["_count"] == nil else { return list.isLarge(in: self) ? "READY" : "TOO_SMALL" }
      return list.text("status") ?? "TOO_SMALL"
    }
    if let uploaded = list["_uploaded_at"]?.integer, now < uploaded { return "UPLOADING" }
    guard due <= now else { return "PROCESSING" }
    return list.isLarge(in: self) ? "READY" : "TOO_SMALL"
  }

  /// The people on a list as far as it is processed; nil before it was for the first time.
  func processedCount(_ list: Row) -> Int? {
    guard let due = list["_ready_at"]?.integer, now < due else { return list["_count"]?.integer }
    return list["_processed"]?.integer
  }

  /// How many of a list's people have an account at Pinterest.
  func matchedCount(_ list: Row) -> Int {
    (processedCount(list) ?? 0) * settings.number("customer_list_match_percent") / 100
  }

  /// Moves what a seed or a person says of a list's people into the sets, and adds what they leave
  /// out.
  mutating func settleMembers(_ row: Row) throws(Refusal) -> Row {
    var row = row
    if row["type"] == nil {
      let account = row.text("ad_account_id") ?? ""
      row = customerList(named: "", account: account).merging(row) { $1 }
    }
    guard let given = row["_members"] else { return row }
    let text = given.string ?? given.strings.joined(separator: ",")
    let records = Records(text, listType: row.text("_list_type") ?? "EMAIL")
    guard records.rejectedCount == 0 else {
      throw Refusal(
        "_members of customer list \(row.id) has \(records.rejectedCount) records that are no"
          + " people.")
    }
    members.replace(row.id, with: records.members)
    row["_members"] = nil
    row["_count"] = .integer(members.count(row.id))
    return row
  }
}

extension Row {
  fileprivate func isLarge(in world: World) -> Bool {
    world.matchedCount(self) >= World.smallestAudience
  }
}
