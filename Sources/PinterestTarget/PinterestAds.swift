import AdsModel
import Applying
import Insights
import PinterestAPI

/// How the ads of a connected account do; every request of it reads, or asks for a report.
public struct PinterestAds: AdsSource {
  private let account: PinterestAccount
  private let today: Day
  private let tokens: ReportTokens
  private let progress: @Sendable (_ done: Int, _ count: Int) -> Void

  init(
    _ account: PinterestAccount, today: Day, tokens: ReportTokens,
    progress: @escaping @Sendable (_ done: Int, _ count: Int) -> Void
  ) {
    self.account = account
    self.today = today
    self.tokens = tokens
    self.progress = progress
  }

  private var client: PinterestClient { account.client }

  private static let columns = [
    "SPEND_IN_MICRO_DOLLAR", "IMPRESSION_1", "CLICKTHROUGH_1", "OUTBOUND_CLICK_1", "REPIN_1",
    "ENGAGEMENT_1", "VIDEO_MRC_VIEWS_1",
  ]

  public func counts(_ request: AdsRequest) async throws -> [AdsKey: AdCounts] {
    let query = request.query(Self.columns)
    let take: @Sendable (inout [AdsKey: AdCounts], AnalyticsRow) -> Void = { sums, row in
      let key = AdsKey(row.id, day: row.day, hour: row.hour, part: row.targetingValue)
      sums[key, default: AdCounts()] += AdCounts(row.values)
    }
    do throws(APIError) {
      if isLong(request.range) { return try await reported(request, query, take) }
      guard let split = request.split else {
        return try await client.adsAnalytics(
          in: account.id, request.scope.wire, query, into: [:], take)
      }
      return try await client.targetingAnalytics(
        in: account.id, request.scope.wire, types: [split.wire], query, into: [:], take)
    } catch {
      throw TargetFailure(error)
    }
  }

  /// Whether days go further back, or are more, than one answer has; then reports do.
  private func isLong(_ range: DayRange) -> Bool {
    let window = PinterestCapabilities.Analytics.ads
    return range.from < window.first(on: today) || range.count > window.longest
  }

  private func reported(
    _ request: AdsRequest, _ query: AdsQuery,
    _ take: @escaping @Sendable (inout [AdsKey: AdCounts], AnalyticsRow) -> Void
  ) async throws(APIError) -> [AdsKey: AdCounts] {
    let report = ReportQuery(
      request.scope.level, query, of: request.scope.wire,
      targetingTypes: request.split.map { [$0.wire] } ?? [])
    // A report of more ids than it takes has rows of others too.
    let wanted = request.scope.ids.map(Set.init)
    return try await account.longReport(
      report, tokens: tokens, progress: progress, into: [:]
    ) { sums, row in
      if wanted?.contains(row.id) ?? true { take(&sums, row) }
    }
  }

  public func campaigns() async throws -> [LiveCampaign] {
    do throws(APIError) {
      return try await client.campaigns(in: account.id, ListFilter(statuses: .all)).map {
        LiveCampaign(id: $0.id, isArchived: $0.status == "ARCHIVED")
      }
    } catch {
      throw TargetFailure(error)
    }
  }

  public func isFinal(_ day: Day) async throws -> Bool? {
    do throws(APIError) {
      return try await client.metricsReady(on: day).others
    } catch {
      throw TargetFailure(error)
    }
  }
}

extension PinterestTarget {
  /// The same account, asked how its ads do.
  ///
  /// `tokens` keeps those of reports for a run after a kill; `progress` counts reports.
  public nonisolated func ads(
    today: Day, tokens: ReportTokens = .none,
    progress: @escaping @Sendable (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) -> PinterestAds {
    PinterestAds(connected, today: today, tokens: tokens, progress: progress)
  }
}

extension AdsRequest {
  fileprivate func query(_ columns: [String]) -> AdsQuery {
    let granularity: AdsQuery.Granularity =
      switch step {
      case .total: .total
      case .day: .day
      case .hour: .hour
      }
    var query = AdsQuery(range.closed, by: granularity, columns: columns)
    query.clickWindow = clickWindow
    query.viewWindow = viewWindow
    query.reportTime = reportTime == .action ? .adAction : .conversion
    return query
  }
}

extension AdsRequest.Scope {
  fileprivate var level: ReportQuery.Level {
    switch self {
    case .account: .account
    case .campaigns: .campaign
    case .adGroups: .adGroup
    case .ads: .ad
    }
  }

  /// None for the account.
  fileprivate var ids: [String]? {
    switch self {
    case .account: nil
    case .campaigns(let ids), .adGroups(let ids), .ads(let ids): ids
    }
  }

  fileprivate var wire: AnalyticsScope {
    switch self {
    case .account: .account
    case .campaigns(let ids): .campaigns(ids)
    case .adGroups(let ids): .adGroups(ids)
    case .ads(let ids): .ads(ids)
    }
  }
}

extension PerformanceQuestion.Split {
  fileprivate var wire: String {
    switch self {
    case .country: "COUNTRY"
    case .gender: "GENDER"
    case .age: "AGE_BUCKET"
    case .device: "APPTYPE"
    case .placement: "PLACEMENT"
    case .keyword: "KEYWORD"
    case .interest: "TARGETED_INTEREST"
    case .audience: "AUDIENCE_INCLUDE"
    }
  }
}

extension AdCounts {
  /// Of a row's values in the order of the columns; what is left out is zero.
  fileprivate init(_ values: [WireNumber?]) {
    self.init()
    spend = values[0]?.rounded(byPowerOfTen: 0) ?? 0
    impressions = values[1]?.whole ?? 0
    pinClicks = values[2]?.whole ?? 0
    outboundClicks = values[3]?.whole ?? 0
    saves = values[4]?.whole ?? 0
    engagements = values[5]?.whole ?? 0
    videoViews = values[6]?.whole ?? 0
  }
}
