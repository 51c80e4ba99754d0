import Testing

@testable import PinterestEmulator

struct OrganicAnalyticsTests {
  private static let metrics = [
    "IMPRESSION", "ENGAGEMENT", "PIN_CLICK", "OUTBOUND_CLICK", "SAVE",
  ]

  /// Sums by day of the series that an answer has.
  private func daily(_ answer: Answer) -> [String: [Int]] {
    var sums: [String: [Int]] = [:]
    for series in (answer.body?.object ?? [:]).values {
      for day in series["daily_metrics"]?.array ?? [] {
        let values = Self.metrics.map { day["metrics"]?[$0]?.integer ?? 0 }
        let name = day["date"]?.string ?? ""
        sums[name] = sums[name].map { zip($0, values).map { $0 + $1 } } ?? values
      }
    }
    return sums
  }

  private func series(_ session: Session, _ more: String = "") async -> Answer {
    await session.send("GET", "/user_account/analytics?\(AnalyticsSession.days)\(more)")
  }

  @Test(arguments: ["APP_TYPE", "OWNED_CONTENT", "SOURCE", "PIN_FORMAT"])
  func `a split adds up to the whole`(_ field: String) async throws {
    let session = try await AnalyticsSession().session
    await #expect(daily(series(session, "&split_field=\(field)")) == daily(series(session)))
  }

  @Test(arguments: [
    ["content_type=PAID", "content_type=ORGANIC"],
    ["app_types=MOBILE", "app_types=TABLET", "app_types=WEB"],
    ["from_claimed_content=CLAIMED", "from_claimed_content=OTHER"],
    ["source=YOUR_PINS", "source=OTHER_PINS"],
    [
      "pin_format=ORGANIC_IMAGE", "pin_format=ORGANIC_VIDEO", "pin_format=ADS_STANDARD",
    ],
  ]) func `the values of a filter add up to the whole`(_ filters: [String]) async throws {
    let session = try await AnalyticsSession().session
    var sums: [String: [Int]] = [:]
    for filter in filters {
      let part = daily(await series(session, "&" + filter))
      #expect(part.values.contains { $0[0] > 0 }, "\(filter)")
      sums.merge(part) { zip($0, $1).map { $0 + $1 } }
    }
    #expect(sums == daily(await series(session)))
  }

  @Test func `what is paid is the sum of the ads`() async throws {
    let account = try await AnalyticsSession()
    let paid = daily(await series(account.session, "&content_type=PAID"))
    let columns = ["TOTAL_IMPRESSION", "TOTAL_ENGAGEMENT", "TOTAL_CLICKTHROUGH"]
    let ads = await account.rows("", columns: columns)
    #expect(ads.count == paid.count)
    // The last day is an estimate.
    for row in ads where row["DATE"] != "2027-02-28" {
      let values = columns.map { row[$0]?.integer ?? 0 }
      #expect(paid[row.text("DATE") ?? ""].map { Array($0.prefix(3)) } == values)
    }
  }

  @Test func `the Pins add up to what is the account's own`() async throws {
    let account = try await AnalyticsSession()
    var session = account.session
    session.token = "pina_secret"
    let pins = [
      "813744226420795884", "813744226420795885", "813744226420795886", "813744226420795887",
      "813744226420795888", "813744226420795889", "813744226420795891", "813744226420795892",
    ]
    let types = "metric_types=IMPRESSION,PIN_CLICK,OUTBOUND_CLICK,SAVE"
    let ids = pins.map { "&pin_ids=\($0)" }.joined()
    let many = await session.send("GET", "/pins/analytics?\(AnalyticsSession.days)&\(types)\(ids)")
    var sums = 0
    for pin in pins {
      let one = await session.send(
        "GET", "/pins/\(pin)/analytics?\(AnalyticsSession.days)&\(types)")
      #expect(one.body?["all"] == many.body?[pin]?["all"])
      sums += one.body?["all"]?["summary_metrics"]?["IMPRESSION"]?.integer ?? 0
    }
    let all = await series(session, "&source=YOUR_PINS")
    #expect(all.body?["all"]?["summary_metrics"]?["IMPRESSION"]?.integer == sums)
    let devices = await session.send(
      "GET",
      "/pins/\(pins[0])/analytics?\(AnalyticsSession.days)&\(types)&split_field=APP_TYPE")
    #expect(Set((devices.body?.object ?? [:]).keys) == ["MOBILE", "TABLET", "WEB"])
    #expect(
      daily(devices).values.map { $0[0] }.reduce(0, +)
        == many.body?[pins[0]]?["all"]?["summary_metrics"]?["IMPRESSION"]?.integer)
  }

  @Test func `the best Pins are in order, and are the sums of their days`() async throws {
    let session = try await AnalyticsSession().session
    for order in Self.metrics {
      let answer = await session.send(
        "GET", "/user_account/analytics/top_pins?\(AnalyticsSession.days)&sort_by=\(order)")
      let pins = answer.body?["pins"]?.array ?? []
      let values = pins.compactMap { $0["metrics"]?[order]?.integer }
      #expect(values.count == 8)
      #expect(values == values.sorted(by: >))
      #expect(answer.body?["sort_by"]?.string == order)
    }
    let videos = await session.send(
      "GET",
      "/user_account/analytics/top_video_pins?\(AnalyticsSession.days)&sort_by=VIDEO_AVG_WATCH_TIME&num_of_pins=1"
    )
    let pin = try #require(videos.body?["pins"]?.array?.first)
    #expect(pin["pin_id"] == "813744226420795886")
    let total = try #require(pin["metrics"]?["VIDEO_V50_WATCH_TIME"]?.double)
    let views = try #require(pin["metrics"]?["VIDEO_MRC_VIEW"]?.double)
    #expect(pin["metrics"]?["VIDEO_AVG_WATCH_TIME"]?.double == total / views)
    let new = await session.send(
      "GET",
      "/user_account/analytics/top_pins?\(AnalyticsSession.days)&sort_by=SAVE&created_in_last_n_days=30"
    )
    #expect(new.body?["pins"] == [])
  }

  @Test func `the last two days are estimates that go down, and are zero while they are processed`()
    async throws
  {
    let account = try await AnalyticsSession()
    let session = account.session
    func day(_ date: String) async -> (JSON?, Int) {
      let answer = await session.send(
        "GET", "/user_account/analytics?start_date=2027-02-26&end_date=2027-02-28")
      let days = answer.body?["all"]?["daily_metrics"]?.array ?? []
      let day = days.first { $0["date"]?.string == date }
      return (day?["data_status"], day?["metrics"]?["IMPRESSION"]?.integer ?? 0)
    }
    #expect(await day("2027-02-27").0 == "READY")
    let estimate = await day("2027-02-28")
    #expect(estimate.0 == "ESTIMATE")
    await account.set(["analytics_processing": true])
    let processed = await day("2027-02-28")
    #expect(processed.0 == "PROCESSING" && processed.1 == 0)
    _ = await session.admin("PUT", "clock", ["advance": 172_800])
    let ready = await day("2027-02-28")
    #expect(ready.0 == "READY" && ready.1 > 0 && ready.1 < estimate.1)
  }

  @Test func `a day can be of any state, or missing`() async throws {
    let account = try await AnalyticsSession()
    let session = account.session
    let set = await session.admin(
      "PATCH", "analytics",
      ["status": ["2026-12-02": "IN_BAD_TAG_DATE"], "missing": ["2026-12-03"]])
    #expect(set.body == ["status": ["2026-12-02": "IN_BAD_TAG_DATE"], "missing": ["2026-12-03"]])
    let days = await series(session).body?["all"]?["daily_metrics"]?.array ?? []
    #expect(days.count == 89)
    #expect(days[1]["data_status"] == "IN_BAD_TAG_DATE")
    #expect(days[1]["metrics"]?["IMPRESSION"] == 0)
    #expect(days[2]["date"] == "2026-12-04")
    await account.set(["audience_threshold": 1_000_000])
    let small = await series(session).body?["all"]?["daily_metrics"]?.array ?? []
    #expect(small[0]["data_status"] == "AUDIENCE_TOTAL_SMALLER_THAN_THRESHOLD")
    await account.set(["audience_threshold": 0, "history_days": 0])
    _ = await session.admin(
      "PATCH", "entities/pins/\(Session.pin)", ["created_at": "2027-01-15T09:00:00Z"])
    let pin = await session.send(
      "GET",
      "/pins/\(Session.pin)/analytics?\(AnalyticsSession.days)&metric_types=SAVE,TOTAL_COMMENTS")
    let own = pin.body?["all"]?["daily_metrics"]?.array ?? []
    let before = own.filter { $0["data_status"] == "BEFORE_PIN_CREATED" }.compactMap {
      $0["date"]?.string
    }
    #expect(before.last == "2027-01-14")
    #expect(pin.body?["all"]?["lifetime_metrics"]?["TOTAL_COMMENTS"]?.integer != nil)
    let wrong = await session.admin("PATCH", "analytics", ["status": ["2026-12-02": "LATE"]])
    #expect(
      wrong.body?["message"]?.string?.hasPrefix(#"status "LATE" is not one of PROCESSING, READY"#)
        == true)
    let nameless = await session.admin("PATCH", "analytics", ["days": []])
    #expect(nameless.body?["message"] == "days is not part of this; there are status and missing.")
  }

  @Test func `an account without delivery has its days, and nothing in them`() async throws {
    let account = try await AnalyticsSession()
    await account.set(["delivery": false])
    let sums = daily(await series(account.session))
    #expect(sums.count == 90)
    #expect(sums.values.allSatisfy { $0 == [0, 0, 0, 0, 0] })
    let top = await account.session.send(
      "GET", "/user_account/analytics/top_pins?\(AnalyticsSession.days)&sort_by=SAVE")
    #expect(top.body?["pins"] == [])
  }

  @Test(arguments: [
    (
      "/user_account/analytics?start_date=2026-11-30&end_date=2027-01-01", 400, 400,
      "Invalid user accounts analytics parameters. start_date 2026-11-30 is more than 90 days before today."
    ),
    (
      "/user_account/analytics?start_date=2027-01-01&end_date=2027-01-02&ad_account_id=1", 403, 403,
      "Not authorized to access the user account analytics."
    ),
    (
      "/user_account/analytics/top_pins?start_date=2027-01-01&end_date=2027-01-02", 400, 400,
      "sort_by is required."
    ),
    (
      "/user_account/analytics/top_pins?start_date=2027-01-01&end_date=2027-01-02&sort_by=SAVE&num_of_pins=51",
      400, 400, "num_of_pins must be a number from 1.0 to 50.0"
    ),
    (
      "/pins/1/analytics?start_date=2027-01-01&end_date=2027-01-02&metric_types=SAVE", 404, 404,
      "Pin not found."
    ),
    (
      "/pins/813744226420795890/analytics?start_date=2027-01-01&end_date=2027-01-02&metric_types=SAVE",
      403, 403, "Not authorized to access board or Pin."
    ),
    (
      "/pins/813744226420795889/analytics?start_date=2027-01-01&end_date=2027-01-02&metric_types=SAVE",
      403, 403, "Not authorized to access board or Pin."
    ),
    (
      "/pins/813744226420795884/analytics?start_date=2027-01-01&end_date=2027-01-02", 400, 400,
      "Invalid pins analytics parameters. metric_types is required."
    ),
    (
      "/pins/analytics?start_date=2027-01-01&end_date=2027-01-02&metric_types=SAVE&pin_ids=1", 404,
      50, "Pin not found."
    ),
    (
      "/pins/analytics?start_date=2027-01-01&end_date=2027-01-02&metric_types=SAVE&pin_ids=813744226420795890",
      401, 7, "Not authorized to access board or Pin."
    ),
    (
      "/pins/analytics?start_date=2027-01-03&end_date=2027-01-02&metric_types=SAVE&pin_ids=1", 400,
      1,
      "Invalid multi_pins analytics parameters. end_date 2027-01-02 is before start_date 2027-01-03."
    ),
  ]) func `what cannot be told is refused in Pinterest's words`(
    _ path: String, _ status: Int, _ code: Int, _ message: String
  ) async throws {
    let answer = await (try Session()).send("GET", path)
    #expect(answer.status == status)
    #expect(answer.body == ["code": .integer(code), "message": .string(message)])
  }

  @Test func `many Pins at once are a beta that can be closed, and are 100 at most`() async throws {
    let account = try await AnalyticsSession()
    let path = "/pins/analytics?\(AnalyticsSession.days)&metric_types=SAVE"
    let many = (0..<101).map { "&pin_ids=\($0)" }.joined()
    #expect(
      await account.session.send("GET", path + many).body?["message"]?.string
        == "pin_ids has 101 items; 1 to 100 are allowed")
    await account.set(["multi_pin_analytics": false])
    let closed = await account.session.send("GET", path + "&pin_ids=\(Session.pin)")
    #expect(closed.status == 403)
    #expect(
      closed.body == ["code": 29, "message": "You are not permitted to access that resource."])
  }

  @Test(arguments: [1, 400])
  func `a seed may have one board with one Pin, or 400 with titles of any text`(_ count: Int)
    async throws
  {
    let title = "=HYPERLINK(\"x\")\u{202E}<script>\u{0}'\n"
    let boards = (1...count).map { number -> JSON in
      ["id": .string(String(7000 + number)), "name": .string(title), "privacy": "PUBLIC"]
    }
    let pins = (1...count).map { number -> JSON in
      [
        "id": .string(String(9000 + number)), "board_id": .string(String(7000 + number)),
        "title": .string(title), "is_owner": true, "created_at": "2026-01-01T00:00:00Z",
        "link": "https://northwind.example/",
      ]
    }
    let seed: JSON = ["boards": .array(boards), "pins": .array(pins)]
    let session = try Session { $0.seedText = seed.text }
    var found = 0
    var bookmark = ""
    repeat {
      let page = await session.send("GET", "/pins?page_size=250\(bookmark)")
      let items = page.body?["items"]?.array ?? []
      #expect(items.allSatisfy { $0["title"]?.string == title })
      found += items.count
      bookmark = page.body?["bookmark"]?.string.map { "&bookmark=\($0)" } ?? ""
    } while !bookmark.isEmpty
    #expect(found == count)
    let top = await session.send(
      "GET", "/user_account/analytics/top_pins?\(AnalyticsSession.days)&sort_by=SAVE&num_of_pins=50"
    )
    #expect(top.body?["pins"]?.array?.count == min(count, 50))
    let ids = (1...min(count, 100)).map { "&pin_ids=\(9000 + $0)" }.joined()
    let many = await session.send(
      "GET", "/pins/analytics?\(AnalyticsSession.days)&metric_types=SAVE\(ids)")
    #expect(many.body?.object?.count == min(count, 100))
  }

  @Test func `oddities reach the numbers too`() async throws {
    let account = try await AnalyticsSession()
    await account.set([
      "unknown_enum_values": true, "missing_optional_fields": true, "reorder_lists": true,
      "numbers_as_decimals": true,
    ])
    let all = await series(account.session).body?["all"]
    let days = all?["daily_metrics"]?.array ?? []
    #expect(all?["summary_metrics"] == nil)
    #expect(days.first?["date"] == "2027-02-28")
    #expect(days.first?["data_status"] == "RECALCULATING")
    #expect(days.last?["data_status"] == "READY")
    guard case .number = days.last?["metrics"]?["IMPRESSION"] else {
      Issue.record("it is a whole number")
      return
    }
    await account.set(["fractional_counts": true])
    let broken = await account.rows("", by: "TOTAL", columns: ["IMPRESSION_1"])
    let impressions = try #require(broken.first?["IMPRESSION_1"]?.double)
    #expect(impressions.truncatingRemainder(dividingBy: 1) == 0.5)
    let token = await account.reportToken([:])
    #expect(await account.state(token) == ["report_status": "QUEUED"])
    let file = await account.file(await account.state(token)["url"]?.string ?? "")
    let rows = try JSON(parsing: file.raw ?? [])[account.ads[0]]?.array ?? []
    let dates = rows.compactMap { $0["DATE"]?.string }
    #expect(dates.count > 1 && dates == dates.sorted(by: >))
  }

  @Test func `another seed is another account, and the same seed the same`() async throws {
    let account = try await AnalyticsSession()
    let first = daily(await series(account.session))
    await account.set(["analytics_seed": 2])
    #expect(daily(await series(account.session)) != first)
    await account.set(["analytics_seed": 1])
    #expect(daily(await series(account.session)) == first)
  }
}
