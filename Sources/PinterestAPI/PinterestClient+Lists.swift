extension PinterestClient {
  /// As many as the API gives in one page.
  static let pageLimit = 250
  /// Ids in one query: they stay well below 8 KB of URL.
  static let idsInQuery = 100

  /// The ad accounts that the token reaches, shared ones too.
  public func adAccounts() async throws(APIError) -> [WireAdAccount] {
    try await pages(
      APIRequest(.get, "/ad_accounts", category: .adsRead, isRepeatable: true), id: \.id)
  }

  public func campaigns(in account: String, _ filter: ListFilter = ListFilter())
    async throws(APIError) -> [WireCampaign]
  {
    try await entities(CampaignBody.self, in: account, filter, ids: "campaign_ids", id: \.id)
  }

  public func adGroups(in account: String, _ filter: ListFilter = ListFilter())
    async throws(APIError) -> [WireAdGroup]
  {
    try await entities(AdGroupBody.self, in: account, filter, ids: "ad_group_ids", id: \.id)
  }

  public func ads(in account: String, _ filter: ListFilter = ListFilter()) async throws(APIError)
    -> [WireAd]
  {
    try await entities(AdBody.self, in: account, filter, ids: "ad_ids", id: \.id)
  }

  /// The audiences of the account, or those that others shared with it; as many as there are, or
  /// `limit`.
  public func audiences(
    in account: String, received: Bool = false, newestFirst: Bool = false, limit: Int? = nil
  ) async throws(APIError) -> [WireAudience] {
    var query: [(name: String, value: String)] = []
    if received { query.append(("ownership_type", "RECEIVED")) }
    if newestFirst { query.append(("order", "DESCENDING")) }
    return try await pages(
      APIRequest(
        .get, "/ad_accounts/{ad_account_id}/audiences", ids: [account], query: query,
        category: .adsRead, isRepeatable: true), limit: limit, id: \.id)
  }

  /// The sites of the token's user, claimed or not yet.
  public func websites() async throws(APIError) -> [WireWebsite] {
    try await pages(
      APIRequest(.get, "/user_account/websites", category: .orgRead, isRepeatable: true),
      id: \.website)
  }

  /// The Pins of the owner of the ad account, ad-only ones too.
  public func pins(actingFor account: String) async throws(APIError) -> [WirePin] {
    try await pages(
      APIRequest(
        .get, "/pins", query: [("ad_account_id", account), ("include_protected_pins", "true")],
        category: .orgRead, isRepeatable: true), id: \.id)
  }

  /// The boards of the owner of the ad account, as far as the token may see them.
  public func boards(actingFor account: String) async throws(APIError) -> [WireBoard] {
    try await pages(
      APIRequest(
        .get, "/boards", query: [("ad_account_id", account), ("privacy", "ALL")],
        category: .orgRead, isRepeatable: true), id: \.id)
  }

  /// One list for an account, or as many at once as the ids need queries.
  private func entities<Body: BatchBody>(
    _ type: Body.Type, in account: String, _ filter: ListFilter, ids name: String,
    id: @escaping @Sendable (Body.Entity) -> String
  ) async throws(APIError) -> [Body.Entity] {
    var query: [(name: String, value: String)] = []
    if filter.statuses == .all {
      query = Self.allStatuses.map { ("entity_statuses", $0) }
    }
    query.append(("order", filter.newestFirst ? "DESCENDING" : "ASCENDING"))
    let request = APIRequest(
      .get, "/ad_accounts/{ad_account_id}/" + Body.collection, ids: [account], query: query,
      category: .adsRead, isRepeatable: true)
    let scope: (name: String, ids: [String])
    switch filter.scope {
    case .account: return try await pages(request, limit: filter.limit, id: id)
    case .ids(let ids): scope = (name, ids)
    case .campaigns(let ids): scope = ("campaign_ids", ids)
    case .adGroups(let ids): scope = ("ad_group_ids", ids)
    }
    var found = try await inChunks(scope.ids, of: Self.idsInQuery) {
      (chunk) throws(APIError) in
      var request = request
      request.query += chunk.map { (scope.name, $0) }
      return try await self.pages(request, limit: filter.limit, id: id)
    }
    if filter.newestFirst, scope.ids.count > Self.idsInQuery {
      found.sort { Self.isNewer(id($0), id($1)) }
    }
    return filter.limit.map { Array(found.prefix($0)) } ?? found
  }

  static let allStatuses = ["ACTIVE", "PAUSED", "ARCHIVED", "DRAFT", "DELETED_DRAFT"]

  /// A higher id is a newer one.
  private static func isNewer(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count ? left > right : left.utf8.count > right.utf8.count
  }

  /// All pages of a list, or as many as it takes to find so many entities.
  func pages<Entity: WireObject>(
    _ request: APIRequest, limit: Int? = nil, id: (Entity) -> String
  ) async throws(APIError) -> [Entity] {
    if let limit, limit < 1 { return [] }
    var found: [Entity] = []
    var known: Set<String> = []
    var bookmarks: Set<String> = []
    var next = request
    let size = min(limit ?? Self.pageLimit, Self.pageLimit)
    next.query.append(("page_size", String(size)))
    let first = next
    while true {
      let answer = try await send(next)
      let page = try decode(Page<Entity>.self, from: answer, of: next)
      // What is created meanwhile may push an entity onto the next page, where it comes again.
      found += page.items.filter { known.insert(id($0)).inserted }
      if let limit, found.count >= limit { return Array(found.prefix(limit)) }
      guard let bookmark = page.bookmark, !bookmark.isEmpty else { return found }
      guard bookmarks.insert(bookmark).inserted else {
        throw .unreadable(
          reason: "a list goes round in circles", requestID: answer.response.requestID)
      }
      next = first
      next.query.append(("bookmark", bookmark))
    }
  }

  /// Reads the parts of a long list of ids at once, and joins what they give in order.
  func inChunks<Entity: Sendable>(
    _ ids: [String], of size: Int,
    _ read: @escaping @Sendable ([String]) async throws(APIError) -> [Entity]
  ) async throws(APIError) -> [Entity] {
    let chunks = stride(from: 0, to: ids.count, by: size).map {
      Array(ids[$0..<min($0 + size, ids.count)])
    }
    guard chunks.count > 1 else {
      guard let only = chunks.first else { return [] }
      return try await read(only)
    }
    let parts = await withTaskGroup(of: (Int, Result<[Entity], APIError>).self) { group in
      for (index, chunk) in chunks.enumerated() {
        group.addTask {
          do throws(APIError) {
            return (index, .success(try await read(chunk)))
          } catch {
            return (index, .failure(error))
          }
        }
      }
      var parts: [(Int, Result<[Entity], APIError>)] = []
      for await part in group {
        parts.append(part)
        if case .failure = part.1 { break }
      }
      group.cancelAll()
      return parts
    }
    var found: [Entity] = []
    for (_, part) in parts.sorted(by: { $0.0 < $1.0 }) { found += try part.get() }
    return found
  }
}

/// A page of a list.
struct Page<Entity: WireObject>: WireObject {
  let items: [Entity]
  /// Leads to the next page; null, missing or empty on the last.
  let bookmark: String?

  init(_ fields: WireFields) throws {
    let list: [Entity?]? = try fields.value("items")
    items = try fields.required("items", list).compactMap(\.self)
    bookmark = try fields.text("bookmark")
  }
}
