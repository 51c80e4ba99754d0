import Diagnostics
import Planning

extension Console {
  /// Has a plan approved that was shown, and returns whether somebody was asked: a plan without changes
  /// needs nobody.
  ///
  /// `words` say what does without a terminal.
  func approves(
    _ plan: Plan, _ isApproved: Bool, orSay words: String
  ) throws(Failure) -> Bool {
    guard !plan.isEmpty, !isApproved else { return false }
    guard isInteractive else {
      throw Failure(
        .applyNotApproved, "nobody is there to approve; say \(words)", exit: .refused)
    }
    guard confirms("Apply this plan?") else {
      throw Failure(.applyNotApproved, "not approved; nothing was written", exit: .refused)
    }
    return true
  }
}
