import AdsModel
import Diagnostics
import Outcomes
import Planning

/// Reports what an apply did, what failed and what it did not try.
package struct ApplyTextRenderer: Sendable {
  private let style: TextStyle

  /// How many done or untried steps are listed before the rest is counted; failures all are.
  private static let listed = 20

  package init(style: TextStyle) { self.style = style }

  package func render(_ result: ApplyResult) -> String {
    var canvas = TextCanvas(style)
    if !result.isComplete {
      steps(result.applied, title: "Done", limit: Self.listed, on: &canvas)
      steps(result.failed, title: "Failed", limit: .max, on: &canvas)
      steps(result.notTried, title: "Not tried", limit: Self.listed, on: &canvas)
    }
    let headline = result.headline(withZeros: true) ?? "Nothing to do"
    canvas.line(headline + ".", result.isComplete ? .strong : .error)
    if let serial = result.serial { canvas.line("State serial \(serial).") }
    if !result.isComplete {
      // Otherwise the failed steps say it.
      if result.failed.isEmpty, let reason = result.stopReason {
        canvas.notice(Printable.text(reason), indent: 0, .error)
      }
      canvas.notice(
        "What is done is recorded. Correct the cause and apply again: only the rest is done then.",
        indent: 0, nil)
    }
    NoticeText.write(result.notices, on: &canvas)
    return canvas.text
  }

  private func steps(
    _ steps: [ApplyResult.Step], title: String, limit: Int, on canvas: inout TextCanvas
  ) {
    guard !steps.isEmpty else { return }
    canvas.line("\(title):", .strong)
    for step in steps.prefix(limit) {
      canvas.indent(2)
      canvas.put(canvas.symbols.sign(step.action) + " ", step.action.role)
      canvas.put(Printable.text(step.address.description))
      if let id = step.id { canvas.put("  id \(Printable.text(id))", .quiet) }
      if step.error != nil, let source = step.source {
        canvas.put("  \(Printable.text(source.file)):\(source.line)", .quiet)
      }
      canvas.endLine()
      if let error = step.error {
        canvas.notice(Printable.text(error), indent: 6, .error)
      }
    }
    if steps.count > limit {
      canvas.line("and \(Amounts.grouped(steps.count - limit)) more", indent: 2, .quiet)
    }
    canvas.endLine()
  }
}
