import AdsModel

// How Pins and boards do. The owner of the ad account is whose Pins they are.
extension PinterestClient {
  /// The numbers of all Pins, day by day: one series, or one for each value of the split.
  public func userAnalytics(
    _ days: ClosedRange<Day>, _ filter: InsightsFilters.Wire = InsightsFilters.Wire(),
    metrics: [OrganicMetric] = OrganicMetric.ofAccount, split field: String? = nil,
    actingFor account: String
  ) async throws(APIError) -> [String: OrganicSeries] {
    var query = Self.organic(days, metrics, account) + filter.query
    if let field { query.append((Self.splitField, field)) }
    return try await read(Self.organic("/user_account/analytics", query: query))
  }

  /// The best Pins, at most 50.
  public func topPins(
    _ days: ClosedRange<Day>, _ filter: InsightsFilters.Wire = InsightsFilters.Wire(),
    by order: OrganicMetric,
    metrics: [OrganicMetric] = OrganicMetric.ofAccount, count: Int, onlyNew: Bool = false,
    actingFor account: String
  ) async throws(APIError) -> TopPins {
    try await top(
      "/user_account/analytics/top_pins", days, filter, order, metrics, count, onlyNew, account)
  }

  /// The best video Pins, at most 50.
  public func topVideoPins(
    _ days: ClosedRange<Day>, _ filter: InsightsFilters.Wire = InsightsFilters.Wire(),
    by order: OrganicMetric,
    metrics: [OrganicMetric] = OrganicMetric.ofVideos, count: Int, onlyNew: Bool = false,
    actingFor account: String
  ) async throws(APIError) -> TopPins {
    try await top(
      "/user_account/analytics/top_video_pins", days, filter, order, metrics, count, onlyNew,
      account)
  }

  private func top(
    _ path: String, _ days: ClosedRange<Day>, _ filter: InsightsFilters.Wire,
    _ order: OrganicMetric,
    _ metrics: [OrganicMetric], _ count: Int, _ onlyNew: Bool, _ account: String
  ) async throws(APIError) -> TopPins {
    var query = Self.organic(days, metrics, account) + filter.query
    query += [("sort_by", order.rawValue), ("num_of_pins", String(count))]
    if onlyNew {
      let days = PinterestCapabilities.Analytics.createdWithinDays
      query.append(("created_in_last_n_days", String(days)))
    }
    return try await read(Self.organic(path, query: query))
  }

  /// The numbers of one Pin: one series, or one for each device.
  public func pinAnalytics(
    _ pin: String, _ days: ClosedRange<Day>, device: InsightsFilters.Device = .all,
    metrics: [OrganicMetric], splitByDevice: Bool = false, actingFor account: String
  ) async throws(APIError) -> [String: OrganicSeries] {
    var query = Self.organic(days, metrics, account)
    query += InsightsFilters.Wire(device: device).query
    if splitByDevice {
      query += InsightsFilter.device.splitField.map { [(Self.splitField, $0)] } ?? []
    }
    return try await read(Self.organic("/pins/{pin_id}/analytics", ids: [pin], query: query))
  }

  /// The numbers of many Pins, by their ids, 100 in a request.
  ///
  /// This is a beta of Pinterest: where it is closed, it is `forbidden`, and the Pins can be asked
  /// for one by one.
  public func pinsAnalytics(
    _ pins: [String], _ days: ClosedRange<Day>, device: InsightsFilters.Device = .all,
    metrics: [OrganicMetric], actingFor account: String
  ) async throws(APIError) -> [String: [String: OrganicSeries]] {
    let parts = try await inChunks(pins, of: PinterestCapabilities.Analytics.pins) {
      (chunk) throws(APIError) -> [[String: [String: OrganicSeries]]] in
      var query = chunk.map { (name: "pin_ids", value: $0) }
      query += Self.organic(days, metrics, account)
      query += InsightsFilters.Wire(device: device).query
      return [try await self.read(Self.organic("/pins/analytics", query: query))]
    }
    return parts.reduce(into: [:]) { all, part in all.merge(part) { $1 } }
  }

  private static let splitField = "split_field"

  private static func organic(
    _ days: ClosedRange<Day>, _ metrics: [OrganicMetric], _ account: String
  ) -> [(name: String, value: String)] {
    [
      ("start_date", days.lowerBound.description), ("end_date", days.upperBound.description),
      ("metric_types", metrics.map(\.rawValue).joined(separator: ",")),
      ("ad_account_id", account),
    ]
  }

  private static func organic(
    _ path: String, ids: [String] = [], query: [(name: String, value: String)]
  ) -> APIRequest {
    APIRequest(
      .get, path, ids: ids, query: query, category: .orgAnalytics, isRepeatable: true)
  }
}
