import AdsModel
import Diagnostics
import ManifestModel
import Planning

private let scheduleHelp = "Pinterest help, Schedule your ads"

extension Rule {
  static let scheduleRules = [
    scheduleNotADate, scheduleEndBeforeStart, scheduleStartTooEarly, scheduleStartLocked,
    scheduleEndInPast,
  ]

  static let scheduleNotADate = Rule(
    .scheduleNotADate, "A date is a calendar day, written YYYY-MM-DD.", source: "ISO 8601",
    rejects: .shop(adGroup: ["schedule: { start: ↓2027-02-30 }"]),
    accepts: .shop(adGroup: ["schedule: { start: 2027-02-28 }"]), check: .reading)

  static let scheduleEndBeforeStart = Rule(
    .scheduleEndBeforeStart, "A schedule ends on its start day or later.", source: scheduleHelp,
    rejects: .shop(adGroup: ["schedule: { start: 2027-03-31, end: ↓2027-03-01 }"]),
    accepts: .shop(adGroup: ["schedule: { start: 2027-03-01, end: 2027-03-01 }"]),
    check: .project { manifest, findings in
      for campaign in manifest.campaigns where campaign.value.status != .archived {
        findings.checkOrder(campaign, campaign.value.schedule, manifest)
      }
      let reversed = manifest.adGroups.matching { adGroup in
        guard let start = adGroup.value.schedule.start, let end = adGroup.value.schedule.end
        else { return false }
        return end < start && adGroup.value.status != .archived
      }
      for adGroup in reversed {
        findings.checkOrder(adGroup, adGroup.value.schedule, manifest)
      }
    },
    .schedule { step, draft, findings in
      // A start that is left open is only known once there is a plan.
      guard step.isStartOpen, let end = step.newEnd?.day, let start = step.effectiveStart,
        end < start, end >= draft.now.day
      else { return }
      findings.report(
        "\(step.address) would end on \(end), before it starts on \(start), the next UTC day",
        at: step.span(.end, in: draft), address: step.address,
        hint: "write \(start) or later")
    })

  static let scheduleStartTooEarly = Rule(
    .scheduleStartTooEarly, "A new start is the next UTC day or later.",
    source: "Pinterest Ads Manager, bulk error 1559: the start must be after today in UTC",
    rejects: .shop(adGroup: ["schedule: { start: ↓2026-11-22 }"]),
    accepts: .shop(adGroup: ["schedule: { start: 2026-11-23 }"]),
    check: .schedule { step, draft, findings in
      guard let value = step.newStart, let start = value.startMoment, !step.isStartLocked,
        start < draft.now.nextDay.start
      else { return }
      findings.report(
        "\(step.address) cannot start on \(value.moment): the earliest is \(draft.now.nextDay), the next UTC day",
        at: step.span(.start, in: draft), address: step.address,
        hint: "write \(draft.now.nextDay) or later, or leave the start out")
    })

  static let scheduleStartLocked = Rule(
    .scheduleStartLocked, "A start is not changed once it has passed.", source: scheduleHelp,
    rejects: .shop(
      adGroup: ["schedule: { start: ↓2026-12-20 }"],
      after: .shop(adGroup: ["schedule: { start: 2026-12-01 }"]),
      now: Example.earlier.advanced(days: 15)),
    accepts: .shop(
      adGroup: ["schedule: { start: 2026-12-20 }"],
      after: .shop(adGroup: ["schedule: { start: 2026-12-01 }"])),
    check: .schedule { step, draft, findings in
      guard step.isStartLocked, let start = step.newStart, let stored = step.storedStart
      else { return }
      findings.report(
        "\(step.address) started on \(stored.moment); "
          + "its start can no longer become \(start.moment)",
        at: step.span(.start, in: draft), address: step.address,
        hint: "write \(stored.day ?? draft.now.day), or leave the start out; "
          + "a new ad group can start when you like")
    })

  static let scheduleEndInPast = Rule(
    .scheduleEndInPast, "A new or changed end is not in the past.", source: scheduleHelp,
    rejects: .shop(adGroup: ["schedule: { end: ↓2026-11-20 }"]),
    accepts: .shop(adGroup: ["schedule: { end: 2026-12-20 }"]),
    check: .schedule { step, draft, findings in
      guard let end = step.newEnd, let moment = end.endMoment, moment <= draft.now
      else { return }
      findings.report(
        "\(step.address) would have ended on \(end.moment), before today (\(draft.now.day) UTC)",
        at: step.span(.end, in: draft), address: step.address,
        hint: "write a day that is still to come; to stop it now, set `status: paused`")
    })
}

extension Findings {
  fileprivate mutating func checkOrder<Value: Resource>(
    _ declared: Declared<Value>, _ schedule: Schedule, _ manifest: Manifest
  ) {
    guard let start = schedule.start, let end = schedule.end, end < start else { return }
    report(
      "\(declared.address) ends on \(end), before it starts on \(start)",
      at: manifest.span(of: declared.origin, at: .end), address: declared.address,
      hint: "write an end on \(start) or later")
  }
}

extension FieldValue {
  /// A day, or a moment within one, in a message.
  fileprivate var moment: String { Optional(self).described(decimals: 0) }
}

extension Instant {
  func advanced(days: Int) -> Self { day.advanced(by: days).start }
}
