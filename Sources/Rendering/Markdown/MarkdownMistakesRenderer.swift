import AdsModel
import Diagnostics

/// Reports in Markdown what is wrong with a project, where there is no plan to report.
///
/// Takes the place of the plan's report in a pull request, and so has its marker.
struct MarkdownMistakesRenderer: Sendable {
  private let options: MarkdownOptions

  init(_ options: MarkdownOptions) { self.options = options }

  /// `heading` is for what is no mistake of the project's.
  func render(
    _ diagnostics: [Diagnostic], account: Account, target: TargetKind, heading: String? = nil
  ) -> String {
    let marker = ReportMarker(kind: .plan, target: target, account: account, options: options)
    let ordered = diagnostics.sorted(by: Diagnostic.inReadingOrder)
    let passages = [(Severity.error, "error"), (.warning, "warning")].map { severity, noun in
      let found = ordered.filter { $0.severity == severity }
      return Passage(
        "#### \(Amounts.count(found.count, noun))\n\n", noun: noun,
        found.map { MarkdownRemarks.item($0, options) }, closing: "\n")
    }
    let isValid = !diagnostics.contains { $0.severity == .error }
    let standing =
      isValid ? "The project is valid" : "The project is invalid, so there is no plan"
    var body = "### \(heading ?? standing)\n\n"
    var room = options.byteBudget - marker.length - body.utf8.count
    for (index, passage) in passages.enumerated() {
      let reserved = passages[(index + 1)...].reduce(0) { $0 + $1.shortest }
      let text = passage.fitted(into: room - reserved)
      room -= text.utf8.count
      body += text
    }
    return body + marker.text(for: body)
  }
}
