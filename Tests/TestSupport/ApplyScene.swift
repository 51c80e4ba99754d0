import AdsModel
import Applying
import Foundation
import ManifestModel
import Outcomes
import Planning
import StateStore

/// A state in a folder of its own, and applies to it as the command makes them.
public final class ApplyScene {
  public let backend: SQLiteBackend
  private let folder: URL
  public static let now = Instant(secondsSince1970: 1_795_341_600)

  public init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pinplan-apply-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    backend = SQLiteBackend(path: folder.path + "/.pinplan/state.db")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// What is stored, without what differs between any two states.
  public func resources() throws -> [StoredResource] {
    try (backend.read()?.resources ?? []).map { resource in
      var resource = resource
      resource.version = 0
      return resource
    }
  }

  public func plan(
    _ manifest: Manifest, replace: Set<Address> = [], now: Instant = now
  ) throws -> Plan {
    var options = PlanOptions()
    options.replace = replace
    return PlanDraft(manifest: manifest, state: try backend.read(), options: options, now: now).plan
  }

  /// Takes the lock, under the name of a process that is alive.
  public func open(_ manifest: Manifest, now: Instant = now) throws -> any StateSession {
    try backend.open(
      as: .current(purpose: "apply", environment: [:], now: now), account: manifest.account,
      target: manifest.target, now: now)
  }

  /// Settles an earlier apply, plans, and applies.
  ///
  /// `prepare` may change the applier; `wrap` stands between it and the state.
  public func apply(
    _ manifest: Manifest, replace: (StoredState) -> Set<Address> = { _ in [] },
    now: Instant = now, wrap: (any StateSession) -> any StateSession = { $0 },
    prepare: (inout Applier) -> Void = { _ in },
    to target: (any StateSession) async throws -> any AdsTarget
  ) async throws -> ApplyResult {
    let session = wrap(try open(manifest, now: now))
    let result = await Result.awaiting { () async throws -> ApplyResult in
      var applier = Applier(session: session, target: try await target(session), now: now)
      applier.sleep = { _ in }
      prepare(&applier)
      let earlier = try await applier.settleEarlierApply()
      var result = ApplyResult(digest: nil)
      result.failed = earlier.open
      guard earlier.open.isEmpty else { return result }
      let plan = try plan(manifest, replace: replace(session.state), now: now)
      return try await applier.apply(plan, Self.start(of: plan))
    }
    try? await session.close()
    return try result.get()
  }

  public static func start(of plan: Plan) -> ApplyStart {
    ApplyStart(
      author: Author(user: "ana", host: "runner", toolVersion: "0"), planDigest: plan.digest(),
      configurationDigest: "", summary: plan.summary)
  }
}
