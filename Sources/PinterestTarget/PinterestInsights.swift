import AdsModel
import Applying
import Insights
import PinterestAPI

/// How the Pins of a connected account do; every request of it reads.
public struct PinterestInsights: InsightsSource {
  private let account: PinterestAccount

  init(_ account: PinterestAccount) { self.account = account }

  private var client: PinterestClient { account.client }

  public func days(
    _ range: DayRange, _ filters: InsightsFilters.Wire, splitBy field: String?
  ) async throws -> [String: [DayNumbers]] {
    var days: [String: [DayNumbers]] = [:]
    for slice in PinterestCapabilities.Analytics.organic.slices(of: range.closed) {
      let answer = try await reading { () throws(APIError) in
        try await client.userAnalytics(
          slice, filters, metrics: Metric.organicCounts.compactMap(\.wire), split: field,
          actingFor: account.id)
      }
      for (part, series) in answer { days[part, default: []] += series.numbers(of: range) }
    }
    return days
  }

  public func topPins(_ query: RankingQuery) async throws -> [RankedPin] {
    let metrics = (query.isOfVideos ? Metric.video : Metric.organicCounts).compactMap(\.wire)
    let (order, isNew) = (query.ranking.wire ?? .impression, query.createdWithin != nil)
    let answer = try await reading { () throws(APIError) in
      guard query.isOfVideos else {
        return try await client.topPins(
          query.range.closed, query.filters, by: order, metrics: metrics, count: query.count,
          onlyNew: isNew, actingFor: account.id)
      }
      return try await client.topVideoPins(
        query.range.closed, query.filters, by: order, metrics: metrics, count: query.count,
        onlyNew: isNew, actingFor: account.id)
    }
    return answer.pins.map { pin in
      var numbers = Numbers(pin.metrics)
      for metric in Metric.allCases {
        guard let wire = metric.wire, let status = pin.status[wire] else { continue }
        numbers.mark(metric, status)
      }
      return RankedPin(id: pin.id, numbers)
    }
  }

  public func days(
    ofPins ids: [String], _ range: DayRange, device: InsightsFilters.Device
  ) async throws -> [String: [DayNumbers]] {
    guard !ids.isEmpty else { return [:] }
    let metrics: [OrganicMetric] = [.impression, .pinClick, .outboundClick, .save]
    return try await reading { () throws(APIError) in
      let series: [String: [String: OrganicSeries]]
      if let answer = try await many(ids, range, device, metrics) {
        series = answer
      } else {
        // The request for many is a beta, and here it is closed.
        var single: [String: [String: OrganicSeries]] = [:]
        for id in ids {
          single[id] = try await unlessMissing { () throws(APIError) in
            try await client.pinAnalytics(
              id, range.closed, device: device, metrics: metrics, actingFor: account.id)
          }
        }
        series = single
      }
      return series.compactMapValues { $0.values.first?.numbers(of: range) }
    }
  }

  private func many(
    _ ids: [String], _ range: DayRange, _ device: InsightsFilters.Device, _ metrics: [OrganicMetric]
  ) async throws(APIError) -> [String: [String: OrganicSeries]]? {
    guard ids.count > 1 else { return nil }
    do throws(APIError) {
      return try await client.pinsAnalytics(
        ids, range.closed, device: device, metrics: metrics, actingFor: account.id)
    } catch .forbidden {
      return nil
    } catch .refused(status: 404, _, _, _) {
      return nil
    }
  }

  public func monthlyViews() async throws -> Int64? {
    try await reading { () throws(APIError) in
      try await unlessMissing { () throws(APIError) in
        try await client.userAccount(actingFor: account.id).monthlyViews
      } ?? nil
    }
  }

  public func ownPins() async throws -> [KnownPin] {
    try await reading { () throws(APIError) in
      try await client.pins(actingFor: account.id)
        .filter { $0.isOwner ?? true }.map(KnownPin.init)
    }
  }

  public func pins(_ ids: [String]) async throws -> [String: KnownPin] {
    try await reading { () throws(APIError) in
      try await account.pins.prepare(Set(ids))
      var known: [String: KnownPin] = [:]
      for id in ids {
        known[id] = try await unlessMissing { () throws(APIError) in
          KnownPin(try await account.pins.pin(id))
        }
      }
      return known
    }
  }

  public func boardNames(_ ids: [String]) async throws -> [String: String] {
    try await reading { () throws(APIError) in
      var names: [String: String] = [:]
      for id in ids {
        names[id] =
          try await unlessMissing { () throws(APIError) in
            try await account.pins.board(id).name
          } ?? nil
      }
      return names
    }
  }

  public func obstacles(of pins: [KnownPin]) async throws -> [String: [String]] {
    try await reading { () throws(APIError) in
      try await account.pins.prepare(Set(pins.map(\.id)))
      var obstacles: [String: [String]] = [:]
      for known in pins {
        let pin = try await account.pins.pin(known.id)
        var board: WireBoard?
        if let id = pin.boardID {
          board = try await unlessMissing { () throws(APIError) in
            try await account.pins.board(id)
          }
        }
        obstacles[known.id] = pin.obstacles(on: board)
      }
      return obstacles
    }
  }

  /// Nothing for what is not there, or not for this account to see.
  private func unlessMissing<Value>(
    _ read: () async throws(APIError) -> Value
  ) async throws(APIError) -> Value? {
    do throws(APIError) {
      return try await read()
    } catch  where error.isMissingPin {
      return nil
    }
  }

  private func reading<Value>(
    _ read: () async throws(APIError) -> Value
  ) async throws(TargetFailure) -> Value {
    do throws(APIError) { return try await read() } catch { throw TargetFailure(error) }
  }
}

extension PinterestTarget {
  /// The same account, asked how its Pins do.
  public nonisolated var insights: PinterestInsights { PinterestInsights(connected) }
}

extension DayRange {
  var closed: ClosedRange<Day> { from...to }
}

extension KnownPin {
  init(_ pin: WirePin) {
    self.init(
      id: pin.id, title: pin.title.flatMap { $0.isEmpty ? nil : $0 }, board: pin.boardID,
      link: pin.link.flatMap { $0.isEmpty ? nil : $0 },
      createdAt: pin.createdAt.flatMap(Instant.init(wire:)))
  }
}

extension Instant {
  /// RFC 3339; where the API leaves the zone out, it is UTC.
  fileprivate init?(wire text: String) {
    guard let instant = Instant(parsing: text) ?? Instant(parsing: text + "Z") else { return nil }
    self = instant
  }
}

extension Metric {
  /// What the organic analytics call it; none for what they do not measure.
  var wire: OrganicMetric? {
    switch self {
    case .impressions: .impression
    case .engagements: .engagement
    case .pinClicks: .pinClick
    case .outboundClicks: .outboundClick
    case .saves: .save
    case .videoViews: .videoView
    case .videoAveragePlayTime: .videoAveragePlayTime
    case .videoPlayedTo95: .videoPlayedTo95
    case .video10sPlays: .video10sView
    case .videoTotalPlayTime: .videoPlayTime
    default: nil
    }
  }
}

extension Numbers {
  /// Counts as they are, play times from milliseconds to microseconds.
  init(_ metrics: [OrganicMetric: WireNumber]) {
    self.init()
    for metric in Metric.allCases {
      guard let wire = metric.wire, let number = metrics[wire] else { continue }
      let isTime = metric.unit != .count
      set(metric, isTime ? number.rounded(byPowerOfTen: 3) : number.whole)
    }
  }
}

extension WireNumber {
  /// The number times a power of ten, exact halves rounded up where that is not whole.
  func rounded(byPowerOfTen places: Int) -> Int64? {
    if let exact = scaled(byPowerOfTen: places) { return exact }
    let missing = -(exponent + places)
    guard missing > 0, missing < 19 else { return missing > 0 ? 0 : nil }
    let divisor = (0..<missing).reduce(Int64(1)) { power, _ in power * 10 }
    return Fraction(coefficient, over: divisor)?.rounded(scale: 1)
  }
}

extension OrganicSeries {
  /// The days of a range, with what is told of them.
  func numbers(of range: DayRange) -> [DayNumbers] {
    daily.filter { range.contains($0.day) }.map {
      DayNumbers($0.day, $0.status, Numbers($0.metrics))
    }
  }
}
