import CanonicalJSON
import Diagnostics

/// The schema of what `insights` prints.
public enum InsightsSchema {
  /// The text of `schema/insights.schema.json`.
  public static var text: String {
    var schema = Schema.any(
      of: .definition("insights"), .definition("metrics"), .definition("collection"),
      .definition("performance"), .definition("pins"))
    schema.id = "https://pinplan.dev/schema/insights.schema.json"
    schema.title = "pinplan insights"
    schema.description = "What pinplan insights, performance and pins print with --format json."
    schema.definitions = [
      .init("insights", InsightsDocument.Object.Key.objectSchema),
      .init("metrics", MetricsDocument.schema),
      .init("collection", CollectionDocument.Object.Key.objectSchema),
      .init("performance", PerformanceDocument.Object.Key.objectSchema),
      .init("pins", PinListDocument.Object.Key.objectSchema),
      .init("diagnostic", Diagnostic.Key.objectSchema),
    ]
    return schema.fileText
  }
}
