import AdsModel
import PinterestAPI
import TestSupport
import Testing

@testable import PinterestTarget

/// The client's questions about numbers, answered by an emulator.
struct AnalyticsContractTests {
  private let scene: AnalyticsScene

  init() throws { scene = try AnalyticsScene() }

  private static let days = AnalyticsScene.days(60)

  private func sums(
    _ scope: AnalyticsScope, by granularity: AdsQuery.Granularity = .day
  ) async throws -> AnalyticsSums {
    let query = AdsQuery(Self.days, by: granularity, columns: AnalyticsScene.columns)
    return try await scene.account().client.adsAnalytics(
      in: AnalyticsScene.account, scope, query, into: AnalyticsSums()
    ) { $0.add($1) }
  }

  @Test(arguments: [AdsQuery.Granularity.total, .day, .week, .month])
  func `every level has the same total`(_ granularity: AdsQuery.Granularity) async throws {
    let ads = try await sums(.ads(scene.ads), by: granularity)
    #expect(ads.sums.keys.sorted() == scene.ads)
    #expect(ads.total.allSatisfy { $0 > 0 })
    for scope in [
      AnalyticsScope.account, .campaigns(scene.campaigns), .adGroups(scene.adGroups),
    ] {
      let found = try await sums(scope, by: granularity)
      #expect(found.total == ads.total, "\(scope)")
    }
    let pins = try await sums(
      .pins(["813744226420795884"], campaign: scene.campaigns[0]), by: granularity)
    let campaign = try await sums(.campaigns([scene.campaigns[0]]), by: granularity)
    #expect(pins.total == campaign.total)
  }

  @Test func `numbers as decimals and ids as numbers are the same numbers`() async throws {
    let plain = try await sums(.ads(scene.ads))
    try scene.set(#"{"numbers_as_decimals": true, "ids_as_numbers": true}"#)
    #expect(try await sums(.ads(scene.ads)) == plain)
    try scene.set(#"{"analytics_zeros": true}"#)
    let zeros = try await sums(.ads(scene.ads))
    #expect(zeros.sums == plain.sums)
    #expect(zeros.rows == 8 * 60)
  }

  @Test func `hours are told apart`() async throws {
    let query = AdsQuery(
      AnalyticsScene.days(2), by: .hour, columns: AnalyticsScene.columns)
    let hours = try await scene.account().client.adsAnalytics(
      in: AnalyticsScene.account, .account, query, into: Set<Int>()
    ) { if let hour = $1.hour, $1.day != nil { $0.insert(hour) } }
    #expect(hours == Set(0..<24))
  }

  @Test(arguments: ["GENDER", "AGE_BUCKET", "COUNTRY", "APPTYPE", "PLACEMENT"])
  func `the parts of a split have the total`(_ type: String) async throws {
    let client = try await scene.account().client
    let query = AdsQuery(Self.days, by: .total, columns: AnalyticsScene.columns)
    for scope in [
      AnalyticsScope.account, .campaigns(scene.campaigns), .adGroups(scene.adGroups),
      .ads(scene.ads),
    ] {
      let found = try await client.targetingAnalytics(
        in: AnalyticsScene.account, scope, types: [type], query, into: AnalyticsSums()
      ) { sums, row in
        if row.targetingType == type, row.targetingValue != nil { sums.add(row) }
      }
      let whole = try await sums(scope, by: .total)
      #expect(found.sums == whole.sums, "\(scope)")
    }
  }

  @Test func `an account is the sum of any of its splits`() async throws {
    let client = try await scene.account().client
    let whole = try await client.userAnalytics(Self.days, actingFor: AnalyticsScene.account)
    let impressions = try #require(whole.values.first?.summary[.impression]?.whole)
    #expect(whole.count == 1 && whole.values.first?.daily.count == 60)
    #expect(whole.values.first?.daily.last?.status == .estimate)
    for split in InsightsFilter.allCases.compactMap(\.splitField) {
      let parts = try await client.userAnalytics(
        Self.days, split: split, actingFor: AnalyticsScene.account)
      #expect(parts.count > 1)
      let sum = parts.values.reduce(Int64(0)) { $0 + ($1.summary[.impression]?.whole ?? 0) }
      #expect(sum == impressions)
    }
    #expect(impressions > 0)
  }

  @Test func `Pins are read together, one by one where that is closed, and by rank`() async throws {
    let client = try await scene.account().client
    let account = AnalyticsScene.account
    let pins = try await client.pins(actingFor: account).map(\.id)
    let metrics = [OrganicMetric.impression, .save, .totalReactions]
    let many = try await client.pinsAnalytics(
      pins, Self.days, metrics: metrics, actingFor: account)
    #expect(many.keys.sorted() == pins.sorted())
    let top = try await client.topPins(
      Self.days, by: .impression, count: 50, actingFor: account)
    for pin in top.pins where many[pin.id] != nil {
      let own = many[pin.id]?.values.first?.daily.filter { $0.status == .ready } ?? []
      let sum = own.reduce(Int64(0)) { $0 + ($1.metrics[.impression]?.whole ?? 0) }
      #expect((pin.metrics[.impression]?.whole ?? 0) >= sum)
    }
    try scene.set(#"{"multi_pin_analytics": false}"#)
    do throws(APIError) {
      _ = try await client.pinsAnalytics(pins, Self.days, metrics: metrics, actingFor: account)
      Issue.record("it is open")
    } catch {
      guard case .forbidden = error else {
        Issue.record("\(error)")
        return
      }
    }
    for pin in pins.prefix(2) {
      let one = try await client.pinAnalytics(
        pin, Self.days, metrics: metrics, actingFor: account)
      #expect(one == many[pin])
    }
    let videos = try await client.topVideoPins(
      Self.days, by: .videoAveragePlayTime, count: 5, actingFor: account)
    #expect(videos.pins.map(\.id) == ["813744226420795886"])
    #expect(videos.pins[0].metrics[.videoAveragePlayTime] != nil)
  }

  @Test func `boards, definitions and ready days are read`() async throws {
    let client = try await scene.account().client
    let boards = try await client.boards(actingFor: AnalyticsScene.account)
    #expect(boards.map(\.name) == ["Sofas", "Ad-only Pins", "Family"])
    #expect(try await client.metricDefinitions().contains { $0.name == "SPEND_IN_MICRO_DOLLAR" })
    let ready = try await client.metricsReady(on: AnalyticsScene.today.advanced(by: -1))
    #expect(ready.others == true && ready.conversions == false)
  }

  @Test func `a refusal of Pinterest is told in its words`() async throws {
    let client = try await scene.account().client
    let query = AdsQuery(
      AnalyticsScene.days(91), by: .day, columns: AnalyticsScene.columns)
    do throws(APIError) {
      _ = try await client.adsAnalytics(
        in: AnalyticsScene.account, .account, query, into: 0
      ) { _, _ in }
      Issue.record("it was answered")
    } catch {
      #expect(
        error.description.hasPrefix(
          "Pinterest refused the request with status 400: \"Invalid ad account analytics parameters. start_date 2026-09-01 is more than 90 days before today.\""
        ))
    }
  }
}
