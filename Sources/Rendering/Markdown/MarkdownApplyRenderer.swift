import AdsModel
import Diagnostics
import Outcomes
import Planning

/// Reports in Markdown what an apply did, what failed and what it did not try.
///
/// Failures come first and get the room that they need; what was not tried is next.
public struct MarkdownApplyRenderer: Sendable {
  private let options: MarkdownOptions

  public init(_ options: MarkdownOptions) { self.options = options }

  public func render(_ result: ApplyResult) -> String {
    let marker = ReportMarker(
      kind: .apply, digest: result.digest, outcome: result.outcome, options: options)
    var head = "### \(result.headline(withZeros: false) ?? "Applied: nothing to do")\n\n"
    let isUntouched = result.applied.isEmpty && result.failed.isEmpty && !result.isComplete
    if isUntouched {
      head = "### Nothing was written: "
      head +=
        "\(MarkdownText.escaped(result.stopReason ?? "the plan was not begun", limit: 2000))\n\n"
    } else if !result.isComplete {
      if let reason = result.stopReason, result.failed.isEmpty {
        head += "\(MarkdownText.escaped(reason, limit: 2000))\n\n"
      }
      head += "What is done is recorded. Correct the cause and apply again: only the rest is "
      head += "done then.\n\n"
    }
    var closing: [String] = []
    if let serial = result.serial { closing.append("State serial \(serial).") }
    if let digest = result.digest {
      closing.append("Digest \(MarkdownText.code(String(digest.prefix(12)))).")
    }
    let end = closing.isEmpty ? "" : closing.joined(separator: " ") + "\n\n"

    let errors = result.diagnostics.filter { $0.severity == .error }
    let passages = [
      Passage(
        "#### Refused: \(Amounts.count(errors.count, "reason"))\n\n", noun: "refusal",
        errors.map { MarkdownRemarks.item($0, options) }, closing: "\n"),
      notices(result.notices), passage("Failed", result.failed, isOpen: true, noun: "failure"),
      passage("Not tried", result.notTried, isOpen: false, noun: "step"),
      passage("Done", result.applied, isOpen: false, noun: "step"),
    ]
    let body = options.fitted(
      passages, below: head, above: end, room: options.byteBudget - marker.length)
    return body + marker.text(for: body)
  }

  private func notices(_ notices: [Notice]) -> Passage {
    Passage(
      "#### Notices\n\n", noun: "notice",
      notices.map { notice in
        Passage.Item(
          text:
            "- <code>\(notice.code.rawValue)</code> \(MarkdownText.message(notice.message))\n",
          name: notice.address?.description ?? notice.code.rawValue)
      }, closing: "\n")
  }

  private func why(_ step: ApplyResult.Step) -> String {
    guard let error = step.error else { return "" }
    let place = step.source.map { " " + options.place($0.file, line: $0.line) } ?? ""
    return MarkdownText.escaped(error) + place
  }

  private func passage(
    _ title: String, _ steps: [ApplyResult.Step], isOpen: Bool, noun: String
  ) -> Passage {
    Passage(
      """
      <details\(isOpen ? " open" : "")><summary><b>\(title)</b>: \
      \(Amounts.grouped(steps.count))</summary>

      | Resource | Action | Id | Why |
      |:--|:--|:--|:--|

      """, noun: noun,
      steps.map { step in
        let address = step.address.description
        let cells = [
          MarkdownText.code(address), step.action.rawValue,
          step.id.map { MarkdownText.escaped($0) } ?? "",
          why(step),
        ]
        return Passage.Item(text: "| \(cells.joined(separator: " | ")) |\n", name: address)
      }, closing: "\n</details>\n\n")
  }
}

extension ApplyResult {
  fileprivate var outcome: FoundMarker.Outcome {
    let isUntouched = applied.isEmpty && moveCount == 0
    if isComplete { return isUntouched ? .nothing : .done }
    return isUntouched && failed.isEmpty ? .untouched : .stopped
  }
}
