import AdsModel
import Insights

/// An account in memory whose numbers are a function of day and entity.
struct FakeAccount: InsightsSource {
  var today = Day(parsing: "2026-11-22") ?? Day(number: 0)
  var own: [KnownPin] = []
  /// Days that the API has nothing of.
  var lost: Set<Day> = []
  /// Days at the end that are not final.
  var open = 0
  var hasNothing = false

  static func impressions(_ day: Day, _ factor: Int64 = 1) -> Int64 {
    (Int64(day.number % 7) + 1) * 100 * factor
  }

  static func numbers(_ day: Day, _ factor: Int64) -> Numbers {
    let impressions = impressions(day, factor)
    return Numbers([
      .impressions: impressions, .engagements: impressions / 10, .pinClicks: impressions / 20,
      .outboundClicks: impressions / 50, .saves: impressions / 100,
    ])
  }

  private func series(_ range: DayRange, _ factor: Int64) -> [DayNumbers] {
    guard !hasNothing else { return [] }
    return range.days.filter { !lost.contains($0) }.map { day in
      let isOpen = day.number >= today.number - open
      return DayNumbers(day, isOpen ? .estimate : .ready, Self.numbers(day, factor))
    }
  }

  func days(
    _ range: DayRange, _ filters: InsightsFilters.Wire, splitBy field: String?
  ) -> [String: [DayNumbers]] {
    let isPart = !filters.query.isEmpty
    guard field != nil else { return ["all": series(range, isPart ? 1 : 3)] }
    return ["MOBILE": series(range, 2), "WEB": series(range, 1)]
  }

  func topPins(_ query: RankingQuery) -> [RankedPin] {
    own.prefix(query.count).enumerated().map { index, pin in
      var numbers = Self.numbers(query.range.from, Int64(index + 1))
      let isOpen = query.range.to.number >= today.number - open
      for metric in Metric.organicCounts { numbers.mark(metric, isOpen ? .estimate : .ready) }
      return RankedPin(id: pin.id, numbers)
    }
  }

  func days(
    ofPins ids: [String], _ range: DayRange, device: InsightsFilters.Device
  ) -> [String: [DayNumbers]] {
    var found: [String: [DayNumbers]] = [:]
    for (index, pin) in own.enumerated() where ids.contains(pin.id) {
      found[pin.id] = series(range, Int64(index + 1)).map {
        var day = $0
        day.numbers.set(.engagements, nil)
        return day
      }
    }
    return found
  }

  func monthlyViews() -> Int64? { hasNothing ? nil : 4_321 }

  func ownPins() -> [KnownPin] { own }

  func pins(_ ids: [String]) -> [String: KnownPin] {
    Dictionary(own.filter { ids.contains($0.id) }.map { ($0.id, $0) }) { $1 }
  }

  func obstacles(of pins: [KnownPin]) -> [String: [String]] {
    Dictionary(pins.map { ($0.id, $0.link == nil ? ["it has no link"] : []) }) { $1 }
  }

  func boardNames(_ ids: [String]) -> [String: String] {
    Dictionary(ids.map { ($0, "Board \($0)") }) { $1 }
  }
}

/// An archive in memory.
final class MemoryArchive: InsightsArchive, @unchecked Sendable {
  var kept: [SeriesKey: [Day: DayNumbers]] = [:]

  func days(
    _ range: DayRange, _ filters: InsightsFilters, split: InsightsFilter?
  ) -> [String: [DayNumbers]] {
    let wanted = SeriesKey(filters, split: split)
    var found: [String: [DayNumbers]] = [:]
    for (key, days) in kept where key.filters == wanted.filters && key.split == wanted.split {
      let inside = days.values.filter { range.contains($0.day) }.sorted { $0.day < $1.day }
      if !inside.isEmpty { found[key.part] = inside }
    }
    return found
  }

  func store(_ days: [SeriesKey: [DayNumbers]]) -> (added: Int, changed: Int) {
    var (added, changed) = (0, 0)
    for (key, days) in days {
      for day in days {
        if let known = kept[key]?[day.day] {
          if known != day { changed += 1 }
        } else {
          added += 1
        }
        kept[key, default: [:]][day.day] = day
      }
    }
    return (added, changed)
  }
}
