import Foundation
import TestSupport
import Testing

/// The built program against an account that commits late, shows late, or makes it wait.
@Suite(.serialized)
struct LateAccountTests {
  private let emulator: EmulatorProcess

  init() throws {
    emulator = try EmulatorProcess(
      BuiltPinplan.folder.appendingPathComponent("pinterest-emulator"),
      options: ["--now", "2026-11-22T10:00:00Z"])
  }

  private static let head = """
    version: 1
    account: { name: northwind-uk, country: GB, currency: GBP, ad_account_id: "549755885175" }
    target: pinterest

    """
  private static let sofas = """
    campaigns:
      sofas:
        name: Sofas
        objective: traffic
        schedule: { start: 2026-12-01, end: 2026-12-31 }
        budget: { daily: 25.00 }
        ad_groups:
          uk:
            bid: 0.35
            targeting: { locations: [GB] }
            ads: { hero: { pin: "813744226420795884", destination_url: "https://northwind.example/" } }

    """
  /// Shell functions of the scenarios.
  private static let functions = """
    now="--now 2026-11-22T10:00:00Z"
    apply() { pinplan apply --auto-approve $now "$@"; }
    admin() { curl --silent --fail "$PINPLAN_PINTEREST_URL/_emulator/$1"; }
    wait_for() { for i in $(seq 400); do if "$@"; then return; fi; sleep 0.02; done; echo "timed out: $*"; }
    is_sent() { admin "requests?operation=campaigns/create" | grep -q operation; }
    says() { grep -q "$1" out; }

    """

  /// Runs a script in a folder with the project, at an account with a fault.
  private func run(
    _ script: String, fault: String? = nil, timeout: Int, settling: Int? = nil
  ) throws -> BuiltPinplan.Answer {
    if let fault { try emulator.ask("POST", "faults", fault) }
    var variables = emulator.environment
    variables["PINPLAN_REQUEST_TIMEOUT"] = String(timeout)
    if let settling { variables["PINPLAN_SETTLING_TIME"] = String(settling) }
    return try withTemporaryFolder { folder in
      try Self.head.write(
        to: folder.appendingPathComponent("pinplan.yaml"), atomically: true, encoding: .utf8)
      let campaigns = folder.appendingPathComponent("campaigns")
      try FileManager.default.createDirectory(at: campaigns, withIntermediateDirectories: true)
      try Self.sofas.write(
        to: campaigns.appendingPathComponent("sofas.yaml"), atomically: true, encoding: .utf8)
      return try BuiltPinplan.run(Self.functions + script, in: folder, with: variables)
    }
  }

  private struct Dump: Decodable {
    struct Entity: Decodable { let id: String }
    let campaigns: [Entity]
    let adGroups: [Entity]
    let ads: [Entity]

    enum CodingKeys: String, CodingKey {
      case campaigns, ads
      case adGroups = "ad_groups"
    }
  }

  /// Demands that everything is in the account once, after whatever is late has come.
  private func expectOneOfEach(_ answer: BuiltPinplan.Answer) throws {
    while try !emulator.ask("GET", "pending").replacing(" ", with: "").contains("\"at_rest\":true")
    {
      usleep(100_000)
    }
    let dump = try JSONDecoder().decode(Dump.self, from: Data(emulator.ask("GET", "dump").utf8))
    let counts = [dump.campaigns.count, dump.adGroups.count, dump.ads.count]
    #expect(counts == [1, 1, 1], "\(answer.output)")
  }

  @Test func `a killed apply and one at once after it make one campaign`() throws {
    let answer = try run(
      """
      pinplan apply --auto-approve $now >first 2>&1 &
      wait_for is_sent
      kill -9 $!
      pinplan plan $now 2>&1 >/dev/null | grep -A3 'state.unsettled'
      echo "in JSON: $(pinplan plan $now --format json | grep -c '"code":"state.unsettled"')"
      apply >out 2>&1
      echo "apply: $?"
      grep -v '^Freed' out | grep -iA3 'earlier apply'
      pinplan plan $now --detailed-exitcode >plan 2>&1
      echo "plan: $?"
      """,
      fault:
        #"{"kind": "commits_late", "match": {"operation": "campaigns/create"}, "after_ms": 2500}"#,
      timeout: 2)
    let output = answer.unwrapped.replacing(
      /until \d{4}-\d\d-\d\dT[0-9:]+Z/, with: "until TIME"
    ).replacing(/up to \d+ s, until [0-9:]+ UTC/, with: "up to N s, until TIME UTC")
    #expect(output.contains("warning[state.unsettled]: an earlier apply, begun at"))
    #expect(output.contains("it can still take effect until TIME"), "\(output)")
    #expect(output.contains("in JSON: 1"), "\(output)")
    #expect(
      output.contains(
        """
        Of an earlier apply, campaign/sofas is not seen on Pinterest. What was sent can still take \
        effect: waiting up to N s, until TIME UTC, before it counts as not happened. A signal ends \
        the wait, and nothing is lost.
        An earlier apply was cut off; of its operations, 1 found to have happened.
        """), "\(output)")
    #expect(output.contains("apply: 0\n"), "\(output)")
    #expect(output.contains("plan: 0\n"), "\(output)")
    try expectOneOfEach(answer)
  }

  @Test(arguments: [
    #""kind": "commits_late_after_close", "after_ms": 2600"#,
    #""kind": "visible_late", "close": true, "after_ms": 2000"#,
  ])
  func `what comes after its connection has gone is not created again`(_ fault: String) throws {
    let answer = try run(
      """
      apply >out 2>&1
      echo "apply: $?"
      grep -A3 'No answer' out
      pinplan plan $now --detailed-exitcode >plan 2>&1
      echo "plan: $?"
      """,
      fault: #"{\#(fault), "match": {"operation": "campaigns/create"}}"#, timeout: 5)
    #expect(answer.output.contains("apply: 0\n"), "\(answer.output)")
    #expect(answer.output.contains("plan: 0\n"), "\(answer.output)")
    #expect(
      answer.unwrapped.contains("No answer came, and campaign/sofas is not seen on Pinterest."),
      "\(answer.output)")
    try expectOneOfEach(answer)
  }

  @Test func `what never came is sent again once it cannot come any more`() throws {
    let started = ContinuousClock.now
    let answer = try run(
      "apply --events events 2>&1; grep -c '\"phase\": *\"waiting\"' events",
      fault: #"{"kind": "close_before_commit", "match": {"operation": "campaigns/create"}}"#,
      timeout: 1, settling: 1)
    #expect(started.duration(to: .now) > .seconds(2))
    #expect(answer.output.contains("Applied: 3 created"), "\(answer.output)")
    #expect(answer.status == 0)
    try expectOneOfEach(answer)
  }

  @Test func `a signal ends the wait for what may come, in this run and in the next`() throws {
    let started = ContinuousClock.now
    let answer = try run(
      """
      pinplan apply --auto-approve $now >out 2>&1 &
      wait_for says 'No answer'
      kill -TERM $!
      wait $!
      echo "first: $?"
      pinplan apply --auto-approve $now >out 2>&1 &
      wait_for says 'Of an earlier apply'
      kill -INT $!
      wait $!
      echo "second: $?"
      cat out
      """,
      fault:
        #"{"kind": "close_before_commit", "match": {"operation": "campaigns/create"}}"#,
      timeout: 60)
    #expect(started.duration(to: .now) < .seconds(30))
    for words in [
      "first: 4\n", "second: 4\n",
      "it can still take effect, and waiting for that was interrupted by SIGINT",
    ] {
      #expect(answer.unwrapped.contains(words), "\(answer.output)")
    }
  }

  @Test func `a signal ends the wait for a rate limit, and what waited was not sent`() throws {
    let started = ContinuousClock.now
    let answer = try run(
      """
      pinplan apply --auto-approve $now >out 2>&1 &
      wait_for is_sent
      sleep 0.3
      kill -TERM $!
      wait $!
      echo "first: $?"
      cat out
      curl --silent --fail -X DELETE "$PINPLAN_PINTEREST_URL/_emulator/faults" >/dev/null
      apply 2>&1
      """,
      fault: """
        {"kind": "rate_limited", "retry_after": 120, "match": {"operation": "campaigns/create"}, \
        "times": "always"}
        """, timeout: 60)
    #expect(started.duration(to: .now) < .seconds(30))
    #expect(answer.output.contains("first: 4\n"), "\(answer.output)")
    #expect(
      answer.output.contains("Apply stopped: 0 done, 0 failed, 3 not tried."), "\(answer.output)")
    #expect(!answer.output.contains("An earlier apply was cut off"), "\(answer.output)")
    #expect(answer.status == 0)
    try expectOneOfEach(answer)
  }
}
