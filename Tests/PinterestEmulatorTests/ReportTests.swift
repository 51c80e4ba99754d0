import Testing

@testable import PinterestEmulator

struct ReportTests {
  private func rows(_ answer: Answer) throws -> [String: [Row]] {
    let body = try JSON(parsing: answer.raw ?? [])
    return (body.object ?? [:]).mapValues { ($0.array ?? []).compactMap(\.object) }
  }

  @Test func `a report is polled and then fetched, and says what answers say`() async throws {
    let account = try await AnalyticsSession()
    let token = await account.reportToken([:])
    #expect(
      await account.state(token) == ["report_status": "IN_PROGRESS", "url": .null, "size": .null])
    let finished = await account.state(token)
    #expect(finished["report_status"] == "FINISHED")
    let file = await account.file(finished["url"]?.string ?? "")
    let found = try rows(file)
    #expect(found.keys.sorted() == account.ads.sorted())
    let answers = await account.rows("ads", account.ads)
    for ad in account.ads {
      let expected = answers.filter { $0["AD_ID"]?.string == ad }.map { $0.without("AD_ID") }
      #expect(found[ad] == expected)
    }
  }

  @Test(arguments: ["CAMPAIGN", "AD_GROUP", "ADVERTISER"])
  func `each level of reports adds up to the same`(_ level: String) async throws {
    let account = try await AnalyticsSession()
    let found = try rows(await account.report(["level": .string(level)])).values.flatMap(\.self)
    let ads = await account.rows("ads", account.ads)
    #expect(AnalyticsSession.daily(found) == AnalyticsSession.daily(ads))
  }

  @Test func `a report reaches 914 days back in slices of 186`() async throws {
    let account = try await AnalyticsSession()
    let long: Row = ["start_date": "2024-08-29", "end_date": "2025-03-03", "granularity": "MONTH"]
    #expect(try rows(await account.report(long)).count == account.ads.count)
    let cases: [(Row, String)] = [
      (
        ["start_date": "2024-08-28", "end_date": "2024-08-29"],
        "start_date 2024-08-28 is more than 914 days before today."
      ),
      (
        ["start_date": "2024-08-29", "end_date": "2025-03-04"],
        "end_date 2025-03-04 is more than 186 days after start_date 2024-08-29."
      ),
      (
        ["start_date": "2027-02-01", "end_date": "2027-02-02", "granularity": "HOUR"],
        "start_date 2027-02-01 is more than 8 days before today."
      ),
      (["level": "CAMPAIGN_TARGETING"], "targeting_types go with a level that ends in _TARGETING."),
      (["start_hour": 3], "Hours are for hourly reports."),
    ]
    for (fields, message) in cases {
      #expect(
        await account.reportToken(fields)
          == "Invalid ad account ads analytics parameters. \(message)")
    }
    #expect(
      await account.reportToken(["columns": ["CLICKS"]]).hasPrefix(
        #"body.columns[0] "CLICKS" is not one of "#))
    #expect(
      await account.reportToken(["ad_ids": JSON((0..<501).map(String.init))])
        == "body.ad_ids has 501 items; 1 to 500 are allowed")
    #expect(
      await account.reportToken(["level": "KEYWORD"])
        == "The emulator makes no reports of level KEYWORD.")
  }

  @Test func `an address is good for five minutes and a report for an hour`() async throws {
    let account = try await AnalyticsSession()
    let token = await account.reportToken([:])
    _ = await account.state(token)
    let first = await account.state(token)["url"]?.string ?? ""
    #expect(await account.file(first).status == 200)
    _ = await account.session.admin("PUT", "clock", ["advance": 300])
    #expect(await account.file(first).status == 403)
    let second = await account.state(token)["url"]?.string ?? ""
    #expect(second != first)
    #expect(await account.file(second).status == 200)
    _ = await account.session.admin("PUT", "clock", ["advance": 3300])
    #expect(await account.state(token)["report_status"] == "EXPIRED")
    #expect(await account.state("nonsense")["report_status"] == "DOES_NOT_EXIST")
    #expect(await account.file("nonsense").status == 403)
    let other = await account.session.send(
      "GET", "/ad_accounts/549755885176/reports?token=\(token)")
    #expect(other.body?["report_status"] == "DOES_NOT_EXIST")
  }

  @Test func `the next reports fail as often as a switch says`() async throws {
    let account = try await AnalyticsSession()
    await account.set(["failing_reports": 2, "report_polls": 0])
    var states: [JSON?] = []
    for _ in 0..<3 { states.append(await account.state(account.reportToken([:]))["report_status"]) }
    #expect(states == ["FAILED", "FAILED", "FINISHED"])
  }

  @Test func `a report comes as a list, by date, or with commas`() async throws {
    let account = try await AnalyticsSession()
    let fields: Row = ["columns": ["AD_ID", "IMPRESSION_1", "VIDEO_MRC_VIEWS_1", "CAMPAIGN_NAME"]]
    let plain = try rows(await account.report(fields))
    let all = account.ads.flatMap { plain[$0] ?? [] }
    let byDate = try rows(await account.report(fields.with(["primary_sort": "BY_DATE"])))
    #expect(byDate.keys.contains("2026-12-01"))
    #expect(byDate.values.map(\.count).reduce(0, +) == all.count)
    let commas = await account.report(fields.with(["report_format": "CSV"]))
    let lines = String(decoding: commas.raw ?? [], as: UTF8.self).split(separator: "\n")
    #expect(lines.count == all.count + 1)
    #expect(lines[0] == "DATE,AD_ID,IMPRESSION_1,VIDEO_MRC_VIEWS_1,CAMPAIGN_NAME")
    let first = all[0]
    #expect(
      lines[1]
        == "\(first.text("DATE") ?? ""),\(account.ads[0]),\(first["IMPRESSION_1"]?.integer ?? 0),0,Spring"
    )
    await account.set(["report_rows_as_list": true])
    let list = try JSON(parsing: await account.report(fields).raw ?? [])
    #expect(list.array?.compactMap(\.object) == all)
  }

  @Test func `a report is narrowed by ids, objectives and states`() async throws {
    let account = try await AnalyticsSession()
    _ = await account.session.admin(
      "PATCH", "entities/ads/\(account.ads[0])", ["status": "PAUSED"])
    let cases: [(Row, [String])] = [
      (["campaign_ids": [.string(account.campaigns[1])]], Array(account.ads.suffix(4))),
      (["ad_group_ids": [.string(account.adGroups[0])]], Array(account.ads.prefix(2))),
      (["ad_ids": [.string(account.ads[3])]], [account.ads[3]]),
      (["ad_statuses": ["PAUSED"]], [account.ads[0]]),
      (["campaign_objective_types": ["AWARENESS"]], []),
    ]
    for (fields, expected) in cases {
      #expect(try rows(await account.report(fields)).keys.sorted() == expected.sorted())
    }
  }

  @Test func `a report by targeting has its values in every row`() async throws {
    let account = try await AnalyticsSession()
    let found = try rows(
      await account.report([
        "level": "CAMPAIGN_TARGETING", "targeting_types": ["GENDER"], "granularity": "TOTAL",
      ])
    ).values.flatMap(\.self)
    #expect(found.count == 6)
    #expect(Set(found.compactMap { $0.text("TARGETING_VALUE") }) == ["female", "male", "unknown"])
    #expect(AnalyticsSession.sums(found) == AnalyticsSession.sums(await account.rows("")))
  }

  @Test func `faults reach the file too`() async throws {
    let account = try await AnalyticsSession()
    await account.set(["report_polls": 0])
    let address = await account.state(account.reportToken([:]))["url"]?.string ?? ""
    let kinds: [(JSON, Int, Delivery.Manner)] = [
      (["kind": "truncated_body", "match": ["operation": "reports/file"]], 200, .truncated),
      (
        ["kind": "error_before_commit", "status": 503, "match": ["category": "files"]], 503, .whole
      ),
      (
        ["kind": "slow", "after_ms": 7, "match": ["path_prefix": "/_files"]], 200,
        .late(milliseconds: 7)
      ),
      (["kind": "close_before_commit", "match": ["operation": "reports/file"]], 500, .close),
    ]
    for (fault, status, manner) in kinds {
      _ = await account.session.admin("POST", "faults", fault)
      let delivery = await account.delivery(address)
      #expect(delivery.answer.status == status)
      #expect(delivery.manner == manner)
    }
    #expect(await account.delivery(address).manner == .whole)
  }

  @Test func `a file is not in the record, which is of the API alone`() async throws {
    let account = try await AnalyticsSession()
    await account.set(["report_polls": 0])
    let address = await account.state(account.reportToken([:]))["url"]?.string ?? ""
    _ = await account.file(address)
    let log = await account.session.admin("GET", "requests?operation=reports/file")
    let entry = try #require(log.body?["items"]?.array?.first)
    #expect(entry["path"]?.string?.hasPrefix("/_files/") == true)
    #expect(entry["response"] == .null)
  }
}
