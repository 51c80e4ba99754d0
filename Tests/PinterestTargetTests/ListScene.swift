import AdsModel
import Applying
import Crypto
import CustomerLists
import Diagnostics
import Foundation
import ManifestLoading
import ManifestModel
import Outcomes
import PinterestAPI
import PinterestTarget
import Planning
import StateStore
import TestSupport
import Testing

/// A project with one customer list, a state in a folder of its own, and an account of an emulator that begins empty.
final class ListScene {
  private static let account = "549755885175"
  private let emulator: EmulatorProcess
  private let sync: String
  private let hasSource: Bool
  private let folder: URL

  init(_ emulator: EmulatorProcess, sync: String = "delta", source hasSource: Bool = true) throws {
    self.emulator = emulator
    self.sync = sync
    self.hasSource = hasSource
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pinplan-list-steps-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try emulator.ask("POST", "reset", "{}")
  }

  static func emulator() throws -> EmulatorProcess {
    try EmulatorProcess(EmulatorExecutable.url(), options: ["--now", "2026-11-22T10:00:00Z"])
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private var stateFile: String { folder.path + "/.pinplan/state.db" }
  private var backend: SQLiteBackend { SQLiteBackend(path: stateFile) }

  private static let keys = ListKeySource(
    environment: [
      ListKeySource.variable: Data((0..<32).map { UInt8($0) }).base64EncodedString()
    ], store: nil, place: "list.key")

  private static func address(_ number: Int) -> String { "person\(number)@northwind.example" }

  func workspace(_ people: ClosedRange<Int>) -> Workspace {
    let source = hasSource ? "source: a.csv, " : ""
    let files = ProjectFolder.memory([
      "pinplan.yaml": """
      version: 1
      account: { name: northwind-uk, country: GB, currency: GBP, ad_account_id: "\(Self.account)" }
      target: pinterest
      guardrails: { max_list_removal: 100% }
      audiences:
        customers:
          { type: customer_list, \(source)identifiers: email, sync: \(sync),
            terms_accepted: true, opt_outs_removed: true }
      campaigns:
        sofas:
          objective: traffic
          budget: { daily: 25.00 }
          ad_groups:
            uk:
              bid: 0.35
              targeting: { locations: [GB], audiences: { include: [customers] } }
      """, "a.csv": people.map { Self.address($0) + "\n" }.joined(),
    ])
    return Workspace(
      states: StateFactory(project: folder.path, file: stateFile, presence: .unlessTraces),
      now: ApplyScene.now,
      lists: ListAccess(environment: [:], keys: Self.keys, bytes: files.openList)
    ) { Project.load(files) }
  }

  private static func target(
    _ emulator: EmulatorProcess
  ) async throws(TargetFailure) -> PinterestTarget {
    do {
      let connection = try await PinterestAPI.connect(
        account: account, environment: emulator.environment, now: ApplyScene.now, version: "0")
      return PinterestTarget(
        PinterestAccount(connection.client, id: account, timing: .immediate))
    } catch {
      throw TargetFailure(.pinterestFailed, "\(error)")
    }
  }

  func plan(
    _ people: ClosedRange<Int>, replacing: Bool = false, isRefused: Bool = false
  ) async throws -> Plan {
    var request = PlanRequest()
    if replacing { request.options.replace = [.audience("customers")] }
    let target = try await Self.target(emulator)
    let planned = try await workspace(people).plan(request, isWriting: true) {
      (_, _) throws(TargetFailure) in target
    }
    let plan = try #require(planned.boundPlan, "\(planned.diagnostics)")
    #expect(plan.isRefused == isRefused, "\(plan.diagnostics)")
    return plan
  }

  /// Settles what was cut off, plans and applies; false when it was killed at a step.
  func apply(
    _ people: ClosedRange<Int>, replacing: Bool = false, killedAt step: Int? = nil
  ) async throws -> Bool {
    let killSwitch = KillSwitch(at: step)
    try await settle()
    let plan = try await plan(people, replacing: replacing)
    let workspace = workspace(people)
    let result = try await carryOut(plan, killSwitch, in: workspace) {
      try ListUploads(plan, in: workspace)
    }
    if killSwitch.isDead { return false }
    let done = try result.get()
    #expect(done.isComplete, "\(done)")
    return true
  }

  /// Plans and applies, and returns why which change was refused.
  func refusals(applying people: ClosedRange<Int>) async throws -> [String] {
    let (plan, workspace) = (try await plan(people), workspace(people))
    let result = try await carryOut(plan, KillSwitch(at: nil), in: workspace) {
      try ListUploads(plan, in: workspace)
    }
    return try result.get().failed.map { "\($0.address): \($0.error ?? "")" }
  }

  /// Stores the audience anew, without what the target remembers of it.
  func forgetList() async throws {
    let session = try session()
    let address = Address.audience("customers")
    var stored = try #require(session.state.resources.first { $0.address == address })
    stored.privateValues = PrivateValues()
    let author = Author(user: "ana", host: "runner", toolVersion: "0")
    _ = try await session.remove([address], by: author, now: ApplyScene.now)
    try await session.adopt(
      [stored], forgetting: [], kind: .importing, by: author, now: ApplyScene.now)
    try await session.close()
  }

  /// Has some come and others go, as a command for a list that something else fills does.
  func change(adding: ClosedRange<Int>, removing: ClosedRange<Int>) async throws {
    let key = try #require(try Self.keys.key())
    func people(_ numbers: ClosedRange<Int>) throws -> MemberSet {
      let text = numbers.map { Self.address($0) + "\n" }.joined()
      return try ListReader(file: "-", identifier: .email, key: key)
        .read(.bytes(Array(text.utf8))).members
    }
    let state = try #require(try backend.read())
    let address = Address.audience("customers")
    let stored = try #require(state.resources.first { $0.address == address })
    var plan = try await plan(1...1)
    var change = Change(.update, address, reason: .configEdited, name: "customers", id: stored.id)
    change.storedVersion = stored.version
    change.membership = Membership(add: adding.count, remove: removing.count, total: 0)
    plan.changes = [change]
    let order = PeopleOrder.changing(add: try people(adding), remove: try people(removing))
    let result = try await carryOut(plan, KillSwitch(at: nil), in: workspace(1...1)) {
      ListUploads([address: order], keys: Self.keys)
    }
    let done = try result.get()
    #expect(done.isComplete, "\(done)")
  }

  private func session() throws -> any StateSession {
    let manifest = workspace(1...1).load().manifest
    return try backend.open(
      as: .current(purpose: "apply", environment: [:], now: ApplyScene.now),
      account: manifest.account, target: .pinterest, now: ApplyScene.now)
  }

  private func settle() async throws {
    let session = try session()
    var applier = Applier(
      session: session, target: try await Self.target(emulator), now: ApplyScene.now)
    applier.sleep = { _ in }
    #expect(try await applier.settleEarlierApply().open.isEmpty)
    try await session.close()
  }

  private func carryOut(
    _ plan: Plan, _ killSwitch: KillSwitch, in workspace: Workspace,
    _ lists: () throws -> ListUploads
  ) async throws -> Result<ApplyResult, any Error> {
    let session = MortalSession(try session(), killSwitch)
    let target = MortalTarget(try await Self.target(emulator), killSwitch)
    let run = ApplyRun(plan, plan.digests())
    let result = await Result.awaiting { () async throws -> ApplyResult in
      var applier = Applier(session: session, target: target, now: ApplyScene.now)
      applier.sleep = { _ in }
      applier.lists = try lists()
      applier.lists.batchLimit = 50
      return try await run.carryOut(
        in: workspace, by: Author(user: "ana", host: "runner", toolVersion: "0"), with: applier)
    }
    try? await session.close()
    return result
  }
}

extension ListScene {
  struct List: Decodable {
    let id: String
    let members: Int
    var digest: String?
  }

  private struct Items<Item: Decodable>: Decodable { let items: [Item] }

  private struct Batch: Decodable {
    let operation: String
    let records: Int
  }

  /// The lists of the account, with a digest over who is on them.
  var lists: [List] {
    get throws {
      try ask(Items<List>.self, "customer_lists").items.map {
        try ask(List.self, "customer_lists/\($0.id)")
      }
    }
  }

  var batches: [String] {
    get throws {
      let list = try #require(try lists.first)
      return try ask(Items<Batch>.self, "customer_lists/\(list.id)/batches").items.map {
        "\($0.operation) \($0.records)"
      }
    }
  }

  /// Has the account forget its lists, which no request and nobody in Ads Manager could do.
  func dropLists() throws {
    let dump = Data(try emulator.ask("GET", "dump").utf8)
    var rows = try #require(
      try JSONSerialization.jsonObject(with: dump) as? [String: [[String: Any]]])
    rows["customer_lists"] = []
    for kind in rows.keys {
      for index in rows[kind]?.indices ?? 0..<0 {
        rows[kind]?[index]["ad_account_id"] = Self.account
        rows[kind]?[index]["summary_status"] = nil
      }
    }
    let seed = try JSONSerialization.data(withJSONObject: rows)
    try emulator.ask("POST", "reset", String(decoding: seed, as: UTF8.self))
  }

  /// How many audiences are of lists.
  var audienceCount: Int {
    get throws {
      let tree = try emulator.ask("GET", "dump?form=tree")
      return tree.components(separatedBy: "\"CUSTOMER_LIST\"").count - 1
    }
  }

  private func ask<Answer: Decodable>(_ type: Answer.Type, _ path: String) throws -> Answer {
    try JSONDecoder().decode(type, from: Data(try emulator.ask("GET", path).utf8))
  }

  /// What the emulator says of a list of these people.
  static func digest(of people: some Sequence<Int>) -> String {
    let lines = people.map { number in
      hexadecimal(SHA256.hash(data: Data(address(number).utf8))) + "\n"
    }
    return hexadecimal(SHA256.hash(data: Data(lines.sorted().joined().utf8)))
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
