/// What `insights metrics` lists: metrics, and where nothing else is asked for filters and windows.
public struct MetricList: Hashable, Sendable {
  public let metrics: [MetricDefinition]
  /// Whether it is of everything, and not of one metric.
  public let isWhole: Bool

  public init(_ metric: Metric? = nil) {
    metrics = metric.map { [$0.definition] } ?? MetricDefinition.all
    isWhole = metric == nil
  }

  /// Of one that the API does not have, that it does not.
  public var notices: [String] {
    guard !isWhole, let metric = metrics.first, !metric.metric.isInAPI else { return [] }
    return ["insights.not_in_api: the API does not tell it; look in \(metric.place)"]
  }
}
