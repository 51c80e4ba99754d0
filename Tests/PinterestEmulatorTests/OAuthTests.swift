import Foundation
import Testing

@testable import PinterestEmulator

struct OAuthTests {
  private func exchange(
    _ session: Session, _ form: String, secret: String = "emulator-secret"
  ) async -> Answer {
    var call = Call(method: "POST", path: "/oauth/token")
    call.body = Array(form.utf8)
    call.contentType = "application/x-www-form-urlencoded"
    call.authorization = "Basic " + Base64.encode(Array("1234567:\(secret)".utf8))
    return await session.engine.respond(to: call).answer
  }

  private func code(_ session: Session) async -> (location: String, code: String) {
    let query =
      "client_id=1234567&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcb&response_type=code"
      + "&scope=ads:read,ads:write&state=a%26b"
    let answer = await session.engine.authorizePage(session.call("GET", "/oauth/?\(query)"))
    let location = answer.headers["Location"] ?? ""
    let code = location.split(separator: "code=").last?.split(separator: "&").first
    return (location, code.map(String.init) ?? "")
  }

  @Test func `a code comes back with its state and works once`() async throws {
    let session = try Session()
    let (location, code) = await code(session)
    #expect(location.hasPrefix("http://127.0.0.1:9/cb?code="))
    #expect(location.hasSuffix("&state=a%26b"))
    let form = "grant_type=authorization_code&code=\(code)&redirect_uri=http://127.0.0.1:9/cb"
    let answer = await exchange(session, form)
    #expect(answer.body?["scope"] == "ads:read,ads:write")
    #expect(answer.body?["token_type"] == "bearer")
    #expect(answer.body?["expires_in"] == 2_592_000)
    #expect(answer.body?["refresh_token_expires_at"] == 1_809_086_400)
    var user = session
    user.token = answer.body?["access_token"]?.string ?? ""
    #expect(user.token.hasPrefix("pina_"))
    #expect(await user.ads("GET", "campaigns").status == 200)
    let again = await exchange(session, form)
    #expect(again.status == 400)
    #expect(
      again.body?["message"] == "The code is unknown, used, or of another redirect_uri.")
  }

  @Test func `a refresh token is used up by its refresh`() async throws {
    let session = try Session()
    let form = "grant_type=refresh_token&refresh_token=pinr.emulator"
    let first = await exchange(session, form)
    let next = first.body?["refresh_token"]?.string ?? ""
    #expect(next.hasPrefix("pinr."))
    let again = await exchange(session, form)
    #expect(again.status == 401)
    #expect(
      again.body == ["code": 2, "message": "The refresh token is unknown or was used."])
    let second = await exchange(
      session, "grant_type=refresh_token&refresh_token=\(next)&scope=ads:read")
    #expect(second.body?["scope"] == "ads:read")
  }

  @Test func `a wrong secret is refused`() async throws {
    let session = try Session()
    let answer = await exchange(
      session, "grant_type=client_credentials&scope=ads:read", secret: "x")
    #expect(answer.status == 401)
    #expect(answer.body == ["code": 2, "message": "Authentication failed."])
  }

  @Test func `a token of an app alone does not write`() async throws {
    var session = try Session()
    let answer = await exchange(
      session, "grant_type=client_credentials&scope=ads:read,ads:write")
    session.token = answer.body?["access_token"]?.string ?? ""
    #expect(await session.ads("GET", "campaigns").status == 200)
    let refused = await session.ads("POST", "campaigns", [.object(.campaign)])
    #expect(refused.body == ["code": 3, "message": "A client token may not do this."])
  }

  @Test func `the record has no token, code or header`() async throws {
    let path = NSTemporaryDirectory() + "record-\(UUID()).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let session = try Session { $0.recordPath = path }
    let (_, code) = await code(session)
    let answer = await exchange(
      session, "grant_type=authorization_code&code=\(code)&redirect_uri=http://127.0.0.1:9/cb")
    var user = session
    user.token = answer.body?["access_token"]?.string ?? ""
    _ = await user.ads("GET", "campaigns")
    let refresh = answer.body?["refresh_token"]?.string ?? ""
    let record = try String(contentsOfFile: path, encoding: .utf8)
    let log = await session.admin("GET", "requests").body?.text ?? ""
    for text in [record, log] {
      #expect(text.contains("[redacted]"))
      for secret in [code, user.token, refresh, "emulator-secret", "Bearer", "Basic"] {
        #expect(!text.contains(secret))
      }
    }
  }
}
