import Foundation
import Rendering
import TestSupport
import Testing

struct MetricsDocumentationTests {
  @Test func `docs/insights.md has the tables as they are`() throws {
    var text = try Repository.text("docs/insights.md")
    let tables = [
      ("windows", MetricsDocumentation.windows), ("metrics", MetricsDocumentation.metrics),
      ("filters", MetricsDocumentation.filters),
    ]
    for (name, table) in tables {
      let start = try #require(text.range(of: "<!-- \(name) -->\n"))
      let end = try #require(text.range(of: "<!-- /\(name) -->"))
      text.replaceSubrange(start.upperBound..<end.lowerBound, with: table)
    }
    try expectGolden(text, at: Repository.root.appendingPathComponent("docs/insights.md"))
  }
}
