import AdsModel
import Foundation
import Testing

@testable import PinterestAPI

struct ConnectionTests {
  private static let user = #"{"username":"northwind"}"#

  @Test func `the token of the environment goes first and is never refreshed`() async throws {
    let script = Script((200, Self.user), (401, #"{"code":2,"message":"expired"}"#))
    try script.file.store(.sample(days: 20))
    let connection = try await script.connect(["PINTEREST_ACCESS_TOKEN": "pina_env"])
    _ = try await connection.client.userAccount()
    #expect(script.tokens == [AccessToken("pina_env")])
    #expect(connection.token == nil)
    await #expect(throws: APIError.unauthorized(.environmentTokenRefused, requestID: nil)) {
      try await connection.client.userAccount()
    }
    #expect(script.requests.count == 2)
  }

  @Test func `an account's own token goes before the one for all`() async throws {
    let script = Script()
    try script.file.store(.sample(days: 20, "all"))
    try script.file.store(.sample(days: 20, account: "9", "nine"))
    #expect(try await script.connect(account: "9").token?.access == AccessToken("pina_nine"))
    #expect(try await script.connect(account: "8").token?.access == AccessToken("pina_all"))
  }

  @Test func `a token of the sandbox is not sent to production`() async throws {
    let script = Script()
    try script.file.store(.sample(days: 20, host: "api-sandbox.pinterest.com"))
    #expect(
      await script.problem()
        == "there is no access token for api.pinterest.com (only for api-sandbox.pinterest.com); set PINTEREST_ACCESS_TOKEN, or run `pinplan auth login`"
    )
    #expect(script.requests.isEmpty)
  }

  @Test func `a token for one account is not used for another`() async throws {
    let script = Script()
    try script.file.store(.sample(days: 20, account: "9", "nine"))
    #expect(try await script.connect().token?.access == AccessToken("pina_nine"))
    try script.file.store(.sample(days: 20, account: "8"))
    #expect(
      await script.problem()
        == "there is no access token for api.pinterest.com (only for ad account 8, ad account 9); set PINTEREST_ACCESS_TOKEN, or run `pinplan auth login`"
    )
  }

  @Test func `a missing token is an error that says what to do`() async {
    #expect(
      await Script().problem()
        == "there is no access token for api.pinterest.com; set PINTEREST_ACCESS_TOKEN, or run `pinplan auth login`"
    )
  }

  @Test func `a token with a line break is refused before it is sent`() async {
    #expect(
      await Script().problem(["PINTEREST_ACCESS_TOKEN": "pina_x\n"])
        == "PINTEREST_ACCESS_TOKEN holds characters that no token has, such as a line break; set it to the bare token"
    )
  }

  @Test(arguments: [
    (0, "less than a day", "2026-11-18T11:06:40Z"), (1, "1 day", "2026-11-19T11:06:40Z"),
    (6, "6 days", "2026-11-24T11:06:40Z"),
  ]) func `under seven days are warned of`(_ days: Int64, _ left: String, _ at: String) async throws
  {
    let script = Script()
    var token = StoredToken.sample(days: days)
    if days == 0 { token.expiresAt = token.expiresAt.advanced(bySeconds: 60) }
    try script.file.store(token)
    let end = days == 0 ? token.expiresAt.description : at
    #expect(
      try await script.connect().warnings == [
        "the access token for api.pinterest.com expires in \(left), at \(end); run `pinplan auth refresh`"
      ])
  }

  @Test func `seven days are not warned of`() async throws {
    let script = Script()
    try script.file.store(.sample(days: 7))
    #expect(try await script.connect().warnings.isEmpty)
  }

  @Test func `an expired token is refreshed once, and kept before it is used`() async throws {
    let script = Script((200, renewal), (200, Self.user))
    try script.file.store(.sample(days: -1))
    let connection = try await script.connect()
    let stored = try #require(try script.file.token(host: "api.pinterest.com", account: nil))
    #expect(stored.access == AccessToken("pina_new"))
    #expect(stored.refresh == AccessToken("pinr.new"))
    #expect(stored.scopes == ["ads:read", "ads:write"])
    #expect(stored.daysLeft(at: .test) == 30)
    _ = try await connection.client.userAccount()
    #expect(script.forms == ["grant_type=refresh_token&refresh_token=pinr%2Eold"])
    #expect(script.tokens.last == AccessToken("pina_new"))
  }

  @Test func `a token that is refused in the middle is refreshed once for all`() async throws {
    let script = Script(
      (401, #"{"code":2,"message":"expired"}"#), (200, renewal), (200, Self.user))
    try script.file.store(.sample(days: 20))
    _ = try await script.connect().client.userAccount()
    #expect(script.requests.map(\.template) == ["/user_account", "/oauth/token", "/user_account"])
  }

  @Test func `what another process refreshed is taken over`() async throws {
    let script = Script((401, #"{"code":2,"message":"expired"}"#), (200, Self.user))
    try script.file.store(.sample(days: 20))
    let connection = try await script.connect()
    try script.file.store(.sample(days: 30, "other"))
    _ = try await connection.client.userAccount()
    #expect(script.tokens == [AccessToken("pina_old"), AccessToken("pina_other")])
  }

  @Test func `a refresh that fails says why and leaves the file`() async throws {
    let script = Script((400, #"{"code":1,"message":"refresh token pinr.old is used up"}"#))
    try script.file.store(.sample(days: -1))
    let before = FileManager.default.contents(atPath: script.file.path)
    #expect(
      await script.problem()
        == #"the stored token could not be refreshed: Pinterest refused the request with status 400, code 1: "refresh token <redacted> is used up"; run `pinplan auth login`"#
    )
    #expect(FileManager.default.contents(atPath: script.file.path) == before)
  }

  @Test func `an app that Pinterest does not know is told apart`() async throws {
    let script = Script((401, #"{"code":2,"message":"no"}"#))
    try script.file.store(.sample(days: -1))
    #expect(
      await script.problem()
        == "the stored token could not be refreshed: Pinterest does not accept the refresh token, or the app's id and secret; run `pinplan auth login`"
    )
  }

  @Test func `a token without a refresh token ends with itself`() async throws {
    let script = Script()
    var token = StoredToken.sample(days: -1)
    token.refresh = nil
    try script.file.store(token)
    #expect(
      await script.problem()
        == "Pinterest does not accept the stored token, and there is no refresh token beside it; run `pinplan auth login`"
    )
  }
}
