import AdsModel
import ManifestModel
import Planning

extension PlanDraft {
  /// How a bid changes; a keyword without one of its own bids what its ad group does.
  func bidStep(_ change: Change, _ subject: ResourceRef?) -> AmountStep? {
    let paths: [FieldPath] = [.bid, .bidCPI, .bidCPC]
    let fields = change.fields.filter { paths.contains($0.path) }
    guard let path = (fields.first { $0.after != nil } ?? fields.first)?.path, let subject
    else { return nil }
    switch subject.kind {
    case .adGroup:
      let index = subject.index
      // Nearly always an amount in the same type; then nothing has to be looked up.
      if change.action == .update, let step = AmountStep(amounts: fields, unit: "") { return step }
      guard let before = bidBefore(adGroup: index), let after = bidAfter(adGroup: index)
      else { return nil }
      return AmountStep(path: path, before: before, after: after)
    case .keyword:
      if let step = AmountStep(amounts: fields, unit: BidType.cpc.rawValue) { return step }
      let adGroup = manifest[subject].parent
      guard
        let before = Self.side(fields[path]?.before) ?? bidBefore(adGroup: adGroup),
        let after = Self.side(fields[path]?.after) ?? bidAfter(adGroup: adGroup)
      else { return nil }
      return AmountStep(path: path, before: before, after: after)
    case .campaign, .ad, .audience: return nil
    }
  }

  /// A keyword's own bid, which is always for a click.
  private static func side(_ value: FieldValue?) -> AmountStep.Side? {
    value?.money.map { AmountStep.Side(amount: $0, unit: BidType.cpc.rawValue) }
  }

  private func bidBefore(adGroup index: Int) -> AmountStep.Side? {
    guard let adGroup = comparison.storedAdGroup(index),
      let campaign = comparison.storedCampaign(manifest.adGroups[index].parent)
    else { return nil }
    return AmountStep.Side(adGroup.bid, campaign.objective)
  }

  private func bidAfter(adGroup index: Int) -> AmountStep.Side? {
    let objective = manifest.campaigns[manifest.adGroups[index].parent].value.objective
    return comparison.plannedAdGroup(index).map { AmountStep.Side($0.value.bid, objective) }
  }
}

extension AmountStep {
  /// One field that is an amount before and after.
  fileprivate init?(amounts fields: [FieldChange], unit: String) {
    guard fields.count == 1, let before = fields[0].before?.money,
      let after = fields[0].after?.money
    else { return nil }
    self.init(
      path: fields[0].path, before: Side(amount: before, unit: unit),
      after: Side(amount: after, unit: unit))
  }
}

extension AmountStep.Side {
  fileprivate init(_ bid: Bid, _ objective: Objective) {
    self.init(amount: bid.amount, unit: bid.type(under: objective)?.rawValue ?? "automatic")
  }

  fileprivate init(_ budget: Budget) {
    self.init(amount: budget.amount, unit: budget.daily == nil ? "lifetime" : "daily")
  }

  /// The sum of several budgets of one type; none when there are none.
  fileprivate init?(over budgets: [Budget]) {
    guard let first = budgets.first else { return nil }
    self.init(first)
    origin = " over its ad groups"
    if budgets.allSatisfy({ ($0.daily == nil) == (first.daily == nil) }) {
      amount = budgets.reduce(into: .zero) { $0 += $1.amount }
    } else {
      (amount, unit) = (nil, "daily and lifetime budgets")
    }
  }
}

/// Tells how budgets change, those too that move between a campaign and its ad groups.
struct BudgetComparison {
  private let draft: PlanDraft
  /// What each campaign's ad groups are stored with; gathered only when a budget moves.
  private let storedBelow: [Address: [(budget: Budget, isActive: Bool)]]

  init(_ draft: PlanDraft) {
    self.draft = draft
    let isMoving = draft.plan.changes.contains { change in
      change.address.kind == .campaign
        && Self.fields(of: change).contains { ($0.before == nil) != ($0.after == nil) }
    }
    var below: [Address: [(budget: Budget, isActive: Bool)]] = [:]
    if isMoving {
      for resource in draft.comparison.stored
      where resource.address.kind == .adGroup && resource.status != .archived {
        let adGroup: AdGroup? = resource.value()
        guard let campaign = resource.address.parent, let budget = adGroup?.budget else { continue }
        below[campaign, default: []].append((budget, resource.status == .active))
      }
    }
    storedBelow = below
  }

  private static func fields(of change: Change) -> [FieldChange] {
    change.fields.filter { $0.path == .dailyBudget || $0.path == .lifetimeBudget }
  }

  /// How a budget changes; one that moves to another level is told of the campaign.
  func step(_ change: Change, _ subject: ResourceRef?) -> AmountStep? {
    let fields = Self.fields(of: change)
    if let step = AmountStep(amounts: fields, unit: "") { return step }
    let path = (fields.first { $0.after != nil } ?? fields.first)?.path
    guard let subject else { return nil }
    switch subject.kind {
    case .adGroup:
      guard let path, let before = draft.comparison.storedAdGroup(subject.index)?.budget,
        let after = draft.comparison.plannedAdGroup(subject.index)?.value.budget
      else { return nil }
      return AmountStep(
        path: path, before: AmountStep.Side(before), after: AmountStep.Side(after))
    case .campaign:
      let index = subject.index
      guard path != nil || change.action == .replace,
        let before = budgetBefore(campaign: index), let after = budgetAfter(campaign: index),
        before.origin.isEmpty || after.origin.isEmpty
      else { return nil }
      return AmountStep(path: path ?? FieldPath.budget, before: before, after: after)
    case .keyword, .ad, .audience: return nil
    }
  }

  private func budgetBefore(campaign index: Int) -> AmountStep.Side? {
    draft.comparison.storedCampaign(index)?.budget.map { AmountStep.Side($0) }
      ?? side(over: storedBelow[draft.manifest.campaigns[index].address] ?? [])
  }

  /// The sum of what may be spent; what is paused counts for nothing, and cannot be compared with.
  private func side(over budgets: [(budget: Budget, isActive: Bool)]) -> AmountStep.Side? {
    let active = budgets.filter(\.isActive).map(\.budget)
    guard active.isEmpty, !budgets.isEmpty else { return AmountStep.Side(over: active) }
    return AmountStep.Side(unit: "budgets of paused ad groups")
  }

  private func budgetAfter(campaign index: Int) -> AmountStep.Side? {
    draft.comparison.plannedCampaign(index)?.value.budget.map { AmountStep.Side($0) }
      ?? side(
        over: draft.manifest.resources.all(of: .adGroup, below: index).indices.compactMap { index in
          let adGroup = draft.comparison.plannedAdGroup(index)?.value
          return adGroup?.budget.map { ($0, adGroup?.status == .active) }
        })
  }
}
