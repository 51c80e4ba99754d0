import Foundation
import TestSupport
import Testing

/// `pinplan auth` as it was built, against a server on loopback.
struct AuthCommandTests {
  private static let user = #"{"username":"northwind","account_type":"BUSINESS"}"#
  private static let accounts = #"""
    {"items":[{"id":"549755885175","name":"Northwind \u001b UK","country":"GB","currency":"GBP",
    "permissions":["OWNER"]}],"bookmark":null}
    """#

  private func run(
    _ command: String, against server: RawServer, credentials: String? = nil,
    _ check: (BuiltPinplan.Answer, URL) throws -> Void
  ) async throws {
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("c.json")
      if let credentials {
        try Data(credentials.replacing("HOST", with: server.url.dropFirst(7)).utf8).write(to: file)
        chmod(file.path, 0o600)
      }
      let answer = try BuiltPinplan.run(
        "export PINPLAN_PINTEREST_URL=\(server.url) PINPLAN_CREDENTIALS=c.json "
          + "PINTEREST_APP_ID=4711 PINTEREST_APP_SECRET=geheim\n" + command,
        in: folder)
      #expect(!answer.output.contains("pina_") && !answer.output.contains("pinr."))
      #expect(!answer.output.contains("geheim"))
      try check(answer, folder)
    }
    try await server.close()
  }

  private static let stored = #"""
    {"format_version":1,"tokens":[{"host":"HOST","username":"northwind","access_token":"pina_old",
    "expires_at":1795000000,"refresh_token":"pinr.old","refresh_expires_at":1799000000,
    "scopes":["ads:read","ads:write"],"app_id":"4711","app_secret":"geheim"}]}
    """#

  @Test func `status tells what is known of a token of the environment`() async throws {
    let server = try await RawServer(RawServer.ok(Self.user), RawServer.ok(Self.accounts))
    try await run(
      "PINTEREST_ACCESS_TOKEN=pina_env pinplan auth status", against: server
    ) { answer, _ in
      #expect(
        answer.output == #"""
          Token    from PINTEREST_ACCESS_TOKEN, for \#(server.url.dropFirst(7))
          User     northwind
          Scopes   unknown
          Expires  unknown
          Renewal  none: set a new token before this one expires
          Account  549755885175  Northwind \x1b UK  GB GBP  OWNER

          """#)
      #expect(answer.status == 0)
    }
  }

  @Test func `status ends with 3 when a stored token has few days left, in JSON too`() async throws
  {
    let server = try await RawServer(RawServer.ok(Self.user), RawServer.ok(Self.accounts))
    try await run(
      "pinplan auth status --format json --now 2026-11-15T11:06:40Z 2>/dev/null", against: server,
      credentials: Self.stored
    ) { answer, _ in
      #expect(
        answer.output == #"""
          {"format_version":1,"source":"credentials","host":"\#(server.url.dropFirst(7))","username":"northwind","scopes":["ads:read","ads:write"],"expires_at":"2026-11-18T11:06:40Z","days_left":3,"can_refresh":true,"refresh_expires_at":"2027-01-03T18:13:20Z","ad_accounts":[{"id":"549755885175","name":"Northwind \u001b UK","country":"GB","currency":"GBP","permissions":["OWNER"]}],"notices":[{"code":"notice.token_expires","severity":"warning","message":"the token for \#(server.url.dropFirst(7)) expires in 3 days; run `pinplan auth refresh`","address":null}],"diagnostics":[{"code":"auth.token_ends","severity":"error","message":"the token for \#(server.url.dropFirst(7)) ends in 3 days, less than 7","hint":"run `pinplan auth refresh`","file":null,"line":null,"column":null,"end_line":null,"end_column":null,"address":null,"notes":[]}]}

          """#)
      #expect(answer.status == 3)
    }
  }

  @Test func `status without a scope for the user still tells the accounts`() async throws {
    let refusal = #"{"code":3,"message":"scope"}"#
    let server = try await RawServer(
      .send(
        "HTTP/1.1 401 No\r\ncontent-length: \(refusal.utf8.count)\r\n\r\n\(refusal)"),
      RawServer.ok(#"{"items":[]}"#))
    try await run(
      "PINTEREST_ACCESS_TOKEN=pina_env pinplan auth status", against: server
    ) { answer, _ in
      #expect(answer.output.contains("User     unknown: the token may not read it\n"))
      #expect(answer.output.contains("Account  none that the token reaches\n"))
      #expect(answer.status == 0)
    }
  }

  @Test func `refresh keeps the new tokens and says until when`() async throws {
    let server = try await RawServer(RawServer.ok(renewal))
    try await run(
      "pinplan auth refresh --now 2026-11-10T00:00:00Z", against: server, credentials: Self.stored
    ) { answer, folder in
      #expect(
        answer.unwrapped
          == "Renewed the token for \(server.url.dropFirst(7)); it expires at 2026-12-10T00:00:00Z.\n"
      )
      let file = try String(contentsOf: folder.appendingPathComponent("c.json"), encoding: .utf8)
      #expect(file.contains("pina_new") && file.contains("pinr.new"))
      #expect(server.requests.first?.contains("authorization: Basic NDcxMTpnZWhlaW0=") == true)
    }
  }

  @Test func `a token of the environment cannot be refreshed`() async throws {
    let server = try await RawServer()
    try await run(
      "PINTEREST_ACCESS_TOKEN=pina_env pinplan auth refresh", against: server
    ) { answer, _ in
      #expect(
        answer.unwrapped
          == "error: the token in PINTEREST_ACCESS_TOKEN cannot be renewed; set a new one, or unset it to renew the stored one\n"
      )
      #expect(answer.status == 4)
    }
  }

  @Test func `a login with a pasted code keeps its token, and logout forgets it`() async throws {
    let server = try await RawServer(RawServer.ok(renewal), RawServer.ok(Self.user))
    try await run(
      """
      echo c1 | pinplan auth login --no-browser --now 2026-11-10T00:00:00Z | grep -v state=
      stat -c %a c.json 2>/dev/null || stat -f %Lp c.json
      pinplan auth logout; pinplan auth logout
      """, against: server
    ) { answer, folder in
      #expect(
        answer.unwrapped.split(separator: "\n").filter { !$0.contains("state=") } == [
          "Open this page in a browser, on any machine, and say yes:",
          "Then paste the address that the browser ends at, or its code:",
          "Logged in as northwind, at \(server.url.dropFirst(7)); the token expires at 2026-12-10T00:00:00Z.",
          "600", "Forgot the token.", "There is no such token.",
        ])
      let file = try String(contentsOf: folder.appendingPathComponent("c.json"), encoding: .utf8)
      #expect(!file.contains("pina_"))
    }
  }

  @Test func `an answer with another state is refused`() async throws {
    let server = try await RawServer()
    try await run(
      "echo 'http://localhost:8085/?code=c1&state=other' | pinplan auth login --no-browser",
      against: server
    ) { answer, _ in
      #expect(
        answer.unwrapped.hasSuffix(
          "error: that is not the answer to this login; paste the whole address that the browser ended at, or start anew\n"
        ))
      #expect(answer.status == 4)
      #expect(server.requests.isEmpty)
    }
  }

  @Test func `an account is digits`() async throws {
    let server = try await RawServer()
    try await run("pinplan auth status --account x/y", against: server) { answer, _ in
      #expect(
        answer.output.hasPrefix("Error: an ad account's id is digits, such as 549755885175\n"))
      #expect(answer.status == 64)
    }
  }
}
