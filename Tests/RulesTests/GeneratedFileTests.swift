import Documents
import Foundation
import ManifestLoading
import ManifestModel
import Rules
import TestSupport
import Testing

/// Files of the repository that are written from the code; `PINPLAN_RECORD=1` writes them anew.
struct GeneratedFileTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let files: [(path: String, text: String)] = [
    ("docs/rules.md", Rule.documentation),
    ("schema/pinplan.schema.json", ProjectSchema.text),
    ("schema/plan.schema.json", PlanDocument.schema),
    ("schema/result.schema.json", ResultSchema.text),
    ("schema/event.schema.json", EventDocument.schema),
    ("schema/webhook.schema.json", NoticePosting.schema),
    ("schema/drift.schema.json", DriftDocument.schema),
    ("schema/insights.schema.json", InsightsSchema.text),
  ]

  @Test(arguments: files.indices)
  func `a generated file is up to date`(_ index: Int) throws {
    let (path, text) = Self.files[index]
    try expectGolden(text, at: Self.repository.appendingPathComponent(path))
  }
}
