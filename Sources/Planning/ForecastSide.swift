import AdsModel

/// One side of a forecast while it is gathered: an account as it is, or as a plan leaves it.
struct ForecastSide: AccountSink {
  /// An ad group with what people call it.
  struct Entry {
    let name: String
    let side: Flight.Side
  }

  private let now: Instant
  private var sources: SpendSources
  private var parents: [(campaign: Campaign, start: Day?)] = []
  private var slots: [Address: Int] = [:]
  private(set) var flights: [Address: Entry] = [:]

  init(now: Instant) {
    self.now = now
    sources = SpendSources(now: now)
  }

  mutating func add(_ campaign: Campaign, at address: Address, start: Day?) -> Int {
    let slot = sources.add(campaign, at: address, start: start)
    parents.append((campaign, start))
    slots[address] = slot
    return slot
  }

  mutating func add(_ adGroup: AdGroup, at address: Address, to slot: Int, start: Day?) {
    sources.add(adGroup, at: address, to: slot, start: start)
    let (campaign, campaignStart) = parents[slot]
    let isShared = adGroup.budget == nil && campaign.budget != nil
    // Below a campaign's budget an ad group runs on the campaign's days.
    var days = adGroup.schedule
    days.start = days.start ?? (isShared ? campaign.schedule.start ?? campaignStart : start)
    if isShared { days.end = [days.end, campaign.schedule.end].compactMap(\.self).min() }
    let first = days.start ?? now.nextDay
    let side = Flight.Side(
      state: state(adGroup, in: campaign, from: first), start: first, end: days.end,
      budget: adGroup.budget ?? campaign.budget, isShared: isShared)
    flights[address] = Entry(name: adGroup.name, side: side)
  }

  private func state(_ adGroup: AdGroup, in campaign: Campaign, from first: Day) -> Flight.State {
    if adGroup.schedule.hasEnded(by: now) || campaign.schedule.hasEnded(by: now) { return .ended }
    guard adGroup.status == .active, campaign.status == .active else { return .paused }
    return first > now.day ? .notStarted : .running
  }

  /// The name and what may be spent below each campaign.
  func finished() -> [Address: (name: String, source: SpendSource)] {
    let sources = sources.finished
    return slots.mapValues { (parents[$0].campaign.name, sources[$0]) }
  }
}
