import AdsModel
import Applying
import PinterestAPI
import Synchronization
import TestSupport
import Testing

@testable import PinterestTarget

/// An account of two campaigns with two ad groups of two ads each, which have always delivered.
struct AnalyticsScene {
  let emulator: EmulatorProcess
  static let account = "549755885175"
  static let today = Day(number: 20_788)
  static let columns = ["SPEND_IN_MICRO_DOLLAR", "IMPRESSION_1", "CLICKTHROUGH_1"]

  let campaigns = (1...2).map { "60000\($0)" }
  let adGroups = (1...4).map { "70000\($0)" }
  let ads = (1...8).map { "80000\($0)" }

  init() throws {
    emulator = try EmulatorProcess(
      EmulatorExecutable.url(), options: ["--now", "2026-12-01T12:00:00Z"])
    let account = #""ad_account_id": "\#(Self.account)""#
    for campaign in campaigns {
      try make("campaigns", #""id": "\#(campaign)", "objective_type": "CONSIDERATION""#, account)
    }
    for (index, adGroup) in adGroups.enumerated() {
      let parent = campaigns[index / 2]
      try make("ad_groups", #""id": "\#(adGroup)", "campaign_id": "\#(parent)""#, account)
    }
    for (index, ad) in ads.enumerated() {
      try make(
        "ads",
        """
        "id": "\(ad)", "ad_group_id": "\(adGroups[index / 2])", "creative_type": "REGULAR",
        "campaign_id": "\(campaigns[index / 4])", "pin_id": "813744226420795884"
        """, account)
    }
  }

  private func make(_ kind: String, _ fields: String, _ account: String) throws {
    try emulator.ask(
      "POST", "entities/\(kind)", "{\(fields), \(account), \"status\": \"ACTIVE\", \"name\": \"x\"}"
    )
  }

  func set(_ settings: String) throws { try emulator.ask("PATCH", "settings", settings) }

  func account() async throws -> PinterestAccount {
    let connection = try await PinterestAPI.connect(
      account: Self.account, environment: emulator.environment, now: Self.today.start, version: "0")
    return PinterestAccount(connection.client, id: Self.account, timing: .immediate)
  }

  /// So many days that end yesterday.
  static func days(_ count: Int) -> ClosedRange<Day> {
    today.advanced(by: -count)...today.advanced(by: -1)
  }

  func query(
    _ days: ClosedRange<Day>, by granularity: AdsQuery.Granularity = .day,
    _ level: ReportQuery.Level = .ad, of scope: AnalyticsScope = .account,
    targeting: [String] = []
  ) -> ReportQuery {
    ReportQuery(
      level, AdsQuery(days, by: granularity, columns: Self.columns), of: scope,
      targetingTypes: targeting)
  }

  /// How often an operation was asked for.
  func count(_ operation: String) throws -> Int {
    try emulator.ask("GET", "requests?operation=\(operation)")
      .split(separator: "\"number\":", omittingEmptySubsequences: false).count - 1
  }
}

/// Sums by id and column, and how many rows they are of.
struct AnalyticsSums: Hashable, Sendable {
  private(set) var sums: [String: [Int64]] = [:]
  private(set) var rows = 0

  mutating func add(_ row: AnalyticsRow) {
    rows += 1
    var sum = sums[row.id] ?? row.values.map { _ in 0 }
    for (index, value) in row.values.enumerated() { sum[index] += value?.whole ?? 0 }
    sums[row.id] = sum
  }

  /// Over all ids.
  var total: [Int64] {
    sums.values.reduce([]) { sum, values in
      sum.isEmpty ? values : zip(sum, values).map { $0 + $1 }
    }
  }
}
