import AdsModel
import PinterestAPI
import Synchronization
import TestSupport
import Testing

@testable import PinterestTarget

/// Reports over long ranges, made by an emulator.
struct LongReportTests {
  private let scene: AnalyticsScene

  init() throws {
    scene = try AnalyticsScene()
    try scene.set(#"{"report_polls": 0}"#)
  }

  private func sums(_ query: ReportQuery, _ tokens: ReportTokens = .none) async throws
    -> AnalyticsSums
  {
    try await scene.account().longReport(query, tokens: tokens, into: AnalyticsSums()) {
      $0.add($1)
    }
  }

  private func failure(_ query: ReportQuery) async throws -> String? {
    let account = try await scene.account()
    do throws(APIError) {
      _ = try await account.longReport(query, into: 0) { _, _ in }
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `a report over 90 days says what the answers say`() async throws {
    let account = try await scene.account()
    let query = scene.query(AnalyticsScene.days(90))
    let answers = try await account.client.adsAnalytics(
      in: AnalyticsScene.account, .ads(scene.ads), query.query, into: AnalyticsSums()
    ) { $0.add($1) }
    #expect(answers.rows > 500)
    let report = try await sums(query)
    #expect(report == answers)
    try scene.set(#"{"report_rows_as_list": true}"#)
    #expect(try await sums(query) == answers)
  }

  @Test func `914 days are five reports, and every level has the same total`() async throws {
    let steps = Mutex<[[Int]]>([])
    let query = scene.query(AnalyticsScene.days(914))
    let record: @Sendable (Int, Int) -> Void = { done, count in
      steps.withLock { $0.append([done, count]) }
    }
    let byDay = try await scene.account().longReport(
      query, progress: record, into: AnalyticsSums()
    ) { $0.add($1) }
    #expect(steps.withLock { $0 } == [[0, 5], [1, 5], [2, 5], [3, 5], [4, 5], [5, 5]])
    #expect(try scene.count("analytics/create_report") == 5)
    #expect(byDay.rows > 6000)
    #expect(byDay.sums.keys.sorted() == scene.ads)
    for level in [ReportQuery.Level.account, .campaign, .adGroup] {
      let total = try await sums(scene.query(AnalyticsScene.days(914), by: .total, level))
      #expect(total.total == byDay.total, "\(level)")
    }
    let divided = try await sums(
      scene.query(AnalyticsScene.days(914), by: .month, .campaign, targeting: ["GENDER"]))
    #expect(divided.total == byDay.total)
    #expect(divided.sums.keys.sorted() == scene.campaigns)
  }

  @Test func `more ids than a report takes are all of the level`() async throws {
    let ids = (0...500).map { "90\($0)" }
    let parts = PinterestAccount.parts(
      of: scene.query(AnalyticsScene.days(187), of: .ads(ids)))
    #expect(parts.map(\.scope) == [.account, .account])
    #expect(
      parts.map { "\($0.query.days)" } == ["2026-05-28...2026-11-29", "2026-11-30...2026-11-30"])
    let few = scene.query(AnalyticsScene.days(2), of: .ads([scene.ads[0]]))
    #expect(try await sums(few).sums.keys.sorted() == [scene.ads[0]])
    let hours = PinterestAccount.parts(of: scene.query(AnalyticsScene.days(7), by: .hour))
    #expect(hours.count == 3)
  }

  @Test func `a run after a kill goes on with the reports that there are`() async throws {
    let kept = Mutex<[String: String]>([:])
    let tokens = ReportTokens(
      token: { key in kept.withLock { $0[key] } },
      keep: { (key, token) throws(APIError) in kept.withLock { $0[key] = token } })
    let query = scene.query(AnalyticsScene.days(400))
    let first = try await sums(query, tokens)
    #expect(try scene.count("analytics/create_report") == 3)
    #expect(try await sums(query, tokens) == first)
    #expect(try scene.count("analytics/create_report") == 3)
    // Another question is another report, and one that is gone is asked for again.
    _ = try await sums(scene.query(AnalyticsScene.days(400), by: .total), tokens)
    #expect(try scene.count("analytics/create_report") == 6)
    try scene.emulator.ask("PUT", "clock", #"{"advance": 3600}"#)
    #expect(try await sums(query, tokens) == first)
    #expect(try scene.count("analytics/create_report") == 9)
  }

  @Test func `a token that cannot be kept ends the run`() async throws {
    let tokens = ReportTokens(
      token: { _ in nil },
      keep: { (_, _) throws(APIError) in throw .notToBeSent("the disk is full") })
    await #expect(throws: APIError.notToBeSent("the disk is full")) {
      try await sums(scene.query(AnalyticsScene.days(2)), tokens)
    }
  }

  @Test func `a report that fails is made again three times`() async throws {
    let query = scene.query(AnalyticsScene.days(3))
    let expected = try await sums(query)
    try scene.set(#"{"failing_reports": 3}"#)
    #expect(try await sums(query) == expected)
    #expect(try scene.count("analytics/create_report") == 5)
    try scene.set(#"{"failing_reports": 7}"#)
    #expect(
      try await failure(query)
        == "Pinterest could not be read: the report from 2026-11-28 to 2026-11-30 was not made, 4 times; try again later"
    )
  }

  @Test func `oddities of answers and rows change no number`() async throws {
    let query = scene.query(AnalyticsScene.days(200))
    let plain = try await sums(query)
    try scene.set(
      """
      {"report_polls": 1, "unknown_enum_values": true, "missing_optional_fields": true,
       "reorder_lists": true, "numbers_as_decimals": true, "ids_as_numbers": true}
      """)
    #expect(try await sums(query) == plain)
  }

  @Test func `a report that is not finished is asked about again`() async throws {
    try scene.set(#"{"report_polls": 2}"#)
    let found = try await sums(scene.query(AnalyticsScene.days(3)))
    #expect(found.rows > 0)
    #expect(try scene.count("analytics/get_report") == 3)
  }

  @Test(arguments: [
    #"{"kind": "truncated_body"}"#, #"{"kind": "error_before_commit", "status": 503}"#,
    #"{"kind": "close_before_commit"}"#, #"{"kind": "slow", "after_ms": 300}"#,
    // The address of the first answer is too old.
    #"{"kind": "error_before_commit", "status": 403}"#, #"{"kind": "rate_limited"}"#,
  ]) func `a file that does not come the first time counts once`(_ fault: String) async throws {
    let query = scene.query(AnalyticsScene.days(30))
    let expected = try await sums(query)
    try scene.emulator.ask(
      "POST", "faults", fault.dropLast() + #", "match": {"operation": "reports/file"}}"#)
    #expect(try await sums(query) == expected)
  }

  @Test(arguments: [
    ("analytics/create_report", #"{"kind": "close_after_commit"}"#),
    ("analytics/create_report", #"{"kind": "error_after_commit"}"#),
    ("analytics/get_report", #"{"kind": "rate_limited", "retry_after": 1}"#),
    ("analytics/get_report", #"{"kind": "error_before_commit", "status": 500}"#),
  ]) func `asking again does no harm`(_ operation: String, _ fault: String) async throws {
    let query = scene.query(AnalyticsScene.days(3))
    let expected = try await sums(query)
    try scene.emulator.ask(
      "POST", "faults", fault.dropLast() + #", "match": {"operation": "\#(operation)"}}"#)
    #expect(try await sums(query) == expected)
  }

  @Test func `what never comes right is told`() async throws {
    let query = scene.query(AnalyticsScene.days(3))
    let cases = [
      (
        #"{"kind": "garbage_body"}"#,
        "the answer of Pinterest cannot be read: it is not a list of rows"
      ),
      (
        #"{"kind": "error_before_commit", "status": 404, "times": "always"}"#,
        "Pinterest could not be read: the report from 2026-11-28 to 2026-11-30 is finished, and each of 4 addresses of its file was refused; try again later"
      ),
      (
        #"{"kind": "error_before_commit", "status": 502, "times": "always"}"#,
        "Pinterest could not be read: status 502; try again later"
      ),
    ]
    for (fault, message) in cases {
      try scene.emulator.ask("DELETE", "faults")
      try scene.emulator.ask(
        "POST", "faults", fault.dropLast() + #", "match": {"operation": "reports/file"}}"#)
      let found = try #require(try await failure(query))
      #expect(found.hasPrefix(message), "\(found)")
    }
  }

  @Test func `nothing is changed, and nothing is sent but reads and requests for reports`()
    async throws
  {
    let before = try scene.emulator.ask("GET", "dump")
    _ = try await sums(scene.query(AnalyticsScene.days(400)))
    let counters = try scene.emulator.ask("GET", "counters")
    #expect(!counters.contains("ads_write"))
    #expect(!counters.contains("PATCH "))
    #expect(counters.split(separator: "POST ").count == 2)
    #expect(try scene.emulator.ask("GET", "dump") == before)
  }
}
