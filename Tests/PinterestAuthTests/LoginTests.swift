import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import PinterestAPI

struct LoginTests {
  private static let app = OAuthApp(id: "4711", secret: AccessToken("geheim"))

  private static func request(_ uri: String = "http://localhost:8085/") -> AuthorizationRequest {
    AuthorizationRequest(host: .production, app: app, redirectURI: uri, state: "s1")
  }

  private func login(_ script: Script) -> Login {
    Login(
      Self.request(), app: Self.app, host: .production, transport: script.transport,
      pace: .unlimited, file: script.file)
  }

  @Test func `the page knows the app, the scopes and the state`() {
    #expect(
      Self.request().url
        == "https://www.pinterest.com/oauth/?client_id=4711&redirect_uri=http%3A%2F%2Flocalhost%3A8085%2F&response_type=code&scope=ads%3Aread%2Cads%3Awrite%2Cboards%3Aread%2Cpins%3Aread%2Cuser_accounts%3Aread&state=s1"
    )
    let one = AuthorizationRequest(host: .production, app: Self.app, redirectURI: "x")
    let two = AuthorizationRequest(host: .production, app: Self.app, redirectURI: "x")
    #expect(one.state != two.state)
    #expect(one.state.count > 30)
  }

  @Test(arguments: [
    ("/?code=c1&state=s1", AuthorizationRequest.Answer.code("c1")),
    ("http://localhost:8085/?state=s1&code=c1", .code("c1")), ("/?code=c1&state=s2", .foreign),
    ("/?code=c1", .foreign), ("/?state=s1", .foreign), ("/favicon.ico", .foreign),
    ("/?error=access_denied&state=s1", .denied("access_denied")),
  ]) func `only the answer with our state counts`(
    _ address: String, _ answer: AuthorizationRequest.Answer
  ) {
    #expect(Self.request().answer(at: address) == answer)
  }

  @Test func `a pasted code or address is read`() {
    #expect(Self.request().answer(pasted: " c1\n") == .code("c1"))
    #expect(Self.request().answer(pasted: "http://localhost/?code=c1&state=s1") == .code("c1"))
    #expect(Self.request().answer(pasted: "http://localhost/?code=c1&state=x") == .foreign)
    #expect(Self.request().answer(pasted: "") == .foreign)
  }

  @Test func `a login keeps the tokens for the account`() async throws {
    let script = Script((200, renewal), (200, #"{"id":"9"}"#), (200, #"{"username":"northwind"}"#))
    let token = try await login(script).finish(code: "c1", account: "9", now: .test)
    #expect(token.username == "northwind")
    #expect(try script.file.tokens() == [token])
    #expect(
      script.forms == [
        "grant_type=authorization_code&code=c1&redirect_uri=http%3A%2F%2Flocalhost%3A8085%2F&continuous_refresh=true"
      ])
    #expect(script.tokens.first == AccessToken(appID: "4711", appSecret: "geheim"))
  }

  @Test func `a login for an account out of reach keeps nothing`() async throws {
    let script = Script((200, renewal), (404, #"{"code":2,"message":"AdAccount not found"}"#))
    let error = await #expect(throws: AuthError.self) {
      try await login(script).finish(code: "c1", account: "9", now: .test)
    }
    #expect(
      error?.description
        == #"Pinterest refused the request with status 404, code 2: "AdAccount not found""#)
    #expect(try script.file.tokens().isEmpty)
  }

  @Test func `a code that Pinterest does not take is told`() async {
    let script = Script((401, #"{"code":2,"message":"no"}"#))
    let error = await #expect(throws: AuthError.self) {
      try await login(script).finish(code: "c1", account: nil, now: .test)
    }
    #expect(
      error?.description
        == "Pinterest does not accept the code of the login, or the app's id and secret; look at PINTEREST_APP_ID and PINTEREST_APP_SECRET, and start anew"
    )
  }

  @Test func `the browser comes back over loopback, and strangers are turned away`() async throws {
    let request = Self.request("http://localhost:\(try freePort())/")
    let listener = try await LoopbackListener(for: request)
    async let code = listener.code(within: .seconds(20))
    let stranger = try await get(request.redirectURI + "?code=evil&state=guess")
    #expect(stranger.status == 400)
    #expect(stranger.text == "This is not the answer to the login that pinplan waits for.\n")
    let browser = try await get(request.redirectURI + "?code=c1&state=s1")
    #expect(browser.text == "pinplan has its answer. You may close this window.\n")
    #expect(try await code == "c1")
  }

  @Test func `nobody coming back is told`() async throws {
    let listener = try await LoopbackListener(
      for: Self.request("http://localhost:\(try freePort())/"))
    let error = await #expect(throws: AuthError.self) {
      try await listener.code(within: .milliseconds(10))
    }
    #expect(
      error?.description
        == "nobody came back from the browser within 5 minutes; start anew, or use `--no-browser`")
  }

  @Test func `a redirect to elsewhere cannot be listened for`() async {
    let error = await #expect(throws: AuthError.self) {
      _ = try await LoopbackListener(for: Self.request("https://example.com/"))
    }
    #expect(
      error?.description
        == #""https://example.com/" does not lead back to this machine; use one such as `http://localhost:8085/`, or `--no-browser`"#
    )
  }

  @Test(arguments: ["PINTEREST_APP_ID", "PINTEREST_APP_SECRET"])
  func `an app is needed to log in`(_ missing: String) {
    var environment = ["PINTEREST_APP_ID": "4711", "PINTEREST_APP_SECRET": "geheim"]
    environment[missing] = nil
    let error = #expect(throws: AuthError.self) { try OAuthApp(environment: environment) }
    #expect(
      error?.description
        == "\(missing) is not set; set PINTEREST_APP_ID and PINTEREST_APP_SECRET to those of your app on developers.pinterest.com"
    )
  }

  private func get(_ url: String) async throws -> (status: UInt, text: String) {
    let answer = try await HTTPClient.shared.execute(
      HTTPClientRequest(url: url), timeout: .seconds(9))
    let body = try await answer.body.collect(upTo: 1000)
    return (answer.status.code, String(buffer: body))
  }

  /// A port that nobody has at the moment.
  private func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return try withUnsafeMutablePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        try #require(bind(descriptor, generic, length) == 0)
        try #require(getsockname(descriptor, generic, &length) == 0)
        return generic.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          Int(UInt16(bigEndian: $0.pointee.sin_port))
        }
      }
    }
  }
}
