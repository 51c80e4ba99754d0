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
    #expect(metric.isInAPI == (definition.unit != .people))
  }
}
