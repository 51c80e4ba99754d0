import AdsModel
import PinterestAPI
import Testing

/// Days in October 2026.
func october(_ first: Int, _ last: Int) throws -> ClosedRange<Day> {
  let start = try #require(Day(year: 2026, month: 10, day: first))
  return start...(try #require(Day(year: 2026, month: 10, day: last)))
}

struct AnalyticsTests {
  private static let series = """
    {"all": {"summary_metrics": {"IMPRESSION": 240, "SAVE_RATE": 0.18, "CLOSEUP": 1},
      "daily_metrics": [
        {"date": "2026-10-01", "data_status": "READY",
         "metrics": {"IMPRESSION": 240, "SAVE_RATE": 0.18, "SAVE": null}},
        {"date": "2026-10-02", "data_status": "BEFORE_PIN_CREATED", "metrics": {}},
        {"date": "2026-10-03", "data_status": "LATER_WORD"}]}}
    """

  @Test func `an account is asked for with its filters, and nothing that is the default`()
    async throws
  {
    let script = Script(.ok(Self.series))
    var filters = InsightsFilters()
    filters.claimed = .claimed
    filters.pinFormat = .idea
    filters.device = .desktop
    filters.contentType = .paid
    filters.source = .yours
    let found = try await script.client().userAnalytics(
      october(1, 3), filters.wires[0], metrics: [.impression, .saveRate],
      split: InsightsFilter.pinFormat.splitField, actingFor: "9")
    #expect(
      script.requests.map(\.target) == [
        "/user_account/analytics?start_date=2026-10-01&end_date=2026-10-03&metric_types=IMPRESSION%2CSAVE_RATE&ad_account_id=9&content_type=PAID&from_claimed_content=CLAIMED&app_types=WEB&source=YOUR_PINS&pin_format=ADS_IDEA&split_field=PIN_FORMAT"
      ])
    let all = try #require(found["all"])
    #expect(all.summary[.impression]?.whole == 240)
    #expect(all.summary[.saveRate]?.scaled(byPowerOfTen: 2) == 18)
    #expect(all.daily.map(\.status.rawValue) == ["READY", "BEFORE_PIN_CREATED", "LATER_WORD"])
    #expect(all.daily[0].metrics.count == 2)
    #expect(all.daily[2].metrics.isEmpty)
    #expect(script.told.first?.category == .orgAnalytics)
  }

  @Test func `the best Pins come with the state of each number`() async throws {
    let answer = """
      {"date_availability": {"latest_available_timestamp": 1790812799000, "is_realtime": false},
       "sort_by": "SAVE", "pins": [{"pin_id": 7, "metrics": {"SAVE": 3, "IMPRESSION": 9},
       "data_status": {"SAVE": "READY", "IMPRESSION": "ESTIMATE"}}]}
      """
    let script = Script(.ok(answer), .ok(answer))
    let client = script.client()
    let found = try await client.topPins(
      october(1, 30), by: .save, metrics: [.save, .impression], count: 50, onlyNew: true,
      actingFor: "9")
    _ = try await client.topVideoPins(october(1, 30), by: .save, count: 1, actingFor: "9")
    #expect(
      script.requests.map(\.target) == [
        "/user_account/analytics/top_pins?start_date=2026-10-01&end_date=2026-10-30&metric_types=SAVE%2CIMPRESSION&ad_account_id=9&sort_by=SAVE&num_of_pins=50&created_in_last_n_days=30",
        "/user_account/analytics/top_video_pins?start_date=2026-10-01&end_date=2026-10-30&metric_types=IMPRESSION%2CSAVE%2CVIDEO_MRC_VIEW%2CVIDEO_AVG_WATCH_TIME%2CVIDEO_V50_WATCH_TIME%2CQUARTILE_95_PERCENT_VIEW%2CVIDEO_10S_VIEW%2CVIDEO_START%2COUTBOUND_CLICK&ad_account_id=9&sort_by=SAVE&num_of_pins=1",
      ])
    #expect(found.latest?.description == "2026-09-30T23:59:59Z")
    #expect(found.pins.map(\.id) == ["7"])
    #expect(found.pins[0].status == [.save: .ready, .impression: .estimate])
  }

  @Test func `many Pins are asked for by the hundred, and one alone by its own`() async throws {
    let script = Script([.ok("{}"), .ok("{}"), .ok(Self.series)])
    let client = script.client()
    let pins = (1...101).map(String.init)
    _ = try await client.pinsAnalytics(
      pins, october(1, 1), metrics: [.impression], actingFor: "9")
    _ = try await client.pinAnalytics(
      "5", october(1, 1), device: .tablet, metrics: [.save], splitByDevice: true, actingFor: "9")
    let asked = script.requests.prefix(2).map { $0.query.filter { $0.name == "pin_ids" }.count }
    #expect(asked.sorted() == [1, 100])
    #expect(
      script.requests.last?.target
        == "/pins/5/analytics?start_date=2026-10-01&end_date=2026-10-01&metric_types=SAVE&ad_account_id=9&app_types=TABLET&split_field=APP_TYPE"
    )
  }

  @Test func `campaigns are asked for by 250 and in addresses that are not too long`()
    async throws
  {
    let script = Script(
      Array(repeating: .ok(#"[{"CAMPAIGN_ID":"1","IMPRESSION_1":2}]"#), count: 3))
    var query = AdsQuery(try october(1, 2), by: .day, columns: ["IMPRESSION_1"])
    query.clickWindow = 7
    query.viewWindow = 0
    query.reportTime = .conversion
    let ids = (0..<501).map { String(626_735_565_838 + $0) }
    let sum = try await script.client().adsAnalytics(in: "9", .campaigns(ids), query, into: 0) {
      $0 += Int($1.values[0]?.whole ?? 0)
    }
    #expect(sum == 6)
    #expect(
      script.requests.map { $0.query.filter { $0.name == "campaign_ids" }.count }.sorted()
        == [1, 250, 250])
    #expect(script.requests.allSatisfy { $0.target.utf8.count < 8000 })
    #expect(
      script.requests[0].target.hasPrefix(
        "/ad_accounts/9/campaigns/analytics?start_date=2026-10-01&end_date=2026-10-02&columns=CAMPAIGN_ID%2CIMPRESSION_1&granularity=DAY&click_window_days=7&view_window_days=0&conversion_report_time=TIME_OF_CONVERSION&campaign_ids="
      ))
    #expect(script.told.first?.category == .adsAnalytics)
  }

  @Test func `long ids make fewer to a request`() async throws {
    let script = Script(Array(repeating: .ok("[]"), count: 9))
    let ids = (0..<250).map { String(268_000_000_000_000_000 + $0) }
    let query = AdsQuery(
      try october(1, 2), by: .total, columns: Array(repeating: "SPEND_IN_MICRO_DOLLAR", count: 80))
    _ = try await script.client().adsAnalytics(in: "9", .adGroups(ids), query, into: 0) { _, _ in }
    #expect(script.requests.count > 1)
    #expect(script.requests.allSatisfy { $0.target.utf8.count <= 7500 })
    let asked = script.requests.flatMap(\.query).filter { $0.name == "ad_group_ids" }
    #expect(asked.map(\.value).sorted() == ids)
  }

  @Test(arguments: [
    (AnalyticsScope.account, "/ad_accounts/9/analytics?", "AD_ACCOUNT_ID"),
    (.adGroups(["1"]), "/ad_accounts/9/ad_groups/analytics?", "AD_GROUP_ID"),
    (.ads(["1"]), "/ad_accounts/9/ads/analytics?", "AD_ID"),
    (.pins(["1"], campaign: "2"), "/ad_accounts/9/pins/analytics?", "PIN_ID"),
  ]) func `each level has its address and its ids`(
    _ scope: AnalyticsScope, _ path: String, _ column: String
  ) async throws {
    let script = Script(.ok("[{\"\(column)\":\"5\",\"SPEND_IN_DOLLAR\":1.5}]"))
    let query = AdsQuery(try october(1, 2), by: .total, columns: ["SPEND_IN_DOLLAR"])
    let found = try await script.client().adsAnalytics(
      in: "9", scope, query, into: [AnalyticsRow]()
    ) { $0.append($1) }
    #expect(script.requests.allSatisfy { $0.target.hasPrefix(path) })
    #expect(found.map(\.id) == ["5"])
    #expect(found[0].values[0]?.scaled(byPowerOfTen: 6) == 1_500_000)
  }

  @Test func `targeting is asked for with its types`() async throws {
    let script = Script(.ok(#"{"data":[]}"#))
    let query = AdsQuery(try october(1, 2), by: .total, columns: ["IMPRESSION_1"])
    let count = try await script.client().targetingAnalytics(
      in: "9", .adGroups(["4"]), types: ["GENDER", "COUNTRY"], query, into: 0
    ) { count, _ in count += 1 }
    #expect(count == 0)
    #expect(
      script.requests.map(\.target) == [
        "/ad_accounts/9/ad_groups/targeting_analytics?targeting_types=GENDER%2CCOUNTRY&start_date=2026-10-01&end_date=2026-10-02&columns=AD_GROUP_ID%2CIMPRESSION_1&granularity=TOTAL&ad_group_ids=4"
      ])
  }

  @Test func `an answer that is no list of rows fails the whole`() async throws {
    let script = Script(.ok(#"[{"IMPRESSION_1":1}"#))
    let query = AdsQuery(try october(1, 2), by: .total, columns: ["IMPRESSION_1"])
    let error = await failure { () throws(APIError) in
      try await script.client().adsAnalytics(in: "9", .account, query, into: 0) { _, _ in }
    }
    #expect(error == .unreadable(reason: "it ends too early", requestID: "r1"))
  }

  @Test(arguments: [
    ("{}", "daily_metrics is missing"),
    (
      #"{"daily_metrics":[{"date":"x","data_status":"READY"}]}"#,
      "daily_metrics[0].date is not a day"
    ),
    (#"{"daily_metrics":[{"date":"2026-10-01"}]}"#, "daily_metrics[0].data_status is missing"),
    (
      #"{"daily_metrics":[{"date":"2026-10-01","data_status":"READY","metrics":{"SAVE":"x"}}]}"#,
      "daily_metrics[0].metrics.SAVE is not a number of at most 18 digits"
    ),
  ]) func `a series of another shape says where`(_ body: String, _ reason: String) async throws {
    let script = Script(.ok(#"{"all":\#(body)}"#))
    let days = try october(1, 1)
    let error = await failure { () throws(APIError) in
      try await script.client().userAnalytics(days, actingFor: "9")
    }
    #expect(error == .unreadable(reason: "all." + reason, requestID: "r1"))
  }

  @Test func `definitions, ready days and boards are read`() async throws {
    let script = Script(
      .ok(#"{"items":[{"name":"CTR","category":"ADS","definition":"d","display_name":"CTR"}]}"#),
      .ok(#"{"conversion_metrics_ready":false,"non_conversion_metrics_ready":true}"#),
      .ok(#"{"items":[{"id":"1","name":"Sofas"}],"bookmark":null}"#))
    let client = script.client()
    #expect(try await client.metricDefinitions(ofReports: false).map(\.name) == ["CTR"])
    let ready = try await client.metricsReady(on: october(1, 1).lowerBound)
    #expect(ready.conversions == false && ready.others == true)
    #expect(try await client.boards(actingFor: "9").map(\.name) == ["Sofas"])
    #expect(
      script.requests.map(\.target) == [
        "/resources/delivery_metrics?report_type=SYNC",
        "/resources/metrics_ready_state?date=2026-10-01",
        "/boards?ad_account_id=9&privacy=ALL&page_size=250",
      ])
  }
}
