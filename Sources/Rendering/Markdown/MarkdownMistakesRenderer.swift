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
    let head = "### \(heading ?? standing)\n\n"
    let body = options.fitted(
      passages, below: head, above: "", room: options.byteBudget - marker.length)
    return body + marker.text(for: body)
  }
}
