import AdsModel
import Synchronization
import TestSupport
import Testing

@testable import PinterestAPI

/// Files that are fetched, from a script.
final class Files: Sendable {
  private let state: Mutex<(replies: [Script.Reply], fetched: [String])>

  init(_ replies: Script.Reply...) { state = Mutex((replies, [])) }

  var fetched: [String] { state.withLock { $0.fetched } }

  var download: Download {
    Download(
      accepts: { $0.hasPrefix("https://") },
      fetch: { (address, take) throws(TransportFailure) in
        let reply = self.state.withLock { state in
          state.fetched.append(address)
          return state.replies.removeFirst()
        }
        if case .failure(let failure) = reply {
          // Half of a file comes before the connection ends.
          _ = take(Array(#"{"1":[{"CAMPAIGN_ID":"1","IMPRESSION_1":900},"#.utf8))
          throw failure
        }
        let response = try reply.get()
        guard (200..<300).contains(response.status) else { return response }
        var body = response.body[...]
        while !body.isEmpty {
          guard take(Array(body.prefix(10))) else { break }
          body = body.dropFirst(10)
        }
        return response
      })
  }
}

struct ReportTests {
  private func query() throws -> ReportQuery {
    ReportQuery(
      .campaign, AdsQuery(try october(1, 31), by: .day, columns: ["IMPRESSION_1"]),
      of: .campaigns(["1", "2"]))
  }

  private func client(_ script: Script, _ files: Files) -> PinterestClient {
    PinterestClient(
      transport: { (_, _) throws(TransportFailure) in throw .notSent("none") },
      token: .fixed(AccessToken("pina_geheim")),
      pace: Pace(
        begin: { (_) throws(CancellationError) in .zero }, end: { _, _ in },
        sleep: { (_) throws(CancellationError) in }, chance: { 0 }),
      download: files.download)
  }

  private func download(_ files: Files, _ address: String = "https://files.example/1?key=geheim")
    async throws(APIError) -> Int64
  {
    let query: ReportQuery
    do { query = try self.query() } catch { return -1 }
    return try await client(Script(), files).downloadReport(at: address, of: query, into: Int64(0))
    {
      $0 += $1.values[0]?.whole ?? 0
    }
  }

  @Test func `a report is asked for, asked about and may be asked for again`() async throws {
    let script = Script(
      .cut, .ok(#"{"report_status":"IN_PROGRESS","token":"t 1","message":null}"#),
      .ok(#"{"report_status":"IN_PROGRESS","url":null,"size":null}"#),
      .ok(#"{"report_status":"FINISHED","url":"https://files.example/1","size":12.0}"#))
    let client = script.client()
    var query = try query()
    query.query.clickWindow = 1
    let token = try await client.createReport(in: "9", query)
    #expect(token == "t 1")
    #expect(try await client.reportState(token, in: "9") == .inProgress)
    let finished = ReportState.finished(address: "https://files.example/1")
    #expect(try await client.reportState(token, in: "9") == finished)
    #expect(
      script.requests.map(\.target) == [
        "/ad_accounts/9/reports", "/ad_accounts/9/reports", "/ad_accounts/9/reports?token=t%201",
        "/ad_accounts/9/reports?token=t%201",
      ])
    #expect(
      String(decoding: script.requests[1].body ?? [], as: UTF8.self)
        == #"{"campaign_ids":["1","2"],"click_window_days":1,"columns":["CAMPAIGN_ID","IMPRESSION_1"],"end_date":"2026-10-31","granularity":"DAY","level":"CAMPAIGN","report_format":"JSON","start_date":"2026-10-01"}"#
    )
    #expect(script.requests.allSatisfy { $0.isRepeatable && $0.category == .adsAnalytics })
  }

  @Test func `a report by targeting has its own level`() async throws {
    let script = Script(.ok(#"{"token":"t"}"#))
    var query = try query()
    query.level = .ad
    query.scope = .account
    query.targetingTypes = ["GENDER"]
    _ = try await script.client().createReport(in: "9", query)
    #expect(
      String(decoding: script.requests[0].body ?? [], as: UTF8.self)
        == #"{"columns":["AD_ID","IMPRESSION_1"],"end_date":"2026-10-31","granularity":"DAY","level":"PIN_PROMOTION_TARGETING","report_format":"JSON","start_date":"2026-10-01","targeting_types":["GENDER"]}"#
    )
  }

  @Test(arguments: [
    (#"{"report_status":"EXPIRED"}"#, ReportState.gone),
    (#"{"report_status":"DOES_NOT_EXIST","url":null}"#, .gone),
    (#"{"report_status":"FAILED"}"#, .failed), (#"{"report_status":"CANCELLED"}"#, .failed),
    (#"{"report_status":"QUEUED_IN_A_LATER_VERSION"}"#, .inProgress), ("{}", .inProgress),
  ]) func `a report is in one of four states`(_ body: String, _ state: ReportState) async throws {
    #expect(try await Script(.ok(body)).client().reportState("t", in: "9") == state)
  }

  @Test func `what a report lacks is told`() async throws {
    let script = Script(.ok(#"{"report_status":"FAILED"}"#), .ok(#"{"report_status":"FINISHED"}"#))
    let client = script.client()
    let query = try query()
    let first = await failure { () throws(APIError) in
      try await client.createReport(in: "9", query)
    }
    #expect(first == .unreadable(reason: "token is missing", requestID: "r1"))
    let second = await failure { () throws(APIError) in
      try await client.reportState("t", in: "9")
    }
    #expect(second == .unreadable(reason: "url is missing", requestID: "r1"))
  }

  @Test func `a file that breaks off starts over, and no row counts twice`() async throws {
    let files = Files(
      .cut, .status(503, "<html>"),
      .ok(#"{"1":[{"CAMPAIGN_ID":"1","IMPRESSION_1":3}],"2":[{"IMPRESSION_1":4}]}"#))
    #expect(try await download(files) == 7)
    #expect(files.fetched.count == 3)
  }

  @Test(arguments: [403, 404, 410]) func `an address that is too old says so`(_ status: Int) async {
    let files = Files(.status(status, "<Error><Code>AccessDenied</Code></Error>"))
    let error = await failure { () throws(APIError) in try await download(files) }
    #expect(error?.isExpiredAddress == true)
    #expect(
      error?.description.hasPrefix(
        "Pinterest refused the request with status \(status): it gave no reason")
        == true)
  }

  @Test func `a file that is no report is unreadable`() async {
    let files = Files(.ok("<html>Bad gateway"), .ok(#"{"1":[{"IMPRESSION_1":3}]"#))
    let first = await failure { () throws(APIError) in try await download(files) }
    #expect(first == .unreadable(reason: "it is not a list of rows", requestID: nil))
    let second = await failure { () throws(APIError) in try await download(files) }
    #expect(second == .unreadable(reason: "it ends too early", requestID: nil))
  }

  @Test func `an address that is none is not fetched and not told`() async {
    let files = Files()
    let error = await failure { () throws(APIError) in
      try await download(files, "ftp://files.example/geheim")
    }
    #expect(
      error?.description
        == "the answer of Pinterest cannot be read: url is not an address with `https://`")
    #expect(files.fetched.isEmpty)
  }

  @Test(arguments: [
    ("https://api.pinterest.com", "https://files.example/1", true),
    ("https://api.pinterest.com", "http://files.example/1", false),
    ("https://api.pinterest.com", "http://127.0.0.1:80/1", false),
    ("https://api.pinterest.com", "https://me:secret@files.example/1", false),
    ("https://api.pinterest.com", "file:///etc/passwd", false),
    ("https://api.pinterest.com", "", false),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080/_emulator/files/1", true),
    ("http://127.0.0.1:8080", "http://files.example/1", false),
  ]) func `only what is over TLS is fetched, and an emulator's own`(
    _ host: String, _ address: String, _ isAccepted: Bool
  ) throws {
    let settings = try ConnectionSettings(
      environment: ["PINPLAN_PINTEREST_URL": host], version: "1")
    #expect(settings.accepts(download: address) == isAccepted)
  }

  @Test func `a file is fetched without the token, and as it comes`() async throws {
    let server = try await RawServer(
      RawServer.ok(#"[{"CAMPAIGN_ID":"1","IMPRESSION_1":3}]"#))
    let settings = try ConnectionSettings(
      environment: ["PINPLAN_PINTEREST_URL": server.url], version: "1.2.3")
    let http = HTTPTransport(settings)
    let client = PinterestClient(
      transport: http.transport, token: .fixed(AccessToken("pina_geheim")), pace: .unlimited,
      download: http.download)
    let sum = try await client.downloadReport(
      at: server.url + "/1?key=x", of: query(), into: Int64(0)
    ) {
      $0 += $1.values[0]?.whole ?? 0
    }
    #expect(sum == 3)
    let head = try #require(server.requests.first)
    #expect(head.hasPrefix("GET /1?key=x HTTP/1.1\r\n"))
    #expect(!head.lowercased().contains("authorization"))
    try await server.close()
  }
}
