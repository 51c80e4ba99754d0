import AdsModel
import Applying
import Diagnostics
import Documents
import Outcomes
import Planning

extension ApplyRunner {
  /// The same result with what is to be noticed about the account, which the webhook has by then.
  ///
  /// What goes wrong with it is a warning: the apply is over. `hasAudiences` says whether the state may hold
  /// some, so that it is read once more for nothing else.
  func noticing(
    _ result: ApplyResult, of plan: Plan, hasAudiences: Bool = true
  ) async -> ApplyResult {
    var result = result
    var warnings: [Diagnostic] = []
    // Where the target failed, it is not asked for more.
    if hasAudiences, result.stopReason == nil {
      do {
        let statuses = try await AudienceStatusReading(afterApplyOf: common).statuses()
        result.notices = statuses.notices
      } catch {
        warnings += (Failure(thrown: error)?.diagnostics ?? []).map(\.asMissingNotices)
      }
    }
    result.notices.insert(
      contentsOf: await TargetFactory.ofThisRun.notices(now: common.time), at: 0)
    let posting = NoticePosting(
      of: "apply", account: plan.account.name, at: common.time, result.notices)
    warnings += [await webhook.post(posting)].compactMap(\.self)
    reporter.output.remark(warnings) { _, _ in nil }
    result.diagnostics += warnings
    return result
  }
}

extension Diagnostic {
  /// That notices are not complete for it.
  fileprivate var asMissingNotices: Self {
    Self(
      code, .warning, "the audiences were not looked at after the apply: \(message)", at: nil,
      hint: "`pinplan audience status` looks again")
  }
}
