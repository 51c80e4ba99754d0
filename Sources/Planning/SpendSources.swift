import AdsModel

extension Comparison {
  /// The campaigns as they are stored, for the spend before the plan.
  func spendBefore(now: Instant) -> [SpendSource] {
    var sources = SpendSources(now: now)
    putBefore(into: &sources)
    return sources.finished
  }

  /// The campaigns as the plan leaves them.
  func spendAfter(now: Instant) -> [SpendSource] {
    var sources = SpendSources(now: now)
    putAfter(into: &sources)
    return sources.finished
  }
}

/// Gathers budgets under their campaigns.
struct SpendSources: AccountSink {
  private struct Entry {
    let isActive: Bool
    /// The campaign's own budget until something below it runs.
    var budget: SpendSource.Line?
    var source: SpendSource
  }

  private let now: Instant
  private var campaigns: [Entry] = []

  init(now: Instant) { self.now = now }

  mutating func add(_ campaign: Campaign, at address: Address, start: Day?) -> Int {
    let source = SpendSource(
      dailyLimit: campaign.spendLimit.daily, lifetimeLimit: campaign.spendLimit.lifetime)
    let isActive = campaign.status == .active && !campaign.schedule.hasEnded(by: now)
    let line = campaign.budget.map { self.line($0, campaign.schedule, start) }
    campaigns.append(Entry(isActive: isActive, budget: line, source: source))
    return campaigns.count - 1
  }

  mutating func add(_ adGroup: AdGroup, at address: Address, to slot: Int, start: Day?) {
    guard campaigns[slot].isActive, adGroup.status == .active,
      !adGroup.schedule.hasEnded(by: now)
    else { return }
    if let budget = adGroup.budget {
      campaigns[slot].source.lines.append(line(budget, adGroup.schedule, start))
    } else if let shared = campaigns[slot].budget {
      // The campaign's own budget counts once, as soon as anything below it runs.
      campaigns[slot].source.lines.append(shared)
      campaigns[slot].budget = nil
    }
  }

  var finished: [SpendSource] { campaigns.map(\.source) }

  private func line(_ budget: Budget, _ schedule: Schedule, _ start: Day?) -> SpendSource.Line {
    SpendSource.Line(
      budget: budget, start: schedule.start ?? start ?? now.nextDay, end: schedule.end)
  }
}
