import AdsModel
import ManifestModel

extension Forecast {
  /// Works the forecast out from both sides of a comparison, in the order of the YAML.
  init(_ comparison: Comparison, changes: [Change], now: Instant) {
    let window = now.nextDay..<now.nextDay.advanced(by: Self.length)
    var before = ForecastSide(now: now)
    var after = ForecastSide(now: now)
    comparison.putBefore(into: &before)
    comparison.putAfter(into: &after)
    let (sourcesBefore, sourcesAfter) = (before.finished(), after.finished())
    let actions = Self.actions(of: changes)
    var totals = (before: DailySum(window), after: DailySum(window))
    var campaigns: [CampaignForecast] = []
    for (address, adGroups) in comparison.tree {
      let sides = (before: sourcesBefore[address], after: sourcesAfter[address])
      guard let name = sides.after?.name ?? sides.before?.name else { continue }
      campaigns.append(
        CampaignForecast(
          address: address, name: name, action: actions[address],
          dailyBefore: totals.before.add(sides.before?.source),
          dailyAfter: totals.after.add(sides.after?.source),
          lifetimeBefore: sides.before?.source.lifetime ?? .zero,
          lifetimeAfter: sides.after?.source.lifetime ?? .zero,
          flights: adGroups.compactMap { adGroup in
            let (old, new) = (before.flights[adGroup], after.flights[adGroup])
            return (new ?? old).map {
              Flight(
                address: adGroup, name: $0.name, action: actions[adGroup], before: old?.side,
                after: new?.side)
            }
          }))
    }
    self.init(
      from: window.lowerBound, to: window.upperBound.advanced(by: -1),
      dailyBefore: totals.before.runs, dailyAfter: totals.after.runs, campaigns: campaigns)
  }

  private static func actions(of changes: [Change]) -> [Address: Action] {
    var actions: [Address: Action] = [:]
    for index in changes.indices {
      let kind = changes[index].address.kind
      guard kind == .campaign || kind == .adGroup, !changes[index].finishesReplacement
      else { continue }
      actions[changes[index].address] = changes[index].action
    }
    return actions
  }
}

extension Comparison {
  /// Every campaign with its ad groups: what is declared, then what is gone.
  fileprivate var tree: [(campaign: Address, adGroups: [Address])] {
    var goneBelow: [Address: [Address]] = [:]
    for position in gone where stored[position].address.kind == .adGroup {
      let address = stored[position].address
      if let campaign = address.campaign { goneBelow[campaign, default: []].append(address) }
    }
    let declared = manifest.resources.all(of: .campaign).map { ref in
      let address = manifest[ref].address
      let adGroups = manifest.resources.children(of: ref).map { manifest[$0].address }
      return (address, adGroups + (goneBelow[address] ?? []))
    }
    let removed = gone.lazy.map { stored[$0].address }.filter { $0.kind == .campaign }
      .map { ($0, goneBelow[$0] ?? []) }
    return declared + removed
  }
}

/// Adds up campaigns day by day.
private struct DailySum {
  private let window: Range<Day>
  private var amounts: [Money]

  init(_ window: Range<Day>) {
    self.window = window
    let length = window.upperBound.number - window.lowerBound.number
    amounts = Array(repeating: .zero, count: length)
  }

  var runs: [Forecast.Run] { runs(of: amounts) }

  /// Adds a campaign and returns its own runs.
  mutating func add(_ source: SpendSource?) -> [Forecast.Run] {
    guard let own = source?.daily(on: window) else {
      return runs(of: Array(repeating: .zero, count: amounts.count))
    }
    for index in own.indices { amounts[index] += own[index] }
    return runs(of: own)
  }

  private func runs(of amounts: [Money]) -> [Forecast.Run] {
    var runs: [Forecast.Run] = []
    var first = 0
    for index in amounts.indices
    where index + 1 == amounts.count || amounts[index + 1] != amounts[index] {
      runs.append(
        Forecast.Run(
          from: window.lowerBound.advanced(by: first), to: window.lowerBound.advanced(by: index),
          amount: amounts[index]))
      first = index + 1
    }
    return runs
  }
}
