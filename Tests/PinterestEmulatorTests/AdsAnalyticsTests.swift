import Testing

@testable import PinterestEmulator

struct AdsAnalyticsTests {
  @Test(arguments: ["DAY", "WEEK", "MONTH", "TOTAL"])
  func `every level is the sum of the one below`(_ granularity: String) async throws {
    let account = try await AnalyticsSession()
    let ads = await account.rows("ads", account.ads, by: granularity)
    let sums = AnalyticsSession.daily(ads)
    #expect(!sums.isEmpty && sums.values.allSatisfy { ($0["SPEND_IN_MICRO_DOLLAR"] ?? 0) > 0 })
    for (level, ids) in [
      ("ad_groups", account.adGroups), ("campaigns", account.campaigns), ("", []),
    ] {
      let rows = await account.rows(level, ids, by: granularity)
      #expect(AnalyticsSession.daily(rows) == sums, "\(level)")
    }
    for campaign in account.campaigns.indices {
      let own = await account.rows("campaigns", [account.campaigns[campaign]], by: "TOTAL")
      let groups = Array(account.adGroups[(campaign * 2)...].prefix(2))
      let below = await account.rows("ad_groups", groups, by: "TOTAL")
      #expect(AnalyticsSession.sums(own) == AnalyticsSession.sums(below))
      #expect(own.count == 1 && own[0]["CAMPAIGN_ID"]?.string == account.campaigns[campaign])
    }
  }

  @Test func `periods begin where weeks and months do, and are the sums of their days`()
    async throws
  {
    let account = try await AnalyticsSession()
    let days = AnalyticsSession.sums(await account.rows("ads", account.ads))
    for (granularity, first, count) in [("WEEK", "2026-11-30", 13), ("MONTH", "2026-12-01", 3)] {
      let rows = await account.rows("", by: granularity)
      #expect(rows.first?["DATE"]?.string == first)
      #expect(rows.count == count)
      #expect(AnalyticsSession.sums(rows) == days)
    }
    let total = await account.rows("", by: "TOTAL")
    #expect(total.count == 1 && total[0]["DATE"] == nil)
    #expect(AnalyticsSession.sums(total) == days)
  }

  @Test func `hours add up to their day, and today has only those that are over`() async throws {
    let account = try await AnalyticsSession()
    let columns = ["IMPRESSION_1", "SPEND_IN_MICRO_DOLLAR"]
    let span = "start_date=2027-02-27&end_date=2027-03-01"
    let hours = await account.rows("", by: "HOUR", days: span, columns: columns)
    let days = await account.rows("", by: "DAY", days: span, columns: columns)
    let byDay = Dictionary(grouping: hours) { $0.text("DATE") ?? "" }
    #expect(days.count == 3)
    for day in days {
      let own = byDay[day.text("DATE") ?? ""] ?? []
      for column in columns {
        #expect(own.reduce(0) { $0 + ($1[column]?.integer ?? 0) } == day[column]?.integer)
      }
    }
    let today = (byDay["2027-03-01"] ?? []).compactMap { $0["HOUR"]?.integer }
    #expect(today.allSatisfy { (0..<12).contains($0) })
    _ = await account.session.admin("PUT", "clock", ["advance": 36_000])
    let later = await account.rows("", by: "DAY", days: span, columns: columns)
    #expect((later[2]["IMPRESSION_1"]?.integer ?? 0) > (days[2]["IMPRESSION_1"]?.integer ?? 0))
    #expect(later.prefix(2) == days.prefix(2))
  }

  @Test func `the parts of a split add up to the whole`() async throws {
    let account = try await AnalyticsSession()
    for adGroup in account.adGroups {
      let keywords: JSON = [
        "parent_id": .string(adGroup),
        "keywords": [
          ["match_type": "BROAD", "value": "sofa"], ["match_type": "EXACT", "value": "sofa"],
          ["match_type": "EXACT", "value": "couch"],
          ["match_type": "EXACT_NEGATIVE", "value": "used"],
        ],
      ]
      _ = await account.session.ads("POST", "keywords", keywords)
    }
    let types = ["GENDER", "AGE_BUCKET", "COUNTRY", "APPTYPE", "PLACEMENT", "KEYWORD", "LOCATION"]
    let filter = account.adGroups.map { "&ad_group_ids=\($0)" }.joined()
    let columns = AnalyticsSession.counts.joined(separator: ",")
    let answer = await account.session.ads(
      "GET",
      "ad_groups/targeting_analytics?\(AnalyticsSession.days)&granularity=DAY&columns=\(columns)&targeting_types=\(types.joined(separator: ","))\(filter)"
    )
    let whole = AnalyticsSession.daily(await account.rows("", by: "DAY"))
    let data = answer.body?["data"]?.array ?? []
    for type in types {
      let rows = data.filter { $0["targeting_type"] == .string(type) }
      let metrics = rows.compactMap { $0["metrics"]?.object }
      #expect(AnalyticsSession.daily(metrics) == whole, "\(type)")
    }
    let keywords = Set(
      data.filter { $0["targeting_type"] == "KEYWORD" }.compactMap { $0["targeting_value"]?.string }
    )
    #expect(keywords == ["sofa", "couch"])
    let wide = await account.session.ads(
      "GET",
      "targeting_analytics?\(AnalyticsSession.days)&granularity=TOTAL&columns=\(columns)&targeting_types=GENDER"
    )
    let rows = (wide.body?["data"]?.array ?? []).compactMap { $0["metrics"]?.object }
    #expect(rows.count == 3)
    #expect(AnalyticsSession.sums(rows) == AnalyticsSession.sums(await account.rows("", by: "DAY")))
  }

  @Test func `zeros are left out with rows that have nothing else, unless they are asked for`()
    async throws
  {
    let account = try await AnalyticsSession()
    let one = [account.ads[0]]
    let sparse = await account.rows("ads", one)
    #expect((60..<90).contains(sparse.count))
    #expect(!sparse.contains { $0.values.contains(0) })
    await account.set(["analytics_zeros": true])
    let full = await account.rows("ads", one)
    #expect(full.count == 90)
    #expect(full.contains { $0["IMPRESSION_1"] == 0 })
    #expect(AnalyticsSession.sums(full) == AnalyticsSession.sums(sparse))
  }

  @Test func `conversions follow the windows, and are not told by the hour`() async throws {
    let account = try await AnalyticsSession()
    let columns = ["TOTAL_CHECKOUT", "SPEND_IN_MICRO_DOLLAR"]
    func checkouts(_ more: String) async -> Int {
      let rows = await account.rows("", by: "TOTAL", columns: columns, more)
      return rows.first?["TOTAL_CHECKOUT"]?.integer ?? 0
    }
    let all = await checkouts("")
    #expect(await checkouts("&click_window_days=30&view_window_days=1") == all)
    let week = await checkouts("&click_window_days=7")
    let none = await checkouts("&click_window_days=0&view_window_days=0")
    #expect(all > week && week > none && none > 0)
    let byDay = await account.rows("", columns: columns)
    let later = await account.rows(
      "", columns: columns, "&conversion_report_time=TIME_OF_CONVERSION")
    let checkoutsByDay = { (rows: [Row]) in rows.map { $0["TOTAL_CHECKOUT"]?.integer ?? 0 } }
    #expect(Array(checkoutsByDay(byDay).dropLast()) == Array(checkoutsByDay(later).dropFirst()))
    let hours = await account.rows(
      "", by: "HOUR", days: "start_date=2027-02-27&end_date=2027-02-28", columns: columns)
    #expect(!hours.isEmpty && hours.allSatisfy { $0["TOTAL_CHECKOUT"] == nil })
  }

  @Test func `a schedule bounds what is delivered, and so does the creation`() async throws {
    let account = try await AnalyticsSession()
    let session = account.session
    _ = await session.admin(
      "PATCH", "entities/campaigns/\(account.campaigns[0])",
      ["end_time": .integer(Emulator.seconds("2027-01-11T00:00:00Z") ?? 0)])
    let rows = await account.rows("campaigns", [account.campaigns[0]])
    #expect(rows.compactMap { $0.text("DATE") }.max() == "2027-01-10")
    await account.set(["history_days": 0])
    #expect(await account.rows("campaigns", [account.campaigns[1]]).isEmpty)
    let today = "start_date=2027-03-01&end_date=2027-03-01"
    let new = await account.rows("campaigns", [account.campaigns[1]], days: today)
    #expect(new.compactMap { $0.text("DATE") } == ["2027-03-01"])
    await account.set(["delivery": false])
    #expect(await account.rows("", days: today).isEmpty)
  }

  @Test func `names, states and rates come along as columns`() async throws {
    let account = try await AnalyticsSession()
    let rows = await account.rows(
      "ads", [account.ads[0]], by: "TOTAL",
      columns: [
        "CAMPAIGN_NAME", "AD_GROUP_ID", "PIN_ID", "CTR", "SPEND_IN_DOLLAR", "CLICKTHROUGH_1",
        "IMPRESSION_1", "SPEND_IN_MICRO_DOLLAR", "QUIZ_COMPLETED",
      ])
    let row = try #require(rows.first)
    #expect(row["CAMPAIGN_NAME"] == "Spring")
    #expect(row["AD_GROUP_ID"]?.string == account.adGroups[0])
    #expect(row["PIN_ID"]?.string == Session.pin)
    #expect(row["QUIZ_COMPLETED"] == nil)
    let clicks = try #require(row["CLICKTHROUGH_1"]?.double)
    let impressions = try #require(row["IMPRESSION_1"]?.double)
    #expect(row["CTR"]?.double == clicks / impressions)
    let spend = try #require(row["SPEND_IN_MICRO_DOLLAR"]?.double)
    #expect(row["SPEND_IN_DOLLAR"]?.double == spend / 1e6)
  }

  @Test func `Pins of a campaign are the sums of the ads that show them`() async throws {
    let account = try await AnalyticsSession()
    let columns = AnalyticsSession.counts.joined(separator: ",")
    let answer = await account.session.ads(
      "GET",
      "pins/analytics?\(AnalyticsSession.days)&granularity=DAY&columns=\(columns)&campaign_id=\(account.campaigns[0])&pin_ids=\(Session.pin)"
    )
    let rows = (answer.body?.array ?? []).compactMap(\.object)
    let ads = await account.rows("ads", Array(account.ads.prefix(4)))
    #expect(AnalyticsSession.daily(rows) == AnalyticsSession.daily(ads))
    #expect(rows.allSatisfy { $0["PIN_ID"]?.string == Session.pin })
    let byPin = await account.session.ads(
      "GET",
      "ads/analytics?\(AnalyticsSession.days)&granularity=DAY&columns=\(columns)&campaign_ids=\(account.campaigns[0])&pin_ids=\(Session.pin)"
    )
    #expect((byPin.body?.array ?? []).compactMap(\.object) == ads)
  }

  @Test(arguments: [
    (
      "campaigns/analytics?start_date=2026-11-30&end_date=2027-02-01&granularity=DAY&columns=CTR&campaign_ids=1",
      "Invalid ad account campaign analytics parameters. start_date 2026-11-30 is more than 90 days before today."
    ),
    (
      "ad_groups/analytics?start_date=2026-12-01&end_date=2027-03-02&granularity=DAY&columns=CTR&ad_group_ids=1",
      "Invalid ad account ad group analytics parameters. end_date 2027-03-02 is more than 90 days after start_date 2026-12-01."
    ),
    (
      "ads/analytics?start_date=2027-02-20&end_date=2027-02-21&granularity=HOUR&columns=CTR&ad_ids=1",
      "Invalid ad account ads analytics parameters. start_date 2027-02-20 is more than 8 days before today."
    ),
    (
      "ads/analytics?start_date=2027-02-22&end_date=2027-02-26&granularity=HOUR&columns=CTR&ad_ids=1",
      "Invalid ad account ads analytics parameters. end_date 2027-02-26 is more than 3 days after start_date 2027-02-22."
    ),
    (
      "analytics?start_date=2027-02-30&end_date=2027-02-26&granularity=DAY&columns=CTR",
      "Invalid ad account analytics parameters. start_date '2027-02-30' is not a date."
    ),
    (
      "analytics?start_date=2027-02-27&end_date=2027-02-26&granularity=DAY&columns=CTR",
      "Invalid ad account analytics parameters. end_date 2027-02-26 is before start_date 2027-02-27."
    ),
    (
      "analytics?start_date=2027-02-27&end_date=2027-03-02&granularity=DAY&columns=CTR",
      "Invalid ad account analytics parameters. end_date 2027-03-02 is in the future."
    ),
    (
      "analytics?start_date=2027-02-27&end_date=2027-02-28&granularity=DAY",
      "Invalid ad account analytics parameters. columns is required."
    ),
    (
      "ads/analytics?start_date=2027-02-27&end_date=2027-02-28&granularity=DAY&columns=CTR&pin_ids=1",
      "Invalid ad account ads analytics parameters. ad_ids, or campaign_ids and pin_ids, are required."
    ),
    (
      "analytics?start_date=2027-02-27&end_date=2027-02-28&granularity=YEAR&columns=CTR",
      #"granularity "YEAR" is not one of TOTAL, DAY, HOUR, WEEK, MONTH"#
    ),
    (
      "analytics?start_date=2027-02-27&end_date=2027-02-28&granularity=DAY&columns=CTR&view_window_days=2",
      "view_window_days 2 is not one of 0, 1, 7, 14, 30, 60"
    ),
    (
      "targeting_analytics?start_date=2027-02-27&end_date=2027-02-28&granularity=DAY&columns=CTR",
      "targeting_types is required."
    ),
  ]) func `what is beyond the limits is refused`(_ path: String, _ message: String) async throws {
    let session = try Session()
    let answer = await session.ads("GET", path)
    #expect(answer.status == 400)
    #expect(answer.body?["code"] == 400)
    #expect(answer.body?["message"]?.string == message)
  }

  @Test func `a request names 250 entities at most`() async throws {
    let session = try Session()
    let ids = (0..<251).map { "&ad_ids=\($0)" }.joined()
    let answer = await session.ads(
      "GET",
      "ads/analytics?start_date=2027-02-27&end_date=2027-02-28&granularity=DAY&columns=CTR\(ids)")
    #expect(
      answer.body?["message"]?.string == "ad_ids has 251 items; 1 to 250 are allowed")
  }

  @Test func `betas are closed, and who has no role for numbers sees none`() async throws {
    let account = try await AnalyticsSession()
    let session = account.session
    let period = "start_date=2027-02-27&end_date=2027-02-28&granularity=DAY&columns=CTR"
    let closed = [
      "analytics?\(period)&reporting_timezone=PINTEREST_TIME_ZONE",
      "campaigns/analytics?\(period)&campaign_ids=1&aggregate_report_rows=true",
      "targeting_analytics?\(period)&targeting_types=AGE_BUCKET_AND_GENDER",
    ]
    for path in closed {
      let answer = await session.ads("GET", path)
      #expect(answer.status == 403)
      #expect(
        answer.body
          == ["code": 29, "message": "You are not permitted to access that resource."])
    }
    await account.set(["age_and_gender_analytics": true])
    #expect(await session.ads("GET", closed[2]).status == 200)
    for (role, status) in [("ANALYST", 200), ("AUDIENCE_MANAGER", 403), ("CAMPAIGN_MANAGER", 200)] {
      _ = await session.admin(
        "PATCH", "entities/ad_accounts/\(Session.account)", ["permissions": [.string(role)]])
      #expect(await session.ads("GET", "analytics?\(period)").status == status, "\(role)")
    }
  }

  @Test func `metrics are defined, and a day is ready when it is over`() async throws {
    let session = try Session()
    func names(_ type: String) async -> Set<String> {
      let answer = await session.send("GET", "/resources/delivery_metrics\(type)")
      return Set((answer.body?["items"]?.array ?? []).compactMap { $0["name"]?.string })
    }
    let all = await names("")
    #expect(await names("?report_type=ASYNC") == all)
    #expect(
      all.subtracting(await names("?report_type=SYNC")) == [
        "TOTAL_ADD_TO_CART", "TOTAL_VIEW_CATEGORY",
      ])
    for (day, others, conversions) in [
      ("2027-02-27", true, true), ("2027-02-28", true, false), ("2027-03-01", false, false),
    ] {
      let answer = await session.send("GET", "/resources/metrics_ready_state?date=\(day)")
      #expect(
        answer.body == [
          "non_conversion_metrics_ready": .boolean(others),
          "conversion_metrics_ready": .boolean(conversions),
        ])
    }
  }
}
