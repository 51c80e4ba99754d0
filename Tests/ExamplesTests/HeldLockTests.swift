import AdsModel
import Foundation
import Planning
import StateStore
import TestSupport
import Testing

/// What commands say and do while somebody else is at work on the state.
struct HeldLockTests {
  private static let since = Instant(secondsSince1970: 1_795_339_800)
  private static let account = Account(name: "northwind-uk", country: "GB", currency: .gbp)

  /// This process, under a name of its own; a number in its place is a process that is gone.
  private static func holder(pid: Int32? = nil) -> LockHolder {
    var holder = LockHolder.current(purpose: "apply", environment: [:], now: since)
    holder.user = "ana"
    holder.runURL = "https://ci.example/runs/9"
    if let pid { holder.process.pid = pid }
    return holder
  }

  /// A project that is applied and then edited, with its state.
  private func withProject(
    _ body: (_ folder: URL, _ backend: SQLiteBackend) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pinplan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try """
    version: 1
    account: { name: northwind-uk, country: GB }
    campaigns:
      sofas: { objective: traffic, schedule: { start: 2026-12-01 }, budget: { daily: 25.00 } }

    """.write(
      to: folder.appendingPathComponent("pinplan.yaml"), atomically: true, encoding: .utf8)
    let made = try BuiltPinplan.run(
      "pinplan apply --auto-approve --now 2026-11-22T08:00:00Z && sed -i.old s/25/26/ pinplan.yaml",
      in: folder)
    #expect(made.status == 0, "\(made.output)")
    try await body(
      folder, SQLiteBackend(path: folder.appendingPathComponent(".pinplan/state.db").path))
  }

  private func hold(_ backend: SQLiteBackend, as holder: LockHolder = holder()) throws
    -> any StateSession
  {
    try backend.open(as: holder, account: Self.account, target: .local, now: Self.since)
  }

  private static func refusal(_ holder: LockHolder) -> String {
    """
    error: the state is locked by ana@\(holder.host) (apply, process \(holder.process.pid), \
    https://ci.example/runs/9) since 2026-11-22T09:30:00Z; wait until it is done, or, if it is gone \
    for good, free the lock with `pinplan state unlock --force`

    """
  }

  @Test(arguments: [
    "apply --auto-approve", "state mv campaign/sofas campaign/chairs", "state rm campaign/sofas",
    "state unlock",
  ])
  func `what writes is exit 3, and names who holds the lock since when`(_ command: String)
    async throws
  {
    try await withProject { folder, backend in
      let session = try hold(backend)
      let answer = try BuiltPinplan.run(
        "pinplan \(command) --now 2026-11-22T10:00:00Z 2>&1 >/dev/null", in: folder)
      #expect(answer.unwrapped == Self.refusal(Self.holder()))
      #expect(answer.status == 3)
      #expect(try backend.head()?.holder == Self.holder())
      try await session.close()
    }
  }

  @Test func `an apply in JSON has the lock in its document`() async throws {
    try await withProject { folder, backend in
      let session = try hold(backend)
      let answer = try BuiltPinplan.run(
        "pinplan apply --auto-approve --format json --now 2026-11-22T10:00:00Z 2>/dev/null",
        in: folder)
      #expect(answer.output.contains(#""code":"state.locked""#))
      #expect(answer.output.contains("since 2026-11-22T09:30:00Z"))
      #expect(answer.status == 3)
      try await session.close()
    }
  }

  @Test func `what only looks does not wait for the lock`() async throws {
    try await withProject { folder, backend in
      let session = try hold(backend)
      let answer = try BuiltPinplan.run(
        "pinplan plan --detailed-exitcode --now 2026-11-22T10:00:00Z", in: folder)
      #expect(answer.status == 2)
      #expect(answer.output.contains("Plan: 0 to create, 1 to update"))
      try await session.close()
    }
  }

  @Test func `a lock that is freed by force ends the work of who held it`() async throws {
    try await withProject { folder, backend in
      let session = try hold(backend)
      let holder = Self.holder()
      let freed = try BuiltPinplan.run("pinplan state unlock --force", in: folder)
      #expect(
        freed.output == """
          Freed the lock of ana@\(holder.host) (apply, process \(holder.process.pid), \
          https://ci.example/runs/9) since 2026-11-22T09:30:00Z.

          """)
      #expect(freed.status == 0)
      let applied = try BuiltPinplan.run(
        "pinplan apply --auto-approve --now 2026-11-22T10:00:00Z", in: folder)
      #expect(applied.status == 0, "\(applied.output)")
      await #expect(throws: StateError.self) {
        _ = try await session.remove(
          [.campaign("sofas")],
          by: Author(user: "ana", host: holder.host, toolVersion: "0.1.0"), now: Self.since)
      }
    }
  }

  @Test func `the lock of a process that is gone is freed without force`() async throws {
    try await withProject { folder, backend in
      let gone = Self.holder(pid: .max - 1)
      let session = try hold(backend, as: gone)
      let freed = try BuiltPinplan.run("pinplan state unlock", in: folder)
      #expect(freed.output == "Freed the lock of \(gone).\n")
      #expect(freed.status == 0)
      let again = try BuiltPinplan.run("pinplan state unlock", in: folder)
      #expect(again.output == "Nobody holds the lock.\n")
      #expect(again.status == 0)
      try? await session.close()
    }
  }

  @Test func `an apply is shown as running, or as interrupted once its process is gone`()
    async throws
  {
    for (holder, words, word) in [
      (Self.holder(), "still running", "running"),
      (Self.holder(pid: .max - 1), "interrupted", "interrupted"),
    ] {
      try await withProject { folder, backend in
        let session = try hold(backend, as: holder)
        try await session.begin(
          ApplyStart(
            author: Author(user: "ana", host: holder.host, toolVersion: "0.1.0"),
            planDigest: String(repeating: "a", count: 64), configurationDigest: "",
            summary: PlanSummary()), now: Self.since)
        let text = try BuiltPinplan.run("pinplan history", in: folder)
        #expect(text.output.split(separator: "\n").last?.hasSuffix(words) == true, "\(text.output)")
        let entry = try BuiltPinplan.run("pinplan history show 2", in: folder)
        #expect(entry.output.hasPrefix("apply 2, 2026-11-22 09:30 UTC, \(words)\n"))
        let json = try BuiltPinplan.run("pinplan history --format json", in: folder)
        #expect(json.output.contains(#""outcome":"\#(word)""#))
        #expect(json.output.contains(#""outcome":"done""#))
      }
    }
  }
}
