import PinterestAPI
import TestSupport
import Testing

/// Requests to a server that keeps a state.
struct ExchangeTests {
  private func send(
    _ method: String, _ path: String, to server: RawServer, _ environment: [String: String] = [:]
  ) async throws -> APIResponse {
    let settings = try ConnectionSettings(
      to: server.url, environment: environment, version: "0.1.0")
    return try await HTTPTransport(settings).send(
      Exchange(
        method, server.url + path, basic: "YTpi", json: method == "GET" ? nil : Array("{}".utf8)))
  }

  @Test func `it has the method, the user and the body that were asked for`() async throws {
    let server = try await RawServer(RawServer.ok("{}"), RawServer.ok("state"))
    _ = try await send("LOCK", "/ads?ID=1", to: server)
    let answer = try await send("GET", "/ads", to: server)
    #expect(String(decoding: answer.body, as: UTF8.self) == "state")
    let heard = server.requests
    #expect(heard[0].hasPrefix("LOCK /ads?ID=1 HTTP/1.1\r\n"))
    #expect(heard[0].lowercased().contains("\r\nauthorization: basic ytpi\r\n"))
    #expect(heard[0].lowercased().contains("\r\ncontent-type: application/json\r\n"))
    #expect(heard[0].hasSuffix("\r\n\r\n{}"))
    #expect(heard[1].hasPrefix("GET /ads HTTP/1.1\r\n"))
    try await server.close()
  }

  @Test func `a redirect is an answer, and what is secret goes nowhere else`() async throws {
    let other = try await RawServer(RawServer.ok("stolen"))
    let server = try await RawServer(
      .send("HTTP/1.1 302 Found\r\nlocation: \(other.url)/ads\r\ncontent-length: 0\r\n\r\n"))
    #expect(try await send("GET", "/ads", to: server).status == 302)
    #expect(other.requests.isEmpty)
    try await server.close()
    try await other.close()
  }

  @Test func `half an answer is none, and neither is one that takes too long`() async throws {
    let server = try await RawServer(
      .sendAndClose("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"serial\":"), .hang)
    await #expect(throws: TransportFailure.self) { try await send("GET", "/ads", to: server) }
    await #expect(throws: TransportFailure.unanswered("no answer within 1 second")) {
      try await send("GET", "/ads", to: server, ["PINPLAN_REQUEST_TIMEOUT": "1"])
    }
    try await server.close()
  }
}
