import TestSupport
import Testing

@testable import PinterestAPI

struct NetworkTests {
  private static let read = APIRequest(
    .get, "/pins/{pin_id}", ids: ["5"], query: [("ad_account_id", "9")], category: .orgRead,
    isRepeatable: true)

  private func send(
    _ request: APIRequest = read, to url: String, _ environment: [String: String] = [:]
  ) async throws -> Result<APIResponse, TransportFailure> {
    let settings = try ConnectionSettings(
      environment: environment.merging(["PINPLAN_PINTEREST_URL": url]) { $1 }, version: "1.2.3")
    let http = HTTPTransport(settings)
    do throws(TransportFailure) {
      return .success(try await http.transport(request, AccessToken("pina_geheim")))
    } catch {
      return .failure(error)
    }
  }

  @Test func `a request goes out with its token and comes back with its headers`() async throws {
    let server = try await RawServer(
      RawServer.ok(
        #"{"id":"5"}"#,
        "x-pinterest-rid: abc-1\r\nx-ratelimit-limit: 10\r\nx-ratelimit-remaining: 3\r\nx-ratelimit-reset: 7\r\n"
      ))
    let answer = try await send(to: server.url)
    #expect(
      answer
        == .success(
          APIResponse(
            status: 200, body: Array(#"{"id":"5"}"#.utf8), requestID: "abc-1",
            quota: RateQuota(limit: 10, remaining: 3, reset: .seconds(7)))))
    let head = try #require(server.requests.first)
    #expect(head.hasPrefix("GET /v5/pins/5?ad_account_id=9 HTTP/1.1\r\n"))
    #expect(head.contains("authorization: Bearer pina_geheim\r\n"))
    #expect(head.contains("user-agent: pinplan/1.2.3\r\n"))
    try await server.close()
  }

  @Test func `a body goes out as JSON`() async throws {
    let server = try await RawServer(
      .send("HTTP/1.1 429 Slow\r\nretry-after: 12\r\ncontent-length: 0\r\n\r\n"))
    let request = APIRequest(
      .patch, "/x", body: Array("[1]".utf8), category: .adsWrite, isRepeatable: false)
    let answer = try await send(request, to: server.url)
    #expect(answer == .success(APIResponse(status: 429, retryAfter: .seconds(12))))
    let text = try #require(server.requests.first)
    #expect(text.contains("content-type: application/json\r\n"))
    #expect(text.hasSuffix("\r\n\r\n[1]"))
    try await server.close()
  }

  @Test func `a redirect is an answer and is not followed`() async throws {
    let other = try await RawServer(RawServer.ok("{}"))
    let server = try await RawServer(
      .send(
        "HTTP/1.1 302 Found\r\nlocation: \(other.url)/stolen\r\ncontent-length: 0\r\n\r\n"))
    #expect(try await send(to: server.url) == .success(APIResponse(status: 302)))
    #expect(other.requests.isEmpty)
    try await server.close()
    try await other.close()
  }

  @Test func `nobody listening is surely not sent`() async throws {
    let server = try await RawServer()
    let url = server.url
    try await server.close()
    let answer = try await send(to: url)
    let place = url.dropFirst("http://".count)
    #expect(
      answer
        == .failure(
          .notSent("no connection to \"\(place)\": connection refused")))
  }

  @Test func `an unknown host is surely not sent`() async throws {
    let answer = try await send(to: "https://nowhere.invalid")
    #expect(answer == .failure(.notSent(#"no such host: "nowhere.invalid""#)))
  }

  @Test func `a server without TLS is told apart from an answer`() async throws {
    let server = try await RawServer()
    let answer = try await send(
      to: server.url.replacing("http:", with: "https:"), ["PINPLAN_REQUEST_TIMEOUT": "2"])
    #expect(answer == .failure(.notSent("the host takes no connection in time")))
    try await server.close()
  }

  @Test(arguments: [
    RawServer.Reply.sendAndClose(""),
    .sendAndClose("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"items\":"),
    .sendAndClose("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n"),
    .sendAndClose("\u{16}\u{3}garbage\r\n\r\n"),
  ]) func `half an answer may have been processed`(_ reply: RawServer.Reply) async throws {
    let server = try await RawServer(reply)
    guard case .failure(.unanswered) = try await send(to: server.url) else {
      Issue.record("it counts as another outcome")
      return
    }
    try await server.close()
  }

  @Test(arguments: [RawServer.Reply.hang, .drip])
  func `a request has its time, however slowly the answer comes`(_ reply: RawServer.Reply)
    async throws
  {
    let server = try await RawServer(reply)
    let answer = try await send(to: server.url, ["PINPLAN_REQUEST_TIMEOUT": "1"])
    #expect(answer == .failure(.unanswered("no answer within 1 second")))
    try await server.close()
  }

  @Test func `a token that would break the header is never told`() async throws {
    let server = try await RawServer(RawServer.ok("{}"))
    let settings = try ConnectionSettings(
      environment: ["PINPLAN_PINTEREST_URL": server.url], version: "1")
    let http = HTTPTransport(settings)
    do throws(TransportFailure) {
      _ = try await http.transport(Self.read, AccessToken("pina_geheim\nx: y"))
      Issue.record("it was sent")
    } catch {
      #expect(!"\(error)".contains("geheim"))
    }
    #expect(server.requests.isEmpty)
    try await server.close()
  }
}
