import Outcomes
import Planning

extension ApplyResult {
  /// What came of an apply in one line, without a final period; none when there was nothing to do.
  func headline(withZeros: Bool) -> String? {
    guard isComplete else {
      return "Apply stopped: \(Amounts.grouped(applied.count)) done, "
        + "\(Amounts.grouped(failed.count)) failed, "
        + "\(Amounts.grouped(notTried.count)) not tried"
    }
    if let continues, summary.changes == 0, moveCount == 0 {
      let begun = "apply \(continues.apply), begun \(TimeText.minute(continues.begunAt))"
      let counts =
        "\(Amounts.grouped(continues.doneCount)) of \(Amounts.count(continues.totalCount, "change"))"
      return continues.doneCount == continues.totalCount
        ? "Complete: \(begun), has done \(counts)"
        : "Complete: \(begun), has done \(counts), and the rest is as reviewed by now"
    }
    guard summary.changes > 0 || moveCount > 0 else { return nil }
    let counts = [
      (summary.create, Action.create.pastTense, withZeros),
      (summary.update, Action.update.pastTense, withZeros),
      (summary.replace, Action.replace.pastTense, withZeros),
      (summary.archive, Action.archive.pastTense, withZeros),
      (moveCount, "moved", false),
    ]
    return "Applied: "
      + counts.filter { $0.0 > 0 || $0.2 }.map { "\(Amounts.grouped($0.0)) \($0.1)" }
      .joined(separator: ", ")
  }
}
