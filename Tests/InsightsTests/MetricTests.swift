import Insights
import Testing

struct MetricTests {
  @Test(arguments: Metric.allCases)
  func `a metric has a definition, and is computed from measured ones`(_ metric: Metric) {
    let definition = metric.definition
    #expect(!definition.definition.isEmpty)
    #expect(!definition.place.isEmpty)
    for source in definition.computedFrom where source != .results {
      #expect(source.definition.computedFrom.isEmpty)
    }
    #expect(metric.isInAPI == !definition.place.hasPrefix("Pinterest's own pages"))
  }

  @Test func `a number of each metric has a place of its own`() {
    var numbers = Numbers()
    for (place, metric) in Metric.allCases.enumerated().reversed() {
      numbers.set(metric, Int64(place))
    }
    for (place, metric) in Metric.allCases.enumerated() { #expect(numbers[metric] == Int64(place)) }
    #expect(Metric.allCases == Metric.allCases.sorted())
    numbers.set(.saves, nil)
    #expect(numbers[.saves] == nil)
    #expect(numbers[.monthlyViews] == Int64(Metric.allCases.count - 1))
  }
}
