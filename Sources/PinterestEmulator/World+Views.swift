extension World {
  /// An entity as the API shows it now.
  func view(_ row: Row, _ kind: Kind) -> JSON {
    var shown = row.visible
    switch kind {
    case .campaigns, .adGroups: shown["summary_status"] = .string(summary(of: row, kind))
    case .ads:
      shown["summary_status"] = .string(summary(of: row, kind))
      shown["review_status"] = .string(review(of: row))
    case .audiences:
      let status = audienceStatus(row)
      shown["status"] = .string(status)
      shown["size"] = status == "READY" ? .integer(audienceSize(row)) : .null
    case .customerLists: shown["status"] = .string(customerListStatus(row))
    case .keywords: return .object(keyword: row)
    // They have no id in the API.
    case .websites: shown["id"] = nil
    default: break
    }
    return .object(shown)
  }

  /// One page of a list of entities.
  func list(
    _ kind: Kind, _ ids: [Int], _ call: Call, where matches: (Row) -> Bool = { _ in true }
  ) throws(Refusal) -> Answer {
    try list(kind, ids, call, where: matches) { view($0, kind) }
  }

  /// One page of a list of what is said of entities.
  func list(
    _ kind: Kind, _ ids: [Int], _ call: Call, where matches: (Row) -> Bool,
    as shown: (Row) -> JSON
  ) throws(Refusal) -> Answer {
    var paging = Paging()
    if let size = call.value("page_size") { paging.size = Int(size) ?? 25 }
    guard (1...250).contains(paging.size) else {
      throw Refusal("page_size must be from 1 to 250.")
    }
    paging.size = min(paging.size, max(1, settings.number("page_size_limit")))
    paging.isDescending = call.value("order") == "DESCENDING"
    if let bookmark = call.value("bookmark"), !bookmark.isEmpty {
      guard let id = Paging.id(of: bookmark) else { throw Refusal("Invalid bookmark.") }
      paging.after = id
    }
    let table = self[kind]
    let page = paging.page(of: ids) { table[$0].map(matches) ?? false }
    let items = page.ids.compactMap { table[$0] }.map(shown)
    return .ok(["items": .array(items), "bookmark": page.bookmark])
  }

  /// Entities of an account by the filters of a list call.
  func list(
    _ kind: Kind, account: String, _ call: Call, filters: [(query: String, field: String)]
  ) throws(Refusal) -> Answer {
    let statuses = call.values("entity_statuses")
    let wanted = Set(statuses.isEmpty ? ["ACTIVE", "PAUSED"] : statuses)
    let given = filters.filter { call.value($0.query) != nil }
    let owner = Int(account) ?? 0
    var ids = self[kind].ids("ad_account_id", [owner])
    if let filter = given.first {
      let exclusive = given.filter { $0.field != "campaign_id" || kind != .campaigns }
      guard exclusive.count == 1 else {
        throw Refusal(
          code: 400, "Use only one of \(filters.map(\.query).joined(separator: ", ")).")
      }
      let named = Set(call.ids(filter.query)).sorted()
      ids =
        filter.field == "id"
        ? named.filter { self[kind][$0] != nil } : self[kind].ids(filter.field, named)
    }
    return try list(kind, ids, call) { row in
      let status = row.text("status") ?? ""
      // No filter can name a status of a later version.
      return row.reference("ad_account_id") == owner
        && (wanted.contains(status) || !Vocabulary.statuses.contains(status))
    }
  }

  func get(_ kind: Kind, _ name: String, _ id: String, account: String) throws(Refusal) -> Answer {
    guard let row = self[kind][Int(id)], row.text("ad_account_id") == account else {
      throw .notFound(name, id)
    }
    return .ok(view(row, kind))
  }
}
