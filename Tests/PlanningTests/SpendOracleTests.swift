import AdsModel
import ManifestLoading
import Planning
import Testing

/// Spend by the contract's words, day by day and without any cleverness.
private struct SpendOracle {
  var daily = Int64(0)
  var lifetime = Int64(0)
  var next30Days = Int64(0)

  private struct Running {
    let budget: Budget
    let start: Day
    let end: Day?

    func runs(on day: Day) -> Bool { start <= day && end.map { day <= $0 } ?? true }
  }

  init(_ state: StoredState, now: Instant) {
    let live = state.resources.filter { $0.status != .archived }
    for stored in live where stored.address.kind == .campaign {
      guard let campaign: Campaign = stored.value(), campaign.status == .active,
        !campaign.schedule.hasEnded(by: now)
      else { continue }
      let children = live.filter { $0.address.parent == stored.address }
      let running = children.compactMap { child -> (AdGroup, Day?)? in
        guard let adGroup: AdGroup = child.value(), adGroup.status == .active,
          !adGroup.schedule.hasEnded(by: now)
        else { return nil }
        return (adGroup, child.start)
      }
      var budgets: [Running] = []
      if let budget = campaign.budget, !running.isEmpty {
        budgets.append(
          Running(
            budget: budget, start: campaign.schedule.start ?? stored.start ?? now.nextDay,
            end: campaign.schedule.end))
      }
      for (adGroup, start) in running {
        guard let budget = adGroup.budget else { continue }
        budgets.append(
          Running(
            budget: budget, start: adGroup.schedule.start ?? start ?? now.nextDay,
            end: adGroup.schedule.end))
      }
      add(budgets, campaign.spendLimit, now)
    }
  }

  private mutating func add(_ budgets: [Running], _ limit: SpendLimit, _ now: Instant) {
    let cap = limit.daily?.micros ?? .max
    daily += min(cap, budgets.reduce(0) { $0 + ($1.budget.daily?.micros ?? 0) })
    lifetime += budgets.reduce(0) { $0 + ($1.budget.lifetime?.micros ?? 0) }
    let window = (0..<30).map { now.nextDay.advanced(by: $0) }
    var ahead = Int64(0)
    for day in window {
      let sum = budgets.filter { $0.runs(on: day) }
        .reduce(0) { $0 + ($1.budget.daily?.micros ?? 0) }
      ahead += min(cap, sum)
    }
    for budget in budgets where window.contains(where: budget.runs) {
      ahead += budget.budget.lifetime?.micros ?? 0
    }
    next30Days += min(limit.lifetime?.micros ?? .max, ahead)
  }
}

struct SpendOracleTests {
  private func expect(_ spend: Spend, _ state: StoredState, now: Instant) {
    let oracle = SpendOracle(state, now: now)
    #expect(spend.daily.micros == oracle.daily)
    #expect(spend.lifetime.micros == oracle.lifetime)
    #expect(spend.next30DaysMax.micros == oracle.next30Days)
  }

  @Test(arguments: PlanPropertyTests.seeds)
  func `the spend of a plan is that of counting day by day`(_ seed: UInt64) {
    var dice = Dice(seed: seed &* 31)
    let (first, second) = (RandomProject(&dice).manifest, RandomProject(&dice).manifest)
    let (now, later) = (PlanPropertyTests.now, PlanPropertyTests.later)
    let state = PlanPropertyTests.applied(first, to: nil, now: now)
    let plan = PlanPropertyTests.draft(second, state, now: later).plan
    expect(plan.spendBefore, state, now: later)
    expect(plan.spendAfter, state.applying(plan), now: later)
    expect(state.spend(now: later), state, now: later)
  }

  @Test func `random projects spend something`() {
    var spending = 0
    for seed in PlanPropertyTests.seeds {
      var dice = Dice(seed: seed)
      let manifest = RandomProject(&dice).manifest
      let state = PlanPropertyTests.applied(manifest, to: nil, now: PlanPropertyTests.now)
      let spend = state.spend(now: PlanPropertyTests.now)
      if spend.daily > .zero, spend.lifetime > .zero, spend.next30DaysMax > .zero { spending += 1 }
    }
    #expect(spending > PlanPropertyTests.seeds.count / 4)
  }
}
