import AdsModel
import ManifestLoading

extension Comparison {
  /// The campaigns as they are stored, for the spend before the plan.
  func spendBefore(now: Instant) -> [SpendSource] {
    var sources = SpendSources(now: now)
    for (index, match) in campaigns.enumerated() {
      guard let position = match.before else { continue }
      sources.add(value(manifest.campaigns[index], match, position), at: stored[position])
    }
    for position in gone where stored[position].address.kind == .campaign {
      sources.add(stored[position].value() as Campaign?, at: stored[position])
    }
    for (index, match) in adGroups.enumerated() {
      guard let position = match.before else { continue }
      sources.add(value(manifest.adGroups[index], match, position), at: stored[position])
    }
    for position in gone where stored[position].address.kind == .adGroup {
      sources.add(stored[position].value() as AdGroup?, at: stored[position])
    }
    return sources.finished
  }

  /// The campaigns as the plan leaves them.
  func spendAfter(now: Instant) -> [SpendSource] {
    var sources = SpendSources(now: now)
    for index in campaigns.indices {
      if let campaign = plannedCampaign(index) {
        sources.add(campaign.value, at: manifest.campaigns[index].address, start: campaign.start)
      }
    }
    for index in adGroups.indices {
      if let adGroup = plannedAdGroup(index) {
        sources.add(adGroup.value, at: manifest.adGroups[index].address, start: adGroup.start)
      }
    }
    return sources.finished
  }

  /// A campaign as it will be, and the start that was worked out earlier; none once archived.
  func plannedCampaign(_ index: Int) -> (value: Campaign, start: Day?)? {
    planned(manifest.campaigns[index], campaigns[index]) { Campaign(fields: $0) }
  }

  func plannedAdGroup(_ index: Int) -> (value: AdGroup, start: Day?)? {
    planned(manifest.adGroups[index], adGroups[index]) { AdGroup(fields: $0) }
  }

  private func planned<Value: Resource>(
    _ declared: Declared<Value>, _ match: Match, read: (Fields) -> Value?
  ) -> (Value, Day?)? {
    switch match {
    case .settled, .archive: return nil
    case .new: return (declared.value, nil)
    case .unchanged(let position), .changed(let position, _, _):
      let start = stored[position].start
      // Ignored differences keep what is stored.
      guard !declared.ignoredChanges.isEmpty, var fields = Fields(json: stored[position].attributes)
      else { return (declared.value, start) }
      if case .changed(_, let changes, _) = match {
        for change in changes { fields[change.path] = change.after }
      }
      return (read(fields) ?? declared.value, start)
    }
  }

  /// What is stored; of an unchanged resource that is what is declared, without decoding it.
  private func value<Value: StoredValue>(
    _ declared: Declared<Value>, _ match: Match, _ position: Int
  ) -> Value? {
    if case .unchanged = match, declared.ignoredChanges.isEmpty { return declared.value }
    return stored[position].value()
  }
}

extension Comparison.Match {
  /// Index of what is stored and running or paused before the plan.
  var before: Int? {
    if case .archive(let index) = self { index } else { stored }
  }
}

/// A resource that can be read back from what is stored of it.
public protocol StoredValue: Resource {
  init?(fields: Fields)
}

extension Campaign: StoredValue {}
extension AdGroup: StoredValue {}

extension StoredResource {
  public func value<Value: StoredValue>() -> Value? {
    Fields(json: attributes).flatMap(Value.init(fields:))
  }
}

/// Gathers budgets under their campaigns.
struct SpendSources {
  struct Entry {
    let isActive: Bool
    /// The campaign's own budget until something below it runs.
    var budget: SpendSource.Line?
    var source: SpendSource
  }

  let now: Instant
  private var campaigns: [Address: Entry] = [:]
  private var order: [Address] = []

  init(now: Instant) { self.now = now }

  mutating func add(_ campaign: Campaign?, at stored: StoredResource) {
    if let campaign { add(campaign, at: stored.address, start: stored.start) }
  }

  mutating func add(_ campaign: Campaign, at address: Address, start: Day?) {
    let source = SpendSource(
      dailyLimit: campaign.spendLimit.daily, lifetimeLimit: campaign.spendLimit.lifetime)
    let isActive = campaign.status == .active && !campaign.schedule.hasEnded(by: now)
    let line = campaign.budget.map { self.line($0, campaign.schedule, start) }
    campaigns[address] = Entry(isActive: isActive, budget: line, source: source)
    order.append(address)
  }

  mutating func add(_ adGroup: AdGroup?, at stored: StoredResource) {
    if let adGroup { add(adGroup, at: stored.address, start: stored.start) }
  }

  mutating func add(_ adGroup: AdGroup, at address: Address, start: Day?) {
    guard adGroup.status == .active, !adGroup.schedule.hasEnded(by: now),
      let parent = address.parent, campaigns[parent]?.isActive == true
    else { return }
    if let budget = adGroup.budget {
      let line = line(budget, adGroup.schedule, start)
      campaigns[parent]?.source.lines.append(line)
    } else if let shared = campaigns[parent]?.budget {
      // The campaign's own budget counts once, as soon as anything below it runs.
      campaigns[parent]?.source.lines.append(shared)
      campaigns[parent]?.budget = nil
    }
  }

  var finished: [SpendSource] { order.compactMap { campaigns[$0]?.source } }

  private func line(_ budget: Budget, _ schedule: Schedule, _ start: Day?) -> SpendSource.Line {
    SpendSource.Line(
      budget: budget, start: schedule.start ?? start ?? now.nextDay, end: schedule.end)
  }
}
