import AdsModel
import Diagnostics
import ManifestModel
import Planning

private let safety = "pinplan: a team's own limit on its plans"

extension Rule {
  static let guardrailRules = [
    guardrailMaxDailySpend,
    guardrailMaxBidChange, guardrailMaxBudgetChange, guardrailMaxArchiveShare,
    guardrailMaxListRemoval, guardrailProtected, guardrailPreventArchive, guardrailFreeze,
    guardrailNaming, exemptionExpired, exemptionNoMatch,
    planNothingDeclared,
  ]

  static let guardrailMaxDailySpend = Rule(
    .guardrailMaxDailySpend, "Daily spend does not rise above `max_daily_spend`.", source: safety,
    rejects: .shop(root: ["guardrails: { max_daily_spend: ↓20.00 }"]),
    accepts: .shop(root: ["guardrails: { max_daily_spend: 25.00 }"]),
    check: .plan { draft, findings in
      let (before, after) = (draft.plan.spendBefore.daily, draft.plan.spendAfter.daily)
      guard let limit = draft.manifest.guardrails.maxDailySpend, after > limit, after > before
      else { return }
      findings.report(
        "daily spend would rise from \(before.amount(draft.manifest)) to \(after.text(draft.manifest)), above the limit of \(limit.amount(draft.manifest))",
        at: draft.guardrailSpan("max_daily_spend"), address: nil,
        hint:
          "lower budgets, raise the limit, or let it through with `--override guardrail.max_daily_spend --reason TEXT`"
      )
    })

  static let guardrailMaxArchiveShare = Rule(
    .guardrailMaxArchiveShare,
    "No more than `max_archive_share` of the stored resources is archived at once.",
    source: safety + "; unwritten it is 30 %, and an archiving of up to 5 resources passes",
    rejects: .shop(
      root: ["guardrails: { max_archive_share: ↓10% }"], without: ["ads"], after: .shop()),
    accepts: .shop(
      root: ["guardrails: { max_archive_share: 40% }"], without: ["ads"], after: .shop()),
    check: .plan { draft, findings in
      let stored = draft.comparison.stored.count { $0.status != .archived }
      let archived = draft.plan.summary.archive
      let written = draft.manifest.guardrails.maxArchiveShare
      let limit = written ?? .percent(30)
      guard archived > (written == nil ? 5 : 0),
        limit.isExceeded(by: Int64(archived), of: Int64(stored))
      else { return }
      findings.report(
        "\(archived) of \(stored) stored resources would be archived for good, more than \(limit)",
        at: draft.guardrailSpan("max_archive_share"), address: nil,
        hint:
          "look for a file or block that is missing; if it is meant, let it through with `--override guardrail.max_archive_share --reason TEXT`"
      )
    })

  static let guardrailProtected = Rule(
    .guardrailProtected, "What `protect` names is not archived or replaced.", source: safety,
    rejects: .shop(
      root: ["guardrails: { max_archive_share: 100%, protect: [↓\"ad/**\"] }"],
      without: ["ads"], after: .shop()),
    accepts: .shop(
      root: ["guardrails: { max_archive_share: 100%, protect: [\"campaign/always-on*\"] }"],
      without: ["ads"], after: .shop()),
    check: .plan { draft, findings in
      guard !draft.manifest.guardrails.protected.isEmpty else { return }
      for (change, _) in draft.changes(.archive, .replace) {
        guard
          let selector = draft.manifest.guardrails.protected.first(where: {
            $0.matches(change.address)
          })
        else { continue }
        findings.report(
          "\(change.address) would be \(change.action == .archive ? "archived" : "replaced"), but \(selector) protects it",
          at: draft.guardrailSpan("protect", member: selector.pattern), address: change.address,
          hint:
            "put it back into the YAML, pause it, or let it through with `--override guardrail.protected --reason TEXT`"
        )
      }
    })

  static let guardrailPreventArchive = Rule(
    .guardrailPreventArchive,
    "What was applied with `prevent_archive: true` is not archived or replaced.",
    source: safety + "; it is remembered when the block is deleted",
    rejects: .shop(
      root: ["guardrails: { max_archive_share: 100% }"],
      adGroup: ["ads: { hero: { pin: \"813744226420795884\", status: ↓archived } }"],
      after: protectedAd("true")),
    accepts: .shop(
      root: ["guardrails: { max_archive_share: 100% }"],
      adGroup: ["ads: { hero: { pin: \"813744226420795884\", status: archived } }"],
      after: protectedAd("false")),
    check: .plan { draft, findings in
      let endangered = draft.changes(.archive, .replace)
      guard !endangered.isEmpty else { return }
      let positions = Dictionary(
        draft.comparison.stored.enumerated().map { ($1.address, $0) }
      ) { first, _ in first }
      for (change, subject) in endangered {
        guard let position = positions[change.address],
          Fields(json: draft.comparison.stored[position].attributes)?.preventArchive == true
        else { continue }
        findings.report(
          "\(change.address) would be \(change.action == .archive ? "archived" : "replaced"), but its prevent_archive is on",
          at: draft.origin(of: subject).map { draft.manifest.span(of: $0, at: .status) },
          address: change.address,
          hint:
            "apply `lifecycle: { prevent_archive: false }` first, or let it through with `--override guardrail.prevent_archive --reason TEXT`"
        )
      }
    })

  private static func protectedAd(_ flag: String) -> Example {
    .shop(adGroup: [
      "ads: { hero: { pin: \"813744226420795884\", lifecycle: { prevent_archive: \(flag) } } }"
    ])
  }

  static let planNothingDeclared = Rule(
    .planNothingDeclared, "A project with stored resources declares some.",
    source: "pinplan: an empty checkout must not archive an account",
    rejects: Example(
      ["pinplan.yaml": "version: 1\naccount: { name: northwind-uk, country: GB }\n"],
      after: .shop()), accepts: .shop(after: .shop()),
    check: .plan { draft, findings in
      let stored = draft.comparison.stored.count { $0.status != .archived }
      guard draft.manifest.resources.count == 0, stored > 0 else { return }
      findings.report(
        "nothing is declared, but \(stored) resource\(stored == 1 ? " is" : "s are") stored",
        at: nil, address: nil,
        hint: "check -C and the includes; to archive everything, say --allow-empty")
    })
}

extension PlanDraft {
  /// Where a guardrail is set.
  func guardrailSpan(_ setting: String, member: String? = nil) -> SourceSpan {
    manifest.guardrailSpan(setting, member: member)
  }
}

extension Manifest {
  /// Where a guardrail is set; the start of `pinplan.yaml` for one that holds unwritten.
  func guardrailSpan(_ setting: String, member: String? = nil) -> SourceSpan {
    guard let origin = guardrailsOrigin else { return .start(of: Project.rootFile) }
    let path = FieldPath(setting)
    return member.map { span(of: origin, at: path, member: $0) } ?? span(of: origin, at: path)
  }
}
