import Foundation
import TestSupport
import Testing

/// Notices go to a webhook too, and waiting for audiences ends with them, the time or a signal.
struct NoticeTests {
  private static let now = "--now 2026-11-22T10:00:00Z"
  private static let key = [
    "PINPLAN_LIST_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
  ]

  /// A project with one list of so many people.
  private func write(_ people: Int, to folder: URL) throws {
    try """
    version: 1
    account: { name: northwind, country: GB }
    audiences:
      customers:
        type: customer_list
        source: customers.csv
        identifiers: email
        terms_accepted: true
        opt_outs_removed: true

    """.write(
      to: folder.appendingPathComponent("pinplan.yaml"), atomically: true, encoding: .utf8)
    try (1...people).map { "person\($0)@northwind.example\n" }.joined()
      .write(to: folder.appendingPathComponent("customers.csv"), atomically: true, encoding: .utf8)
  }

  private static let taken = RawServer.Reply.send(
    "HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n")
  private static let failed = RawServer.Reply.send(
    "HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n")

  /// What a server heard, body by body.
  private func bodies(_ server: RawServer) -> [String] {
    server.requests.map { $0.components(separatedBy: "\r\n\r\n").dropFirst().joined() }
  }

  @Test func `an apply and a status post what they tell, and nothing without notices`()
    async throws
  {
    let server = try await RawServer(Self.taken, Self.taken, Self.taken)
    try withTemporaryFolder { folder in
      try write(40, to: folder)
      func run(_ command: String) throws -> BuiltPinplan.Answer {
        try BuiltPinplan.run(
          "pinplan \(command) \(Self.now) --webhook \(server.url)/secret?a=b", in: folder,
          with: Self.key)
      }
      let posted = { (command: String) in
        #"{"format_version":1,"command":"\#(command)","account":"northwind","at":"2026-11-22T10:00:00Z","notices":[{"code":"notice.list_too_small","severity":"warning","message":"audience/customers has 40 people, fewer than the 100 with Pinterest accounts that it takes to be targeted; put more people on its list","address":"audience/customers"}]}"#
          + "\n"
      }
      #expect(try run("apply --auto-approve").status == 0)
      #expect(bodies(server) == [posted("apply")])
      let request = try #require(server.requests.first)
      #expect(request.hasPrefix("POST /secret?a=b HTTP/1.1\r\n"))
      #expect(request.lowercased().contains("content-type: application/json\r\n"))
      #expect(!request.lowercased().contains("authorization"))
      #expect(try run("audience status").status == 2)
      #expect(bodies(server) == [posted("apply"), posted("audience status")])
      try write(120, to: folder)
      #expect(try run("apply --auto-approve").status == 0)
      #expect(try run("audience status").status == 0)
      #expect(server.requests.count == 2)
    }
    try await server.close()
  }

  @Test func `a webhook that fails is a warning in every form, and changes no exit code`()
    async throws
  {
    let server = try await RawServer(
      Self.failed, Self.failed, Self.failed, Self.failed, Self.failed, Self.failed)
    try withTemporaryFolder { folder in
      try write(40, to: folder)
      let host = server.url.dropFirst("http://".count)
      func run(_ command: String) throws -> BuiltPinplan.Answer {
        try BuiltPinplan.run(
          "pinplan \(command) \(Self.now) --webhook \(server.url)/secret", in: folder,
          with: Self.key)
      }
      let text = try run("apply --auto-approve")
      #expect(text.status == 0)
      #expect(
        text.unwrapped.contains(
          #"warning[webhook.failed]: the webhook at "\#(host)" did not take the notices, tried 3 times: it answered 500"#
        ), "\(text.unwrapped)")
      #expect(!text.output.contains("secret"))
      let json = try run("audience status --format json")
      #expect(json.status == 2)
      #expect(
        json.output.contains(
          #""diagnostics":[{"code":"webhook.failed","severity":"warning","message":"the webhook at \"\#(host)\" did not take the notices, tried 3 times: it answered 500","hint":"the notices are in the result too; nothing else depends on it","#
        ), "\(json.output)")
      #expect(!json.output.contains("secret"))
      #expect(server.requests.count == 6)
    }
    try await server.close()
  }

  @Test func `a token that ends is posted by auth status`() async throws {
    let hook = try await RawServer(Self.taken)
    let server = try await RawServer(
      RawServer.ok(#"{"username":"northwind"}"#), RawServer.ok(#"{"items":[]}"#))
    let host = server.url.dropFirst("http://".count)
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("c.json")
      try """
      {"format_version":1,"tokens":[{"host":"\(host)","username":"northwind","access_token":"pina_old",
      "expires_at":1795000000,"refresh_token":"pinr.old","refresh_expires_at":1799000000,
      "scopes":["ads:read"],"app_id":"4711","app_secret":"geheim"}]}
      """.write(to: file, atomically: true, encoding: .utf8)
      chmod(file.path, 0o600)
      let answer = try BuiltPinplan.run(
        "pinplan auth status --now 2026-11-15T11:06:40Z --webhook \(hook.url)", in: folder,
        with: [
          "PINPLAN_PINTEREST_URL": server.url, "PINPLAN_CREDENTIALS": "c.json",
          "PINTEREST_APP_ID": "4711", "PINTEREST_APP_SECRET": "geheim",
        ])
      #expect(answer.status == 3)
      #expect(
        bodies(hook) == [
          #"{"format_version":1,"command":"auth status","account":null,"at":"2026-11-15T11:06:40Z","notices":[{"code":"notice.token_expires","severity":"warning","message":"the token for \#(host) expires in 3 days; run `pinplan auth refresh`","address":null}]}"#
            + "\n"
        ])
    }
    try await server.close()
    try await hook.close()
  }

  /// A project whose one audience is being built at an emulator.
  private func building(
    _ body: (EmulatorProcess, URL, _ run: (String) throws -> BuiltPinplan.Answer) throws -> Void
  ) throws {
    let emulator = try EmulatorProcess(
      BuiltPinplan.folder.appendingPathComponent("pinterest-emulator"),
      options: ["--now", "2026-11-22T10:00:00Z"])
    try withTemporaryFolder { folder in
      try """
      version: 1
      account: { name: northwind-uk, country: GB, ad_account_id: "549755885175" }
      target: pinterest
      audiences:
        everybody: { type: engagement, engagement: all }

      """.write(
        to: folder.appendingPathComponent("pinplan.yaml"), atomically: true, encoding: .utf8)
      let run = { (command: String) in
        try BuiltPinplan.run(command, in: folder, with: emulator.environment)
      }
      #expect(try run("pinplan apply --auto-approve \(Self.now)").status == 0)
      try body(emulator, folder, run)
    }
  }

  private static let begun =
    "1 of 1 not ready: asking again for up to 10m. A signal ends the wait.\n"

  /// A command that waits until somebody is told that it waits, then does something.
  private static func waiting(then action: String) -> String {
    """
    touch messages
    pinplan audience status --wait 10m \(now) 2>messages >results & pid=$!
    for i in $(seq 600); do grep -q 'asking again' messages && break; sleep 0.1; done
    \(action)
    wait $pid; status=$?; cat messages results; exit $status
    """
  }

  @Test func `a wait ends when all are ready`() throws {
    try building { emulator, _, run in
      let answer = try run(
        Self.waiting(
          then: """
            curl -s -X PUT --data '{"advance": 90000}' \(emulator.address)/_emulator/clock >/dev/null
            """))
      #expect(
        answer.output == Self.begun + """
          audience            type        size    status
          audience/everybody  engagement  12,000  READY

          The audience is ready.

          """)
      #expect(answer.status == 0)
    }
  }

  @Test func `a signal ends a wait with what is known`() throws {
    try building { _, _, run in
      let answer = try run(Self.waiting(then: "kill -INT $pid"))
      #expect(
        answer.output == Self.begun + "SIGINT: asking no more.\n" + """
          audience            type        size                 status
          audience/everybody  engagement  pending, up to 24 h  INITIALIZING

          notice: Pinterest is still building audience/everybody, which takes up to 24 h;
                  it is there by 2026-11-23T10:00:00Z at the latest

          The audience is not ready.

          """)
      #expect(answer.status == 2)
    }
  }

  @Test func `an account that fails while it is waited for is asked again`() throws {
    try building { emulator, _, run in
      let faults =
        #"{"kind": "error_before_commit", "match": {"operation": "audiences/get"}, "status": 403}"#
      let answer = try run(
        Self.waiting(
          then: """
            curl -s -X POST --data '\(faults)' \(emulator.address)/_emulator/faults >/dev/null
            curl -s -X PUT --data '{"advance": 90000}' \(emulator.address)/_emulator/clock >/dev/null
            """))
      #expect(answer.output.hasSuffix("The audience is ready.\n"), "\(answer.output)")
      #expect(answer.status == 0)
    }
  }
}
