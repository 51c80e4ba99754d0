import AdsModel
import Diagnostics
import ManifestModel

private typealias Table = PinterestCapabilities
private let budget = FieldPath.budget
private let schedule = FieldPath.schedule
private let spendLimit = FieldPath.spendLimit

extension Rule {
  static let targetBudgetOwner = Rule(
    .targetBudgetOwner,
    "On target pinterest the objective says whether the campaign or its ad groups own the budget.",
    source: Table.source,
    rejects: .pinterest(adGroup: ["budget: ↓{ daily: 25.00 }"], without: ["budget"]),
    accepts: .pinterest(campaign: ["budget: { daily: 25.00 }"]),
    check: .adGroup { scope, findings in
      // Two budgets at once are told by a rule of their own.
      guard scope.isForPinterest, scope.parent.budgetOwner == .campaign,
        scope.campaign.budget == nil, let own = scope.adGroup.budget, scope.isReadable(budget)
      else { return }
      findings.report(
        "\(scope.address) has a budget, and under objective \(scope.campaign.objective.rawValue) target pinterest takes it from the campaign",
        at: scope.span(budget), address: scope.address,
        hint: "move it to the campaign: `budget: \(own.written(scope.manifest))`")
    },
    .campaign { scope, findings in
      guard scope.isForPinterest, scope.budgetOwner == .adGroup,
        let own = scope.campaign.budget, scope.isReadable(budget)
      else { return }
      findings.report(
        "\(scope.address) has a budget, and under objective \(scope.campaign.objective.rawValue) target pinterest takes it from each ad group",
        at: scope.span(budget), address: scope.address,
        hint: "move it to the ad groups, such as `budget: \(own.written(scope.manifest))`")
    })

  static let targetSpendLimit = Rule(
    .targetSpendLimit, "On target pinterest a campaign has no spend limit beside a budget.",
    source: "Pinterest Ads API v5: the caps of a campaign are its budget, and empty without one",
    rejects: .pinterest(campaign: ["spend_limit: ↓{ daily: 200.00 }"]),
    accepts: .pinterest(campaign: ["budget: { daily: 200.00 }"]),
    check: .campaign { scope, findings in
      guard scope.isForPinterest, scope.isReadable(spendLimit),
        scope.campaign.spendLimit != SpendLimit()
      else { return }
      findings.report(
        "target pinterest does not carry a spend limit beside a budget, and \(scope.address) has one",
        at: scope.span(spendLimit), address: scope.address,
        hint: scope.budgetOwner == .adGroup
          ? "take it out: the ad groups' budgets are the limit"
          : "take it out: the campaign's `budget` is the limit")
    })

  static let targetSchedule = Rule(
    .targetSchedule, "On target pinterest a schedule stands where the budget does.",
    source: "Pinterest Ads API v5: ad group schedules below a campaign budget are a closed beta",
    rejects: .pinterest(adGroup: ["schedule: ↓{ end: 2027-03-31 }"]),
    accepts: .pinterest(campaign: ["schedule: { end: 2027-03-31 }"]),
    check: .adGroup { scope, findings in
      guard scope.isForPinterest, scope.adGroup.schedule != Schedule(),
        scope.isReadable(schedule), scope.campaign.budget != nil
      else { return }
      findings.report(
        "\(scope.address) has a schedule of its own below its campaign's budget, which target pinterest does not carry",
        at: scope.span(schedule), address: scope.address,
        hint: "move it to the campaign: `schedule: \(scope.adGroup.schedule.written)`")
    })

  static let targetTooManyAdGroups = Rule(
    .targetTooManyAdGroups,
    "On target pinterest at most \(Table.adGroupsUnderCampaignBudget) ad groups share a campaign's budget.",
    source: Table.source,
    rejects: .pinterest(campaigns: more(mark: Table.adGroupsUnderCampaignBudget)),
    accepts: .pinterest(campaigns: more(mark: nil)),
    check: .campaign { scope, findings in
      guard scope.isForPinterest, scope.campaign.budget != nil else { return }
      let live = scope.manifest.resources.all(of: .adGroup, below: scope.index).indices.filter {
        scope.manifest.adGroups[$0].value.status != .archived
      }
      let most = Table.adGroupsUnderCampaignBudget
      guard live.count > most else { return }
      let first = scope.manifest.adGroups[live[most]]
      findings.report(
        "\(scope.address) has \(live.count) ad groups that share its budget, more than the \(most) that target pinterest carries",
        at: scope.manifest.span(of: first.origin), address: scope.address,
        hint: "move \(live.count - most) of them to another campaign, or archive them")
    })

  /// So many ad groups beside the shop's one that all of them are as many as may be; with a mark,
  /// one more, which has it.
  private static func more(mark: Int?) -> String {
    (2...(Table.adGroupsUnderCampaignBudget + (mark == nil ? 0 : 1))).map { number in
      "      \(number == (mark ?? 0) + 1 ? "↓" : "")group-\(number): "
        + "{ bid: 0.35, targeting: { locations: [GB] }, ads: { hero: { pin: \"1\" } } }\n"
    }.joined()
  }
}

extension CampaignScope {
  /// Who owns the budget under the objective; none where the target does not carry it.
  var budgetOwner: PinterestCapabilities.BudgetOwner? {
    guard isReadable(.objective) else { return nil }
    let row = PinterestCapabilities.row(of: campaign.objective)
    return row.isCarried ? row.budgetOwner : nil
  }
}

extension Budget {
  /// `{ daily: 25.00 }`, for hints.
  fileprivate func written(_ manifest: Manifest) -> String {
    "{ \(daily == nil ? "lifetime" : "daily"): \(amount.amount(manifest)) }"
  }
}

extension Schedule {
  /// `{ end: 2027-03-31 }`, for hints.
  fileprivate var written: String {
    let parts = [start.map { "start: \($0)" }, end.map { "end: \($0)" }].compactMap(\.self)
    return "{ \(parts.joined(separator: ", ")) }"
  }
}
