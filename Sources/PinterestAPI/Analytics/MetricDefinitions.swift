import AdsModel

/// What Pinterest says of a metric or column.
public struct WireMetricDefinition: WireObject {
  public var name: String
  /// `ADS` or `ORGANIC`.
  public var category: String?
  public var definition: String?
  /// What Ads Manager calls it.
  public var displayName: String?

  public init(_ fields: WireFields) throws {
    name = try fields.required("name", fields.text("name"))
    category = try fields.text("category")
    definition = try fields.text("definition")
    displayName = try fields.text("display_name")
  }
}

/// Whether the numbers of a day are final.
public struct WireReadyState: WireObject {
  public var conversions: Bool?
  /// All others.
  public var others: Bool?

  public init(_ fields: WireFields) throws {
    conversions = try fields.flag("conversion_metrics_ready")
    others = try fields.flag("non_conversion_metrics_ready")
  }
}

extension PinterestClient {
  /// Every metric with its definition; those of answers alone, or of reports alone.
  public func metricDefinitions(ofReports: Bool? = nil) async throws(APIError)
    -> [WireMetricDefinition]
  {
    let type = ofReports.map { [(name: "report_type", value: $0 ? "ASYNC" : "SYNC")] } ?? []
    let answer: MetricDefinitions = try await read(
      APIRequest(
        .get, "/resources/delivery_metrics", query: type, category: .adsRead, isRepeatable: true))
    return answer.items
  }

  /// Whether the numbers of ads on a day are final.
  public func metricsReady(on day: Day) async throws(APIError) -> WireReadyState {
    try await read(
      APIRequest(
        .get, "/resources/metrics_ready_state", query: [("date", day.description)],
        category: .adsAnalytics, isRepeatable: true))
  }
}

private struct MetricDefinitions: WireObject {
  let items: [WireMetricDefinition]

  init(_ fields: WireFields) throws {
    items = try fields.required("items", fields.value("items"))
  }
}
