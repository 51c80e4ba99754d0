import AdsModel
import Applying
import ManifestLoading
import ManifestModel
import Outcomes
import Planning
import StateStore
import TestSupport

/// A state of one kind and an account of steps, and applies between them.
struct SteppedScene {
  enum Kind: CaseIterable { case sqlite, memory }

  let backend: any StateBackend
  let target = SteppedTarget()
  /// The ids of what a test is about to replace.
  private var original: [Address: String] = [:]
  /// Keeps the folder of a state in a file.
  private let folder: ApplyScene?

  init(_ kind: Kind) throws {
    switch kind {
    case .sqlite:
      let folder = try ApplyScene()
      (self.folder, backend) = (folder, folder.backend)
    case .memory: (folder, backend) = (nil, MemoryBackend())
    }
  }

  /// Applies what a change is made to.
  mutating func prepare(_ text: String) async throws -> ApplyResult {
    let result = try await apply(text)
    let stored = try await backend.read()?.resources ?? []
    original = Dictionary(stored.map { ($0.address, $0.id) }) { first, _ in first }
    return result
  }

  private static func manifest(_ text: String) -> Manifest {
    let project = Project.load(.memory(["pinplan.yaml": text]))
    precondition(project.diagnostics.isEmpty, "\(project.diagnostics)")
    return project.manifest
  }

  func plan(_ text: String, replace: Set<Address> = []) async throws -> Plan {
    var options = PlanOptions()
    options.replace = replace
    return PlanDraft(
      manifest: Self.manifest(text), state: try await backend.read(), options: options,
      now: ApplyScene.now
    ).plan
  }

  /// Settles an earlier apply, plans, and applies.
  func apply(
    _ text: String, replace: Set<Address> = [],
    wrap: (any StateSession) -> any StateSession = { $0 }
  ) async throws -> ApplyResult {
    let manifest = Self.manifest(text)
    let session = wrap(
      try await backend.open(
        as: .current(purpose: "apply", environment: [:], now: ApplyScene.now),
        account: manifest.account, target: manifest.target, now: ApplyScene.now))
    let result = await Result.awaiting { () async throws -> ApplyResult in
      var applier = Applier(session: session, target: target, now: ApplyScene.now)
      applier.sleep = { [machine = target.machine] in try await machine.sleep($0) }
      applier.machineTime = { [machine = target.machine] in machine.now() }
      let earlier = try await applier.settleEarlierApply()
      var result = ApplyResult(digest: nil)
      result.failed = earlier.open
      guard earlier.open.isEmpty else { return result }
      let plan = try await plan(text, replace: try await open(replace))
      return try await applier.apply(plan, ApplyScene.start(of: plan))
    }
    try? await session.close()
    return try result.get()
  }

  /// What of some replacements is not over yet.
  private func open(_ replace: Set<Address>) async throws -> Set<Address> {
    let stored = try await backend.read()?.resources ?? []
    return replace.filter { address in
      stored.contains {
        $0.address == address && ($0.replaces != nil || $0.id == original[address])
      }
    }
  }
}
