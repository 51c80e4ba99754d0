import AdsModel
import Diagnostics
import ManifestModel
import Planning
import Rules
import StateStore

/// Why a reviewed plan is not carried out.
public enum PlanRefusal: Error, Sendable {
  /// What it counts on has moved; one sentence each. Nothing was written.
  case stale([String])
  /// A guardrail speaks now that did not, or was not let through.
  case refused([Diagnostic])
}

extension Workspace {
  /// Judges a saved plan against the files, the state and the time as they are now.
  ///
  /// Guardrails are judged again, on exactly the plan's changes; what was let through when the
  /// plan was made still is.
  ///
  /// Of an apply that was begun, `plan` is the rest.
  public func check(
    _ plan: Plan, in state: StoredState?, continuing rest: BegunRest? = nil
  ) throws(PlanRefusal) {
    let (project, diagnostics) = project()
    var moved = Self.differences(between: plan.configuration, and: project.configuration)
    if moved.isEmpty {
      // The files are the same, so the time has made a mistake of what was none.
      moved += diagnostics.filter { $0.severity == .error }
        .map { "the project no longer passes pinplan validate: \($0.message)" }
    }
    moved += plan.staleness(in: state, now: now)
    guard moved.isEmpty else { throw .stale(moved) }
    // What an account already holds as declared is recorded before the first change.
    let recorded = state.map { $0.adopting(plan.adoption(in: $0)) }
    let fresh = PlanDraft(
      manifest: project.manifest, state: recorded, options: plan.replaceOptions, now: now)
    var request = plan.request
    request.rest = rest
    let judged = request.judge(fresh.limited(to: plan, state: state), asBegun: rest != nil)
    let errors = judged.diagnostics.filter { $0.severity == .error }
    let guardrails = errors.filter { Rule.named($0.code.rawValue)?.isGuardrail == true }
    guard guardrails.isEmpty else { throw .refused(guardrails) }
    guard errors.isEmpty else { throw .stale(errors.map(\.message)) }
  }

  private static func differences(
    between planned: [ConfigurationFile], and current: [ConfigurationFile]
  ) -> [String] {
    let before = TextTable(planned.map { ($0.file, $0.sha256) })
    let after = TextTable(current.map { ($0.file, $0.sha256) })
    return before.adding(after).keys.compactMap { file in
      switch (before[file], after[file]) {
      case (nil, _): "\(file) is new in the project"
      case (_, nil): "\(file) is no longer in the project"
      case (let first, let second): first == second ? nil : "\(file) has changed on disk"
      }
    }
  }
}

extension Plan {
  /// What the plan was asked for, as far as judging it again needs.
  public var request: PlanRequest {
    var request = PlanRequest()
    request.overrides = Set(overrides.map(\.code))
    request.reason = overrides.first?.reason ?? ""
    // The emptiness was agreed to when the plan was made.
    request.allowsEmpty = true
    return request
  }

  /// What stands for the people of its lists.
  public var bindings: [Address: String] {
    Dictionary(changes.compactMap { change in change.listBinding.map { (change.address, $0) } }) {
      first, _ in first
    }
  }

  /// The addresses that the plan replaces.
  public var replaceOptions: PlanOptions {
    var options = PlanOptions()
    options.replace = Set(
      changes.filter { $0.action == .replace && !$0.finishesReplacement }.map(\.address))
    return options
  }
}

extension PlanDraft {
  /// The same draft about the changes of a saved plan only.
  func limited(to saved: Plan, state: StoredState?) -> Self {
    var draft = self
    let known = Dictionary(zip(plan.changes, subjects).map { ($0.address, $1) }) { first, _ in first
    }
    draft.plan.changes = saved.changes
    draft.subjects = saved.changes.map { known[$0.address] ?? nil }
    draft.plan.summary = saved.summary
    let empty = StoredState(lineage: "", account: saved.account, target: saved.target)
    let before = state.map { $0.adopting(saved.adoption(in: $0)) } ?? empty
    draft.plan.spendBefore = before.spend(now: now)
    draft.plan.spendAfter = before.applying(saved).spend(now: now)
    return draft
  }
}
