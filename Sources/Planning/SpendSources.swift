import AdsModel
import ManifestLoading

extension Comparison {
  /// The campaigns as they are stored, for the spend before the plan.
  func spendBefore(now: Instant) -> [SpendSource] {
    var sources = SpendSources(now: now)
    let slots: [Int?] = campaigns.indices.map { index in
      campaigns[index].before.flatMap { position in
        value(manifest.campaigns, index, campaigns[index], position).map {
          sources.add($0, start: stored[position].start)
        }
      }
    }
    for index in adGroups.indices {
      guard let position = adGroups[index].before,
        let slot = slots[manifest.adGroups[index].parent],
        let adGroup = value(manifest.adGroups, index, adGroups[index], position)
      else { continue }
      sources.add(adGroup, to: slot, start: stored[position].start)
    }
    if !gone.isEmpty {
      var slotOf: [Address: Int] = [:]
      for (index, slot) in slots.enumerated() { slotOf[manifest.campaigns[index].address] = slot }
      sources.add(gone.lazy.map { stored[$0] }, below: slotOf)
    }
    return sources.finished
  }

  /// The campaigns as the plan leaves them.
  func spendAfter(now: Instant) -> [SpendSource] {
    var sources = SpendSources(now: now)
    let slots = campaigns.indices.map { index in
      plannedCampaign(index).map { sources.add($0.value, start: $0.start) }
    }
    for index in adGroups.indices {
      guard let slot = slots[manifest.adGroups[index].parent], let adGroup = plannedAdGroup(index)
      else { continue }
      sources.add(adGroup.value, to: slot, start: adGroup.start)
    }
    return sources.finished
  }

  /// A campaign as it will be, and the start that was worked out earlier; none once archived.
  public func plannedCampaign(_ index: Int) -> (value: Campaign, start: Day?)? {
    planned(manifest.campaigns[index], campaigns[index]) { Campaign(fields: $0) }
  }

  public func plannedAdGroup(_ index: Int) -> (value: AdGroup, start: Day?)? {
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
    _ declared: [Declared<Value>], _ index: Int, _ match: Match, _ position: Int
  ) -> Value? {
    if case .unchanged = match, declared[index].ignoredChanges.isEmpty {
      return declared[index].value
    }
    return stored[position].value()
  }
}

extension Comparison {
  /// A declared campaign as it is stored before the plan; none when it is not.
  public func storedCampaign(_ index: Int) -> Campaign? {
    campaigns[index].before.flatMap { stored[$0].value() }
  }

  public func storedAdGroup(_ index: Int) -> AdGroup? {
    adGroups[index].before.flatMap { stored[$0].value() }
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
  private struct Entry {
    let isActive: Bool
    /// The campaign's own budget until something below it runs.
    var budget: SpendSource.Line?
    var source: SpendSource
  }

  private let now: Instant
  private var campaigns: [Entry] = []

  init(now: Instant) { self.now = now }

  /// Takes in a campaign and returns the slot for its ad groups.
  mutating func add(_ campaign: Campaign, start: Day?) -> Int {
    let source = SpendSource(
      dailyLimit: campaign.spendLimit.daily, lifetimeLimit: campaign.spendLimit.lifetime)
    let isActive = campaign.status == .active && !campaign.schedule.hasEnded(by: now)
    let line = campaign.budget.map { self.line($0, campaign.schedule, start) }
    campaigns.append(Entry(isActive: isActive, budget: line, source: source))
    return campaigns.count - 1
  }

  mutating func add(_ adGroup: AdGroup, to slot: Int, start: Day?) {
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

  /// Takes in what is stored, whose campaigns may be among it or in slots already.
  mutating func add(_ stored: some Sequence<StoredResource>, below slots: [Address: Int] = [:]) {
    var slots = slots
    for resource in stored where resource.address.kind == .campaign {
      guard let campaign: Campaign = resource.value() else { continue }
      slots[resource.address] = add(campaign, start: resource.start)
    }
    for resource in stored where resource.address.kind == .adGroup {
      guard let slot = resource.address.parent.flatMap({ slots[$0] }),
        let adGroup: AdGroup = resource.value()
      else { continue }
      add(adGroup, to: slot, start: resource.start)
    }
  }

  var finished: [SpendSource] { campaigns.map(\.source) }

  private func line(_ budget: Budget, _ schedule: Schedule, _ start: Day?) -> SpendSource.Line {
    SpendSource.Line(
      budget: budget, start: schedule.start ?? start ?? now.nextDay, end: schedule.end)
  }
}
