import Foundation
import TestSupport
import Testing

/// People come to a list of an ad account, and go, as files and streams say.
@Suite(.serialized)
struct AccountStreamTests {
  private let emulator: EmulatorProcess

  init() throws {
    emulator = try EmulatorProcess(
      BuiltPinplan.folder.appendingPathComponent("pinterest-emulator"),
      options: ["--now", "2026-11-22T10:00:00Z"])
  }

  private static let project = """
    version: 1
    account: { name: northwind-uk, country: GB, currency: GBP, ad_account_id: "549755885175" }
    target: pinterest
    audiences:
      crm:
        { type: customer_list, source: first.csv, identifiers: email, sync: external,
          terms_accepted: true, opt_outs_removed: true }

    """

  private static let functions = """
    people() { seq $1 $2 | sed 's/.*/person&@northwind.example/'; }
    lines() { people $1 $2 | sed "s/.*/{\\"op\\":\\"$3\\",\\"namespace\\":\\"Email\\",\\"value\\":\\"&\\"}/"; }
    members() { curl --silent --fail "$PINPLAN_PINTEREST_URL/_emulator/customer_lists" \
      | sed 's/.*"members":\\([0-9]*\\).*/\\1 on the list/'; echo; }
    uploads() { curl --silent --fail "$PINPLAN_PINTEREST_URL/_emulator/requests?operation=customer_lists/update" \
      | grep -o '"operation":"customer_lists/update"' | wc -l; }
    people 1 300 >first.csv
    pinplan apply --auto-approve --now 2026-11-22T10:00:00Z >applied || cat applied

    """

  private func run(_ script: String, fault: String? = nil) throws -> BuiltPinplan.Answer {
    var variables = emulator.environment
    variables["PINPLAN_REQUEST_TIMEOUT"] = "1"
    return try withTemporaryFolder { folder in
      try Data(Self.project.utf8).write(to: folder.appendingPathComponent("pinplan.yaml"))
      let fault = fault.map {
        "curl --silent --fail --data-binary '\($0)' $PINPLAN_PINTEREST_URL/_emulator/faults >/dev/null\n"
      }
      return try BuiltPinplan.run(
        Self.functions + (fault ?? "") + script, in: folder, with: variables)
    }
  }

  @Test func `files and streams change who is on the account's list`() throws {
    let answer = try run(
      """
      people 291 400 >second.csv
      pinplan audience add crm second.csv --auto-approve | tail -n 2 | head -n 1; members
      pinplan audience remove crm first.csv --auto-approve | tail -n 2 | head -n 1; members
      people 201 420 >third.csv
      pinplan audience replace crm third.csv --auto-approve | tail -n 2 | head -n 1; members
      { lines 1 50 add; lines 401 410 remove; lines 1 10 remove; } | pinplan audience stream crm | head -n 2
      members
      pinplan plan --detailed-exitcode >/dev/null; echo "plan $?"
      """)
    #expect(
      answer.output == """
        Put 110 people on audience/crm.
        400 on the list
        Took 300 people out of audience/crm.
        100 on the list
        Put 220 people on audience/crm.
        220 on the list
        audience/crm: 70 lines read, 40 put on the list, 20 taken out, in 1 batch; 0 rejected.
          10 lines said again or otherwise by a later line of the same batch
        250 on the list
        plan 0

        """, "\(answer.output)")
  }

  @Test func `a token that ends stops a stream, and the checkpoint is right`() throws {
    let answer = try run(
      """
      lines 1001 26000 add >input
      pinplan audience stream crm --checkpoint settled <input >told; echo "exit $?"
      cat settled; head -n 1 told; members
      curl --silent -X DELETE $PINPLAN_PINTEREST_URL/_emulator/faults >/dev/null
      pinplan audience stream crm --checkpoint settled <input | head -n 1; cat settled; members
      """,
      fault: """
        {"kind": "unauthorized", "match": {"operation": "customer_lists/update"}, "at": 2, "times": "always"}
        """)
    #expect(answer.output.contains("error: the stream to audience/crm stopped: "))
    #expect(
      answer.output.hasSuffix(
        """
        exit 4
        10000
        audience/crm: 20,000 lines read, 10,000 put on the list, 0 taken out, in 1 batch; 0 rejected.
        10300 on the list
        audience/crm: 15,000 lines read, 15,000 put on the list, 0 taken out, in 2 batches; 0 rejected.
        25000
        25300 on the list

        """), "\(answer.output)")
  }

  @Test func `a token that ends while a stream runs is renewed, and the stream goes on`() throws {
    let answer = try run(
      """
      cat >tokens.json <<END
      {"format_version":1,"tokens":[{"host":"${PINPLAN_PINTEREST_URL#http://}","username":"northwind",
      "access_token":"pina_emulator","expires_at":1900000000,"refresh_token":"pinr.emulator",
      "refresh_expires_at":1900000000,"scopes":["ads:read","ads:write"],"app_id":"1234567",
      "app_secret":"emulator-secret"}]}
      END
      chmod 600 tokens.json
      unset PINTEREST_ACCESS_TOKEN
      export PINPLAN_CREDENTIALS=tokens.json
      lines 1001 26000 add | pinplan audience stream crm --checkpoint settled | head -n 1
      cat settled; members; uploads; grep -c pina_emulator tokens.json
      """,
      fault: """
        {"kind": "unauthorized", "match": {"operation": "customer_lists/update"}, "at": 2, "times": 1}
        """)
    #expect(
      answer.output == """
        audience/crm: 25,000 lines read, 25,000 put on the list, 0 taken out, in 3 batches; 0 rejected.
        25000
        25300 on the list
        4
        0

        """, "\(answer.output)")
  }

  @Test func `a batch without an answer is waited for and sent once more`() throws {
    let answer = try run(
      """
      lines 1001 1200 add | pinplan audience stream crm --checkpoint settled | head -n 1
      cat settled; members; uploads
      """,
      fault: """
        {"kind": "commits_late_after_close", "match": {"operation": "customer_lists/update"},
         "at": 1, "times": 1, "after_ms": 300}
        """)
    #expect(
      answer.output.hasSuffix(
        """
        audience/crm: 200 lines read, 200 put on the list, 0 taken out, in 1 batch; 0 rejected.
        200
        500 on the list
        2

        """), "\(answer.output)")
  }
}
