import AdsModel
import Diagnostics
import ManifestModel
import Planning

/// What a plan does to the days on which a campaign or an ad group runs.
struct ScheduleStep {
  let address: Address
  let origin: Origin
  /// A start that is new or another one; none when it stays or is left open.
  let newStart: FieldValue?
  let newEnd: FieldValue?
  /// A day, or the very moment where the account has one within a day.
  let storedStart: FieldValue?
  let effectiveStart: Day?
  /// Whether the YAML leaves the start open and it is worked out now.
  let isStartOpen: Bool
  let isStartLocked: Bool

  func span(_ path: FieldPath, in draft: PlanDraft) -> SourceSpan {
    draft.manifest.span(of: origin, at: path)
  }
}

extension PlanDraft {
  /// Of every campaign and ad group that is created, replaced or updated.
  var scheduleSteps: [ScheduleStep] {
    plan.changes.indices.compactMap { index in
      let kind = plan.changes[index].address.kind
      guard kind == .adGroup || kind == .campaign, plan.changes[index].action != .archive,
        !plan.changes[index].finishesReplacement, let origin = origin(of: subjects[index])
      else { return nil }
      let isNew = plan.changes[index].action != .update
      let (start, end) = (plan.changes[index].fields[.start], plan.changes[index].fields[.end])
      // Of a start that changes, the plan has the new one.
      let stored =
        isNew ? nil : start.map(\.before) ?? plan.changes[index].start.map(FieldValue.day)
      return ScheduleStep(
        address: plan.changes[index].address, origin: origin, newStart: start?.after,
        newEnd: end?.after, storedStart: stored,
        effectiveStart: plan.changes[index].start, isStartOpen: isNew && start?.after == nil,
        isStartLocked: !isNew && (stored?.startMoment.map { $0 <= now } ?? false))
    }
  }
}
