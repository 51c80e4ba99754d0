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

  public func counts(_ request: AdsRequest) async throws -> AdSums {
    let query = request.query(GatheredCounts.columns)
    let take: @Sendable (inout GatheredCounts, AnalyticsRow) -> Void = { counts, row in
      counts.add(row, request.granularity)
    }
    do throws(APIError) {
      return try await gathered(request, query, take).sums()
    } catch {
      throw TargetFailure(error)
    }
  }

  private func gathered(
    _ request: AdsRequest, _ query: AdsQuery,
    _ take: @escaping @Sendable (inout GatheredCounts, AnalyticsRow) -> Void
  ) async throws(APIError) -> GatheredCounts {
    if isLong(request.range) { return try await reported(request, query, take) }
    guard let split = request.split else {
      return try await client.adsAnalytics(
        in: account.id, request.scope.wire, query, into: GatheredCounts(), take)
    }
    return try await client.targetingAnalytics(
      in: account.id, request.scope.wire, types: [split.wire], query, into: GatheredCounts(), take)
  }

  /// Whether days go further back, or are more, than one answer has; then reports do.
  private func isLong(_ range: DayRange) -> Bool {
    let window = PinterestCapabilities.Analytics.ads
    return range.from < window.first(on: today) || range.count > window.longest
  }

  private func reported(
    _ request: AdsRequest, _ query: AdsQuery,
    _ take: @escaping @Sendable (inout GatheredCounts, AnalyticsRow) -> Void
  ) async throws(APIError) -> GatheredCounts {
    let report = ReportQuery(
      request.scope.level, query, of: request.scope.wire,
      targetingTypes: request.split.map { [$0.wire] } ?? [])
    // A report of more ids than it takes has rows of others too.
    let wanted = request.scope.ids.map(Set.init)
    return try await account.longReport(
      report, tokens: tokens, progress: progress, into: GatheredCounts()
    ) { counts, row in
      if wanted?.contains(row.id) ?? true { take(&counts, row) }
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
