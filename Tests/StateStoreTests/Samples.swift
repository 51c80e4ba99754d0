import AdsModel
import CustomerLists
import Foundation
import Planning
import StateStore
import TestSupport

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// A folder of its own for one test, gone when the test is done.
final class Folder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/pinplan-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var state: String { path + "/.pinplan/state.db" }
  var backend: SQLiteBackend { SQLiteBackend(path: state) }

  /// The bytes of every file, by its name.
  func contents() throws -> [String: Data] {
    let folder = path + "/.pinplan"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return try Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0)))
      })
  }

  /// What a process that is killed now would leave: the files as they are, and nobody at work.
  func afterKill() throws -> Folder {
    let copy = try Folder()
    let folder = copy.path + "/.pinplan"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    for (name, data) in try contents() where !name.hasSuffix("-shm") {
      try data.write(to: URL(fileURLWithPath: folder + "/" + name))
    }
    return copy
  }
}

extension Instant {
  static let noon = Self(secondsSince1970: 1_795_348_800)

  func later(_ seconds: Int64) -> Self { Self(secondsSince1970: secondsSince1970 + seconds) }
}

extension Account {
  static let sample = Self(name: "northwind-uk", country: "GB", currency: .gbp)
}

extension Author {
  static let ana = Self(
    user: "ana", host: "runner-7", runURL: "https://ci.example/runs/9", commit: "a1b2c3d",
    toolVersion: "0.1.0")
}

extension LockHolder {
  /// This very process, which is certainly alive.
  static func alive(_ user: String = "ana") -> Self {
    var holder = Self.current(purpose: "apply", environment: [:], now: .noon)
    holder.user = user
    return holder
  }

  /// A process of this machine that has ended: no system gives out numbers this high.
  static func dead() -> Self {
    var holder = Self.alive("ben")
    holder.process.pid = .max - 1
    return holder
  }

  static let elsewhere = Self(
    user: "cleo", host: "another-host",
    process: ProcessIdentity(
      pid: 4711, startTime: "1", bootID: "b", machineID: "m", pidNamespace: nil),
    runURL: "https://ci.example/runs/9", purpose: "apply", acquiredAt: .noon)
}

extension StoredResource {
  static func sample(_ address: Address, id: String = "1", json: String = "{}") -> Self {
    Self(address: address, id: id, status: .active, attributes: Array(json.utf8))
  }
}

extension ApplyStart {
  static let sample = Self(
    author: .ana, planDigest: "sha256:11", configurationDigest: "sha256:22",
    summary: {
      var summary = PlanSummary()
      summary.create = 2
      summary.unchanged = 5
      return summary
    }(),
    overrides: [OverrideRecord(code: "guardrail.max_daily_spend", reason: "Black Friday")])
}

extension IntendedOperation {
  static func create(_ sequence: Int, _ address: Address, id: String? = nil) -> Self {
    Self(
      sequence: sequence, kind: .create, address: address, id: id,
      fieldsJSON: Array(#"[{"path":"name","before":null,"after":"Spring"}]"#.utf8))
  }
}

extension SealedMember {
  /// Somebody who is always the same, and stands where a hash puts them.
  static func sample(_ number: Int) -> Self {
    var dice = Dice(seed: UInt64(number) &+ 77)
    var bytes = (0..<byteCount).map { _ in UInt8.random(in: 0...255, using: &dice) }
    bytes[lookupByteCount] = 3
    guard let member = bytes.withUnsafeBytes(Self.init(bytes:)) else {
      preconditionFailure("a member with a known kind")
    }
    return member
  }
}

extension Sequence<Int> {
  /// In the order in which they are stored.
  var members: [SealedMember] {
    map { SealedMember.sample($0) }.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }
}

extension StateBackend {
  func allMembers(of list: String) async throws -> [SealedMember] {
    var all: [SealedMember] = []
    try await members(of: list) { all += $0 }
    return all
  }

  func open(_ holder: LockHolder = .alive(), now: Instant = .noon) async throws(StateError)
    -> any StateSession
  {
    try await open(as: holder, account: .sample, target: .local, now: now)
  }

  /// Applies the creation of resources in one go.
  func store(_ resources: [StoredResource]) async throws(StateError) {
    let session = try await open()
    try await session.begin(.sample, now: .noon)
    try await session.create(resources)
    try await session.finish(.done, now: .noon)
    try await session.close()
  }
}

extension StateSession {
  func create(_ resources: [StoredResource]) async throws(StateError) {
    let intents = resources.enumerated().map {
      IntendedOperation.create($0.offset, $0.element.address, id: $0.element.id)
    }
    let done = resources.enumerated().map {
      Settlement(sequence: $0.offset, result: .done($0.element))
    }
    try await record(settled: [], intending: intents, nextLocalID: 1, now: .noon)
    try await record(settled: done, intending: [], nextLocalID: 9, now: .noon.later(1))
  }
}

/// What a call throws; the error is the outcome that is looked at.
func failure<Value>(_ body: () throws(StateError) -> Value) -> StateError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error
  }
}

/// The same of a call that waits.
func awaitedFailure<Value>(_ body: () async throws(StateError) -> Value) async -> StateError? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error
  }
}

let spring = Address.campaign("spring")
let women = Address.adGroup("spring", "women")
let sofa = Address.keyword(in: women, .exact, "corner sofa")
let hero = Address.ad(in: women, "hero")
