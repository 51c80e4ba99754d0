import AdsModel
import Diagnostics
import Documents
import Foundation
import Planning
import Rendering
import TestSupport
import Testing

/// A diagnostic about a file as a whole names it in every form, and no line of it.
struct WholeFileTests {
  private static let found = Diagnostic(
    .listTooFew, .warning, "2 distinct entries are too few", in: "lists/customers.csv",
    hint: "add people")

  @Test func `text names the file`() {
    let shown = DiagnosticRenderer(style: .plain).render([Self.found]) { _, _ in "ana@x.example" }
    #expect(
      shown == """
        warning[list.too_few]: 2 distinct entries are too few
         --> lists/customers.csv
          = hint: add people

        1 warning

        """)
  }

  @Test func `a workflow command names the file`() {
    #expect(
      GitHubAnnotations.render([Self.found], currency: .gbp, folder: "ads") == """
        ::warning file=ads/lists/customers.csv,title=list.too_few::2 distinct entries are too few\
        %0Ahint: add people

        """)
  }

  @Test func `reports that need a line have the file's first`() {
    let quality = CodeQualityDocument.encode([Self.found], currency: .gbp)
    #expect(
      String(decoding: quality, as: UTF8.self).contains(
        #""location":{"path":"lists/customers.csv","lines":{"begin":1,"end":1}}"#))
    let sarif = SARIFDocument.encode(
      [Self.found], plan: nil, rules: [], version: "1.2.3", folder: "")
    #expect(String(decoding: sarif, as: UTF8.self).contains(#""uri":"lists/customers.csv""#))
  }

  @Test func `a saved plan keeps it`() throws {
    var plan = Samples.everything
    plan.diagnostics = [Self.found]
    let copy = try PlanDocument.decode(PlanDocument.encode(plan))
    #expect(copy.diagnostics == [Self.found])
    let text = String(decoding: PlanDocument.encode(plan), as: UTF8.self)
    #expect(
      text.contains(
        #""file":"lists/customers.csv","line":null,"column":null,"end_line":null,"end_column":null"#
      ))
  }

  @Test func `files as a whole come after lines, each by its name`() {
    let others = ["b.csv", "a.csv"].map {
      Diagnostic(.listEmpty, "the list has no entries", in: $0)
    }
    let line = Diagnostic(.listTab, "a tab", at: .start(of: "c.csv"))
    let ordered = (others + [line]).sorted(by: Diagnostic.inReadingOrder)
    #expect(ordered.map(\.file) == ["c.csv", "a.csv", "b.csv"])
  }
}
