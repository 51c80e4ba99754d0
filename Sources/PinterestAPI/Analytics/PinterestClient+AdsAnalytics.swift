import AdsModel

// How ads do, in one answer: at most 90 days back.
extension PinterestClient {
  /// The numbers of an account, or of each of its campaigns, ad groups, ads or Pins.
  ///
  /// Each row of the answers is put into `initial`, which is then the result; the row is good for
  /// the time of the call alone. What nothing is told of has no row. Rows come in no certain order.
  /// Long lists of ids become several requests at once.
  public func adsAnalytics<Result: Sendable>(
    in account: String, _ scope: AnalyticsScope, _ query: AdsQuery, into initial: Result,
    _ take: @escaping @Sendable (inout Result, AnalyticsRow) -> Void
  ) async throws(APIError) -> Result {
    try await rows(
      in: account, scope, Self.path(scope) + "analytics", query.query(idColumn: scope.idColumns[0]),
      columns: query.columns, into: initial, take)
  }

  /// The same, divided by what was targeted or reached; each type, such as `AGE_BUCKET`, on its own.
  public func targetingAnalytics<Result: Sendable>(
    in account: String, _ scope: AnalyticsScope, types: [String], _ query: AdsQuery,
    into initial: Result, _ take: @escaping @Sendable (inout Result, AnalyticsRow) -> Void
  ) async throws(APIError) -> Result {
    if case .pins = scope { preconditionFailure("Pins are not divided by targeting") }
    let types = [(name: "targeting_types", value: types.joined(separator: ","))]
    return try await rows(
      in: account, scope, Self.path(scope) + "targeting_analytics",
      types + query.query(idColumn: scope.idColumns[0]), columns: query.columns, into: initial,
      take)
  }

  private static func path(_ scope: AnalyticsScope) -> String {
    "/ad_accounts/{ad_account_id}/" + scope.collection
  }

  private func rows<Result: Sendable>(
    in account: String, _ scope: AnalyticsScope, _ path: String,
    _ query: [(name: String, value: String)], columns: [String], into initial: Result,
    _ take: @escaping @Sendable (inout Result, AnalyticsRow) -> Void
  ) async throws(APIError) -> Result {
    var query = query
    if case .pins(_, let campaign) = scope { query.append(("campaign_id", campaign)) }
    let request = APIRequest(
      .get, path, ids: [account], query: query, category: .adsAnalytics, isRepeatable: true)
    let reader = RowReader(idColumns: scope.idColumns, columns: columns)
    let gathering = Gathering(initial, take)
    let read = { @Sendable (request: APIRequest) async throws(APIError) in
      let answer = try await self.send(request)
      do throws(UnreadableRows) {
        try gathering.read(answer.response.body, with: reader)
      } catch {
        throw APIError.unreadable(reason: error.reason, requestID: answer.response.requestID)
      }
    }
    guard let filter = scope.filter else {
      try await read(request)
      return gathering.result
    }
    let size = Self.chunk(of: filter.ids, named: filter.name, limit: filter.limit, beside: request)
    _ = try await inChunks(filter.ids, of: size) { (chunk) throws(APIError) -> [Never] in
      var request = request
      request.query += chunk.map { (filter.name, $0) }
      try await read(request)
      return []
    }
    return gathering.result
  }

  /// The longest request line that is sent.
  private static let longestTarget = 7500

  /// How many ids a request takes, and a request line too.
  static func chunk(
    of ids: [String], named name: String, limit: Int, beside request: APIRequest
  ) -> Int {
    let length = ids.reduce(1) { max($0, $1.utf8.count) } + name.utf8.count + 2
    return max(1, min(limit, (longestTarget - request.target.utf8.count) / length))
  }
}
