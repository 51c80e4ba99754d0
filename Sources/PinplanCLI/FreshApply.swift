import AdsModel
import Applying
import Diagnostics
import Documents
import ManifestLoading
import ManifestModel
import Outcomes
import Planning
import Rendering

/// How a plan that was made a moment ago comes to be approved.
enum Approval {
  /// By the word yes, unless somebody has said it already.
  case asking(isApproved: Bool)
  /// By the digest of the one that was reviewed.
  case digest(ExpectedDigest)
  /// By nobody, for a reason; what changes nothing needs nobody.
  case nobody(because: String, hint: String)

  var digest: ExpectedDigest? {
    if case .digest(let digest) = self { return digest }
    return nil
  }

  /// Whether it is settled before anybody has seen the plan.
  var isSettled: Bool {
    switch self {
    case .asking(let isApproved): isApproved
    case .digest: true
    case .nobody: false
    }
  }
}

/// Plans, shows the plan, and has it approved.
struct FreshApply {
  let common: CommonOptions
  let reporter: ApplyReporter
  let request: PlanRequest
  let approval: Approval

  /// How many changes an approved apply lists before it only counts them.
  private static let mostListed = 500

  func approved() async throws -> ApplyRun {
    var expectation = try await Expectation(approval.digest, common)
    let planned = try await common.planned(expectation.narrowed(request), isWriting: true) {
      diagnostics, project in
      reporter.output.remark(diagnostics, lines: project.line)
      try reporter.reportInvalid(diagnostics)
    }
    guard var plan = planned.boundPlan else { throw Ending(.refused) }
    let digests = plan.digests()
    let digest = try await expectation.judge(&plan, digests.plan, of: planned)
    // Nobody reads thousands of lines that are approved already.
    let isLong = approval.isSettled && plan.changes.count > Self.mostListed
    try reporter.output.show(
      PlanPreview(plan, digest: digest, view: isLong && !plan.isRefused ? .summary : .changes))
    if plan.isRefused || reporter.output.isText {
      common.console.show(plan.diagnostics, sourceLine: planned.project.line)
    }
    if plan.isRefused, !expectation.hasMoved {
      try reporter.reportUntouched(plan, because: "the plan is refused")
      throw Ending(.refused)
    }
    do throws(Failure) {
      // The answer may take until another day.
      let wasAsked = try confirm(plan, digest, expectation)
      if wasAsked { planned.people?.forget() }
      return ApplyRun(
        plan, digests, under: digest, continuing: expectation.rest, judgingAgain: wasAsked,
        people: planned.people)
    } catch {
      try reporter.reportUntouched(
        plan, because: approval.refusal, plan.diagnostics + error.diagnostics)
      throw error
    }
  }

  /// Holds the plan to the reviewed digest, or asks.
  ///
  /// Returns whether somebody was asked.
  private func confirm(
    _ plan: Plan, _ digest: String, _ expectation: Expectation
  ) throws(Failure) -> Bool {
    if let mismatch = expectation.failure(for: plan, digest) { throw mismatch }
    switch approval {
    case .digest: return false
    case .asking(let isApproved):
      return try common.console.approves(
        plan, isApproved, orSay: "--auto-approve, --expect DIGEST or name a saved plan")
    case .nobody(let reason, let hint):
      guard plan.isEmpty else {
        throw Failure(
          .applyNotApproved, reason,
          note: "it would do \(plan.summary.phrase); nothing was written", hint: hint,
          exit: .refused)
      }
      return false
    }
  }
}

extension Approval {
  /// Why a plan is not applied, in a few words.
  fileprivate var refusal: String {
    switch self {
    case .asking: "the plan is not approved"
    case .digest: "the plan is not the reviewed one"
    case .nobody: "no plan of it was reviewed"
    }
  }
}
