extension World {
  mutating func createCustomerList(_ fields: Row, account: String) throws(Refusal) -> Row {
    guard let name = fields.text("name"), !name.isEmpty else {
      throw Refusal("A customer list needs a name.")
    }
    var row: Row = [
      "type": "customerlist", "name": .string(name), "ad_account_id": .string(account),
      "_list_type": fields["list_type"] ?? "EMAIL", "_members": [], "num_batches": 0,
      "num_uploaded_user_records": 0, "num_removed_user_records": 0,
      "created_time": .integer(now), "updated_time": .integer(now), "exceptions": [:],
    ]
    row["id"] = .string(String(self[.customerLists].newID()))
    return upload(fields.text("records") ?? "", adding: true, to: row)
  }

  mutating func updateCustomerList(
    _ id: String, _ fields: Row, account: String
  ) throws(Refusal) -> Row {
    let row = try customerList(id, account: account)
    let adds = fields.text("operation_type") == "ADD"
    return upload(fields.text("records") ?? "", adding: adds, to: touched(row))
  }

  func customerList(_ id: String, account: String) throws(Refusal) -> Row {
    guard let row = self[.customerLists][Int(id)], row.text("ad_account_id") == account else {
      throw Refusal(status: 404, code: 404, "Customer list \(id) not found.")
    }
    return row
  }

  func customerListStatus(_ list: Row) -> String {
    guard let due = list["_ready_at"]?.integer, due <= now else { return "PROCESSING" }
    return (list["_members"]?.array?.count ?? 0) < 100 ? "TOO_SMALL" : "READY"
  }

  /// Keeps digests of the records, never the records; the counters grow for duplicates too.
  private mutating func upload(_ records: String, adding: Bool, to row: Row) -> Row {
    var row = row
    let parts = records.split { $0 == "," || $0.isNewline }
    let digests = parts.map { part in
      String(Self.digest(part.filter { !$0.isWhitespace }), radix: 16)
    }
    var members = Set(row["_members"]?.strings ?? [])
    if adding { members.formUnion(digests) } else { members.subtract(digests) }
    row["_members"] = JSON(members.sorted())
    let counter = adding ? "num_uploaded_user_records" : "num_removed_user_records"
    row[counter] = .integer((row[counter]?.integer ?? 0) + digests.count)
    row["num_batches"] = .integer((row["num_batches"]?.integer ?? 0) + 1)
    row["_ready_at"] = .integer(now + settings.number("customer_list_seconds"))
    self[.customerLists].put(row)
    return row
  }

  /// FNV-1a: enough to count members, and no way back to a record.
  private static func digest(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
