import AdsModel
import ManifestModel
import Planning
import TestSupport
import Testing

/// Spend by the contract's words, day by day and without any cleverness.
private struct SpendOracle {
  var daily = Int64(0)
  var lifetime = Int64(0)
  var next30Days = Int64(0)
  /// Daily budgets on each of the 90 days that begin with the next one.
  var days = Array(repeating: Int64(0), count: 90)
  /// Whether some campaign's lifetime limit holds spend down.
  var isLimited = false

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
    isLimited = isLimited || ahead > limit.lifetime?.micros ?? .max
    for index in days.indices {
      let day = now.nextDay.advanced(by: index)
      let sum = budgets.filter { $0.runs(on: day) }
        .reduce(0) { $0 + ($1.budget.daily?.micros ?? 0) }
      days[index] += min(cap, sum)
    }
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

  /// The amounts of runs, one a day; nothing unless they follow each other without a gap.
  private func days(_ runs: [Forecast.Run], from first: Day) -> [Int64] {
    runs.reduce(into: []) { days, run in
      guard run.from == first.advanced(by: days.count) else { return }
      days += Array(repeating: run.amount.micros, count: run.to.number - run.from.number + 1)
    }
  }

  @Test(arguments: PlanPropertyTests.seeds)
  func `a forecast is that of counting day by day, in all and by campaign`(_ seed: UInt64) {
    var dice = Dice(seed: seed &* 37)
    let (first, second) = (RandomProject(&dice).manifest, RandomProject(&dice).manifest)
    let (now, later) = (PlanPropertyTests.now, PlanPropertyTests.later)
    let state = PlanPropertyTests.applied(first, to: nil, now: now)
    let draft = PlanPropertyTests.draft(second, state, now: later)
    let forecast = draft.forecast
    let next = state.applying(draft.plan)
    #expect(forecast.from == later.nextDay && forecast.to == later.nextDay.advanced(by: 89))
    for (state, runs, campaigns) in [
      (state, forecast.dailyBefore, forecast.campaigns.map(\.dailyBefore)),
      (next, forecast.dailyAfter, forecast.campaigns.map(\.dailyAfter)),
    ] {
      let oracle = SpendOracle(state, now: later)
      #expect(days(runs, from: forecast.from) == oracle.days)
      for (index, campaign) in forecast.campaigns.enumerated() {
        var alone = state
        alone.resources.removeAll { $0.address.campaign != campaign.address }
        let own = SpendOracle(alone, now: later)
        #expect(days(campaigns[index], from: forecast.from) == own.days)
      }
    }
  }

  @Test(arguments: PlanPropertyTests.seeds)
  func `thirty days of the forecast and the lifetime budgets are the most in 30 days`(
    _ seed: UInt64
  ) {
    var dice = Dice(seed: seed &* 41)
    let manifest = RandomProject(&dice).manifest
    let now = PlanPropertyTests.now
    let draft = PlanPropertyTests.draft(manifest, nil, now: now)
    let state = PlanPropertyTests.applied(manifest, to: nil, now: now)
    guard !SpendOracle(state, now: now).isLimited else { return }
    let month = days(draft.forecast.dailyAfter, from: now.nextDay).prefix(30).reduce(0, +)
    let window = now.nextDay..<now.nextDay.advanced(by: 30)
    let meeting = draft.forecast.campaigns.flatMap(\.flights).compactMap(\.after).filter { side in
      guard side.state != .paused, side.state != .ended, !side.isShared else { return false }
      let end = side.end ?? window.upperBound
      return side.start < window.upperBound && end >= max(window.lowerBound, side.start)
    }
    let lifetime = meeting.reduce(0) { $0 + ($1.budget?.lifetime?.micros ?? 0) }
    #expect(month + lifetime == draft.plan.spendAfter.next30DaysMax.micros)
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
