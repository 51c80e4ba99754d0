import AdsModel
import Applying
import CustomerLists
import Diagnostics
import Foundation
import ManifestLoading
import ManifestModel
import Outcomes
import Planning
import StateStore
import TestSupport
import Testing

/// Customer lists on target local: what is stored is what the file says, whenever an apply is killed.
struct ListApplyTests {
  /// A project with one list, its state in a folder of its own.
  private struct Scene {
    let folder: URL
    let hasKey: Bool
    let sync: String
    /// The most people of one settlement.
    let batch: Int

    init(sync: String = "delta", hasKey: Bool = false, batch: Int = ListUploads.mostPeople) throws {
      self.sync = sync
      self.batch = batch
      self.hasKey = hasKey
      folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("pinplan-lists-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    private var stateFile: String { folder.path + "/.pinplan/state.db" }
    var backend: SQLiteBackend { SQLiteBackend(path: stateFile) }

    func workspace(_ people: ClosedRange<Int>) -> Workspace {
      let text = people.map { "person\($0)@northwind.example\n" }.joined()
      let files = ProjectFolder.memory([
        "pinplan.yaml": """
        version: 1
        account: { name: northwind-uk, country: GB }
        audiences:
          customers:
            { type: customer_list, source: a.csv, identifiers: email, sync: \(sync),
              terms_accepted: true, opt_outs_removed: true }
        """, "a.csv": text,
      ])
      let secret = Data((0..<32).map { UInt8($0) }).base64EncodedString()
      let keys = ListKeySource(
        environment: hasKey ? [ListKeySource.variable: secret] : [:],
        store: .file(folder.path + "/.pinplan/list.key"), place: "list.key")
      return Workspace(
        states: StateFactory(project: folder.path, file: stateFile, presence: .unlessTraces),
        now: ApplyScene.now,
        lists: ListAccess(environment: [:], keys: keys, bytes: files.openList)
      ) { Project.load(files) }
    }

    func plan(
      _ people: ClosedRange<Int>, replacing: Bool = false, after rest: BegunRest? = nil
    ) async throws -> Plan {
      var request = PlanRequest()
      request.rest = rest
      request.bindings = rest?.bindings ?? [:]
      if replacing { request.options.replace = [.audience("customers")] }
      let planned = try await workspace(people).plan(request, isWriting: true) {
        (_, _) throws(TargetFailure) in LocalTarget()
      }
      #expect(!planned.diagnostics.contains { $0.severity == .error })
      return try #require(planned.boundPlan)
    }

    /// Plans and applies; false when it was killed at a step.
    func apply(
      _ people: ClosedRange<Int>, replacing: Bool = false, killedAt step: Int? = nil
    ) async throws -> Bool {
      guard let result = try await result(of: people, replacing: replacing, killedAt: step) else {
        return false
      }
      #expect(result.isComplete)
      return true
    }

    /// What an apply comes to; none when it was killed.
    func result(
      of people: ClosedRange<Int>, replacing: Bool = false, killedAt step: Int? = nil
    ) async throws -> ApplyResult? {
      let plan = try await plan(people, replacing: replacing)
      let killSwitch = KillSwitch(at: step)
      let session = MortalSession(
        try backend.open(
          as: .current(purpose: "apply", environment: [:], now: ApplyScene.now),
          account: plan.account, target: .local, now: ApplyScene.now), killSwitch)
      let run = ApplyRun(plan, plan.digests())
      let result = await Result.awaiting { () async throws -> ApplyResult in
        var applier = Applier(session: session, target: LocalTarget(), now: ApplyScene.now)
        applier.lists = try ListUploads(plan, in: workspace(people))
        applier.lists.batchLimit = batch
        return try await run.carryOut(
          in: workspace(people), by: Author(user: "ana", host: "runner", toolVersion: "0"),
          with: applier)
      }
      try? await session.close()
      return killSwitch.isDead ? nil : try result.get()
    }

    /// How many are stored of all lists.
    var counts: [Int] { get throws { try backend.memberCounts().values.sorted() } }
  }

  private static let stories:
    [(first: ClosedRange<Int>?, then: ClosedRange<Int>, replacing: Bool)] =
      [(nil, 1...130, false), (1...130, 11...150, false), (1...130, 5...140, true)]

  @Test(arguments: stories, [false, true])
  func `an apply that is killed at any step leaves what the next one makes the file of`(
    _ story: (first: ClosedRange<Int>?, then: ClosedRange<Int>, replacing: Bool), hasKey: Bool
  ) async throws {
    var kills = 0
    for step in 0..<40 {
      let scene = try Scene(hasKey: hasKey)
      defer { scene.remove() }
      if let first = story.first { #expect(try await scene.apply(first)) }
      let isDone = try await scene.apply(story.then, replacing: story.replacing, killedAt: step)
      if !isDone {
        kills += 1
        #expect(try await scene.apply(story.then))
      }
      #expect(try await scene.plan(story.then).isEmpty, "killed at step \(step)")
      #expect(try scene.counts == [story.then.count], "killed at step \(step)")
      if isDone { break }
    }
    #expect(kills > 4)
  }

  @Test(arguments: stories)
  func `a list that is stored in parts goes on after a kill, with whoever is on the file then`(
    _ story: (first: ClosedRange<Int>?, then: ClosedRange<Int>, replacing: Bool)
  ) async throws {
    var kills = 0
    for step in 0..<60 {
      let scene = try Scene(batch: 40)
      defer { scene.remove() }
      if let first = story.first { #expect(try await scene.apply(first)) }
      let isDone = try await scene.apply(story.then, replacing: story.replacing, killedAt: step)
      let last = isDone ? story.then : 90...170
      if !isDone {
        kills += 1
        #expect(try await scene.apply(last))
      }
      #expect(try await scene.plan(last).isEmpty, "killed at step \(step)")
      #expect(try scene.counts == [last.count], "killed at step \(step)")
      if isDone { break }
    }
    #expect(kills > 6)
  }

  @Test func `an apply of a list in parts is the reviewed one until all are stored`() async throws {
    let scene = try Scene(batch: 40)
    defer { scene.remove() }
    let reviewed = try await scene.plan(1...130).digest()
    // It begins, intends the first part, and stores that with the intent of the second.
    #expect(try await !scene.apply(1...130, killedAt: 6))
    #expect(try scene.counts == [40])
    let next = try await scene.plan(1...130)
    #expect(next.digest() == reviewed)
    #expect(
      next.changes.map(\.notes.last) == [
        "an earlier apply was stopped after its step upload 1, and this one goes on from there"
      ])
    #expect(try await scene.plan(2...131).digest() != reviewed)
    #expect(try await scene.apply(1...130))
    #expect(try scene.backend.read()?.resources.map(\.id) == ["1"])
    #expect(try scene.backend.read()?.resources.first?.privateValues.begunUpload == nil)
  }

  @Test func `a list that was begun with a key that is lost says how to begin anew`() async throws {
    let scene = try Scene(batch: 40)
    defer { scene.remove() }
    #expect(try await !scene.apply(1...130, killedAt: 6))
    try FileManager.default.removeItem(atPath: scene.folder.path + "/.pinplan/list.key")
    let result = try #require(try await scene.result(of: 1...130))
    #expect(
      result.stopReason
        == "an earlier apply has begun the list of audience/customers with another list key; bring that back, or take the audience out of the YAML, apply, and declare it again"
    )
    #expect(result.notTried.map(\.address) == [.audience("customers")])
    #expect(try scene.counts == [40])
  }

  /// The key is made by the apply, so that what stands for people is another text afterwards.
  @Test func `an apply killed before anybody was stored goes on with the same people alone`()
    async throws
  {
    let scene = try Scene()
    defer { scene.remove() }
    let reviewed = try await scene.plan(1...130).digest()
    #expect(try await !scene.apply(1...130, killedAt: 4))
    #expect(try scene.counts.isEmpty)
    let rest = try #require(try await scene.backend.rest(ofDigest: reviewed))
    #expect(!rest.hasEffect)
    #expect(try await scene.plan(1...130, after: rest).digest() == reviewed)
    let others = try await scene.plan(2...131, after: rest)
    #expect(others.digest() != reviewed)
    let differences = rest.differences(
      from: others, configurationDigest: "", now: ApplyScene.now)
    #expect(
      differences.map(\.description) == [
        "audience/customers: the creation is not the reviewed one",
        "audience/customers: the reviewed creation is no longer to be done",
      ])
  }

  @Test(arguments: ["delta", "replace"])
  func `who comes and who goes is what is stored afterwards`(_ sync: String) async throws {
    let scene = try Scene(sync: sync)
    defer { scene.remove() }
    #expect(try await scene.apply(1...300))
    let plan = try await scene.plan(21...310)
    let isAnew = sync == "replace"
    #expect(
      plan.changes.map(\.membership)
        == [Membership(add: isAnew ? 290 : 10, remove: isAnew ? 300 : 20, total: 290)])
    #expect(try await scene.apply(21...310))
    #expect(try scene.counts == [290])
    #expect(try await scene.plan(21...310).isEmpty)
    #expect(try await !scene.plan(1...300).isEmpty)
  }

  @Test func `a plan made without a key is carried out with the one that is made for it`()
    async throws
  {
    let scene = try Scene()
    defer { scene.remove() }
    let key = scene.folder.path + "/.pinplan/list.key"
    let plan = try await scene.plan(1...120)
    #expect(plan.changes.first?.listBinding?.hasPrefix("sha256:") == true)
    #expect(!FileManager.default.fileExists(atPath: key))
    #expect(try await scene.apply(1...120))
    #expect(FileManager.default.fileExists(atPath: key))
    let next = try await scene.plan(1...121)
    #expect(next.changes.first?.listBinding?.hasPrefix("hmac-sha256:") == true)
  }

  @Test func `people who changed since the plan was made are not carried out`() async throws {
    let scene = try Scene()
    defer { scene.remove() }
    let plan = try await scene.plan(1...120)
    let error = #expect(throws: PlanRefusal.self) {
      _ = try ListUploads(plan, in: scene.workspace(2...121))
    }
    guard case .stale(let words)? = error else {
      Issue.record("it is stale")
      return
    }
    #expect(words == ["the people on the list of audience/customers are others by now"])
  }
}
