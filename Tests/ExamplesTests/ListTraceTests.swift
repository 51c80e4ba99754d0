import Crypto
import Foundation
import TestSupport
import Testing

/// That nothing pinplan writes has an address of a customer list, or its unkeyed digest, in any form.
struct ListTraceTests {
  private static func addresses(_ numbers: some Sequence<Int>) -> [String] {
    numbers.map { "person\($0).trace@northwind.example" }
  }

  /// What must be found nowhere: of each person the address, and each digest in bytes, hex and base64.
  private static func traces(of addresses: [String]) -> [Data] {
    addresses.flatMap { address -> [Data] in
      let bytes = Data(address.utf8)
      let digests = [
        Data(Insecure.MD5.hash(data: bytes)), Data(Insecure.SHA1.hash(data: bytes)),
        Data(SHA256.hash(data: bytes)),
      ]
      return [bytes, Data(address.uppercased().utf8)]
        + digests.flatMap { digest -> [Data] in
          let hex = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
          let base64 = digest.base64EncodedString().prefix { $0 != "=" }
          return [digest, Data(hex.utf8), Data(hex.uppercased().utf8), Data(base64.utf8)]
        }
    }
  }

  private static let project = """
    version: 1
    account: { name: northwind-uk, country: GB }
    audiences:
      customers:
        type: customer_list
        source: lists/customers.csv
        identifiers: email
        suppress: lists/opt-outs.csv
        terms_accepted: true
        opt_outs_removed: true
      crm:
        type: customer_list
        identifiers: email
        sync: external
        suppress: lists/opt-outs.csv
        terms_accepted: true
        opt_outs_removed: true

    """

  private static let commands = """
    set -x
    pinplan validate --format json
    pinplan plan --out first.json --html first.html
    pinplan plan --format markdown >plan.md
    pinplan apply first.json --events events.jsonl --summary summary.md --format json
    pinplan plan --detailed-exitcode
    cp lists/second.csv lists/customers.csv
    pinplan plan --format json; pinplan plan --format sarif; pinplan plan
    (pinplan apply --auto-approve --events killed.jsonl & sleep 0.05; kill -9 $!; wait)
    pinplan apply --auto-approve
    pinplan state show audience/customers --format json; pinplan history --format json
    pinplan history show 1
    cp lists/wrong.csv lists/customers.csv
    pinplan validate; pinplan plan --format json; pinplan audience check lists/wrong.csv --identifiers email
    cp lists/second.csv lists/customers.csv
    PINPLAN_LIST_KEY=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= pinplan plan
    pinplan apply --replace audience/customers --auto-approve
    pinplan audience add crm lists/second.csv --auto-approve --format json
    pinplan audience replace crm lists/second.csv --auto-approve; pinplan audience remove crm lists/wrong.csv
    streamed() { sed 's/.*/{"op":"add","namespace":"Email","value":"&"}/' lists/*.csv; }
    streamed | pinplan audience stream crm --checkpoint settled --rejects rejects.jsonl --format json
    (streamed | pinplan audience stream crm --rejects killed.jsonl & sleep 0.05; kill -9 $!; wait)
    pinplan history show 5
    pinplan plan --detailed-exitcode && echo nothing is left to do
    """

  private static let account = """
    account: { name: northwind-uk, country: GB, currency: GBP, ad_account_id: "549755885175" }
    target: pinterest
    """

  /// The same for an account, where digests leave the machine: also where a request is cut off, refused, or
  /// not answered.
  private static let remoteCommands = """
    set -x
    fault() { curl -s -X POST -d "$1" "$PINPLAN_PINTEREST_URL/_emulator/faults"; }
    pinplan plan --out first.json --html first.html --verbose
    fault '{ "kind": "hang", "commit": true, "match": { "operation": "customer_lists/create" } }'
    (pinplan apply first.json --events events.jsonl --summary summary.md & sleep 1; kill -9 $!; wait)
    cp .pinplan/state.db killed.db; cp .pinplan/state.db-wal killed.db-wal
    curl -s -X DELETE "$PINPLAN_PINTEREST_URL/_emulator/faults"
    pinplan plan --format json; pinplan apply --auto-approve --verbose
    cp lists/second.csv lists/customers.csv
    fault '{ "kind": "error_before_commit", "status": 400, "match": { "operation": "customer_lists/update" } }'
    pinplan apply --auto-approve --format json
    fault '{ "kind": "garbage_body", "match": { "operation": "customer_lists/update" } }'
    pinplan apply --auto-approve --events second.jsonl
    pinplan state show audience/customers --format json; pinplan history show 1
    PINPLAN_LIST_KEY=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= pinplan plan
    pinplan audience rebuild customers --auto-approve
    pinplan plan --detailed-exitcode && echo nothing is left to do
    """

  @Test func `no file and no output has an address or an unkeyed digest of one`() throws {
    try Self.search(Self.project, Self.commands)
  }

  @Test func `nor with an account that people are uploaded to`() throws {
    let emulator = try EmulatorProcess(
      BuiltPinplan.folder.appendingPathComponent("pinterest-emulator"))
    var environment = emulator.environment
    environment["PINPLAN_REQUEST_TIMEOUT"] = "2"
    environment["PINPLAN_SETTLING_TIME"] = "0"
    let project = Self.project.replacing(
      "account: { name: northwind-uk, country: GB }", with: Self.account)
    try Self.search(project, Self.remoteCommands, environment)
  }

  private static func search(
    _ project: String, _ commands: String, _ environment: [String: String] = [:]
  ) throws {
    try withTemporaryFolder { folder in
      let lists = folder.appendingPathComponent("lists")
      try FileManager.default.createDirectory(at: lists, withIntermediateDirectories: true)
      func put(_ lines: [String], _ file: String) throws {
        try Data((lines.joined(separator: "\n") + "\n").utf8)
          .write(to: lists.appendingPathComponent(file))
      }
      try Data(project.utf8).write(to: folder.appendingPathComponent("pinplan.yaml"))
      try put(addresses(1...130), "customers.csv")
      try put(addresses(11...150), "second.csv")
      try put(addresses(1...130).map { $0 + ",Ana" } + ["+44 7700 900123"], "wrong.csv")
      try put(addresses(100...103), "opt-outs.csv")
      let answer = try BuiltPinplan.run(commands, in: folder, with: environment)
      #expect(answer.output.hasSuffix("nothing is left to do\n"), "\(answer.output.suffix(2000))")
      var produced = [("the output", Data(answer.output.utf8))]
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      where !path.hasPrefix("lists") {
        if let bytes = try? Data(contentsOf: folder.appendingPathComponent(path)) {
          produced.append((path, bytes))
        }
      }
      #expect(produced.contains { $0.0 == ".pinplan/state.db" && !$0.1.isEmpty })
      #expect(produced.contains { $0.0 == "first.json" && !$0.1.isEmpty })
      let wanted = traces(of: addresses([1, 2, 50, 100, 103, 130, 131, 149, 150]))
      for (what, bytes) in produced {
        for trace in wanted where bytes.range(of: trace) != nil {
          Issue.record("\(what) has \(String(decoding: trace, as: UTF8.self))")
        }
      }
      // The search finds what is there.
      let list = try Data(contentsOf: lists.appendingPathComponent("second.csv"))
      #expect(wanted.contains { list.range(of: $0) != nil })
    }
  }
}
