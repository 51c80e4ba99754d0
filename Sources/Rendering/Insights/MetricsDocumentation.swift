import AdsModel
import Insights

/// The tables of `docs/insights.md`, written from the data.
public enum MetricsDocumentation {
  public static var metrics: String {
    var text = "| metric | unit | definition | in | computed from | source |\n"
    text += "| --- | --- | --- | --- | --- | --- |\n"
    for metric in MetricDefinition.all {
      let names = metric.computedFrom.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      text += "| `\(metric.metric.rawValue)` | \(metric.unit.rawValue) | \(metric.definition) "
      text += "| \(metric.place) | \(names) | \(metric.source) |\n"
    }
    return text
  }

  public static var filters: String {
    var text = "| flag | words | parameter | requests |\n| --- | --- | --- | --- |\n"
    for filter in InsightsFilter.allCases {
      let words = filter.words.map { word in
        "`\(word)` (" + filter.apiWords(word).map { "`\($0)`" }.joined(separator: " + ") + ")"
      }
      text += "| `\(filter.flag)` | \(words.joined(separator: ", ")) | `\(filter.parameter)` "
      text += "| \(filter.endpoints) |\n"
    }
    return text
  }

  public static var windows: String {
    var text = "| of | back to | source |\n| --- | --- | --- |\n"
    for window in HistoryWindow.all {
      text += "| \(window.subject) | \(window.words) | \(window.source) |\n"
    }
    return text
  }
}
