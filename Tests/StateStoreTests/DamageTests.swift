import AdsModel
import CustomerLists
import Foundation
import GRDB
import Planning
import TestSupport
import Testing

@testable import StateStore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// Whatever happens to the bytes of a state, it is noticed, or what is read is what was written.
struct DamageTests {
  private static let seed = RandomSeed.of("damage", or: 20_261_122)
  private static let rounds =
    ProcessInfo.processInfo.environment["PINPLAN_DAMAGE_ROUNDS"].flatMap(Int.init) ?? 60

  /// A state with every table filled: overrides, marks, moves, and an apply that was cut off.
  private static func state() async throws -> Folder {
    let folder = try Folder()
    var remembered = StoredResource.sample(.audience("a"), id: "9")
    remembered.replaces = "8"
    remembered.privateValues = ["list": "7"]
    remembered.replacedValues = ["list": "6"]
    remembered.privateValues.memberList = "m1"
    try await folder.backend.store(
      (10..<50).map { .sample(.campaign("c\($0)"), id: "\($0)", json: #"{"name":"C\#($0)"}"#) }
        + [remembered])
    let moving = try await folder.backend.open()
    var start = ApplyStart.sample
    start.marks = [.campaign: "49"]
    let digest = try #require(ChangeDigest(String(repeating: "3a", count: 16)))
    start.review = Review(
      items: [.init(spring, .create, isFinishing: false, digest: digest, version: nil)], moves: [],
      reliances: [], expiresAt: .noon, spendBefore: Spend(), continues: 1)
    try await moving.begin(start, now: .noon)
    let move = Move(from: .campaign("c11"), to: .campaign("moved"))
    try await moving.applyMoves([move], remembering: [move], now: .noon)
    try await moving.record(
      settled: [], intending: [.create(0, spring), .create(1, .campaign("late"))], nextLocalID: 99,
      now: .noon)
    var stepped = IntendedOperation.create(2, .audience("b"))
    stepped.step = OperationStep("list", ["mark": "5"])
    try await moving.record(
      settled: [Settlement(sequence: 0, result: .failed("refused"))], intending: [stepped],
      nextLocalID: 99, now: .noon)
    stepped.step = OperationStep("upload", ["list": "7"])
    var done = Settlement(sequence: 2, result: .stepDone(["list": "7", "members": "m2"], nil))
    done.members = MembersWrite("m2", add: (0..<40).members)
    try await moving.record(
      settled: [done], intending: [stepped], nextLocalID: 99, now: .noon)
    done.members = MembersWrite("m1", add: (20..<60).members)
    try await moving.record(
      settled: [done], intending: [stepped], nextLocalID: 99, now: .noon)
    try await moving.close()
    return folder
  }

  /// What every call reads, in words; none for a call that notices damage and says so.
  private static func readings(of backend: SQLiteBackend) -> [String?] {
    func words(_ body: () throws(StateError) -> Any) -> String? {
      do throws(StateError) {
        var text = ""
        dump(try body(), to: &text)
        return text
      } catch {
        #expect(error.exitCode == 3, "\(error)")
        #expect(error.description.contains(backend.place), "\(error)")
        return nil
      }
    }
    return [
      words { () throws(StateError) in try backend.read() as Any },
      words { () throws(StateError) in try backend.applies() },
      words { () throws(StateError) in try backend.operations(ofApply: 2) },
      words { () throws(StateError) in try backend.life(of: spring) },
      words { () throws(StateError) in try backend.unsettledCount() },
      words { () throws(StateError) in try backend.unsettledSummary() as Any },
      words { () throws(StateError) in try backend.head()?.holder as Any },
      words { () throws(StateError) in try unsettled(backend) },
      words { () throws(StateError) in try backend.memberCounts().sorted { $0.key < $1.key } },
      words { () throws(StateError) in try members(of: "m1", backend) },
      words { () throws(StateError) in try members(of: "m2", backend) },
    ]
  }

  private static func members(
    of list: String, _ backend: SQLiteBackend
  ) throws(StateError) -> [[UInt8]] {
    var all: [[UInt8]] = []
    do { try backend.members(of: list, after: nil) { all += $0.map(\.bytes) } } catch {
      // Nobody is handed on before all of them are known to be whole.
      #expect(all.isEmpty)
      throw error as? StateError ?? .busy(place: "\(error)")
    }
    return all
  }

  /// What the next apply would look for, as far as it can be read without the lock.
  private static func unsettled(_ backend: SQLiteBackend) throws(StateError) -> Any {
    try Snapshot(file: StateFile(path: backend.place)).read { database in
      _ = try HeadRow.read(database)
      return try JournalReader(database: database).unsettled()
    } as Any
  }

  private enum Outcome: String, CaseIterable {
    case noticed = "noticed by reading"
    case refused = "noticed before writing"
    case harmless = "without effect"
  }

  /// Holds readings of a damaged state against those of the good one, then writes to it.
  private static func outcome(
    _ folder: Folder, _ expected: [String?], _ what: String
  ) async -> Outcome {
    let found = readings(of: folder.backend)
    for (index, (found, expected)) in zip(found, expected).enumerated() where found != nil {
      #expect(found == expected, "seed \(seed): call \(index) after \(what)")
    }
    guard !found.contains(nil) else { return .noticed }
    do throws(StateError) {
      let before = try folder.backend.read()?.resources
      try await folder.backend.store([.sample(.campaign("zz"), id: "zz")])
      let after = try folder.backend.read()?.resources.filter { $0.address != .campaign("zz") }
      #expect(before == after, "seed \(seed): writing after \(what)")
      let again = readings(of: folder.backend)
      for call in [2, 7, 8, 9, 10] {
        #expect(again[call] == expected[call], "seed \(seed): call \(call), \(what)")
      }
      return .harmless
    } catch {
      #expect(error.exitCode == 3, "seed \(seed): \(error)")
      // Nothing was written then: what is read is what it was.
      #expect(readings(of: folder.backend) == expected, "seed \(seed): \(error), after \(what)")
      return .refused
    }
  }

  private static func report(_ counts: [String: [Outcome: Int]]) {
    for (kind, outcomes) in counts.sorted(by: { $0.key < $1.key }) {
      let words = Outcome.allCases.map { "\(outcomes[$0] ?? 0) \($0.rawValue)" }
      print("damage, seed \(seed): \(kind): \(words.joined(separator: ", "))")
    }
  }

  private static let page = 8192

  /// Spoils a good file in the way that is this round's turn, and says how.
  private static func spoil(_ data: inout Data, round: Int, _ dice: inout Dice) -> String {
    switch round % 5 {
    case 0:
      for _ in 0..<Int.random(in: 1...8, using: &dice) {
        data[Int.random(in: 0..<data.count, using: &dice)] = .random(in: 0...255, using: &dice)
      }
      return "bytes"
    case 1:
      data[Int.random(in: 0..<data.count, using: &dice)] ^= 1 << Int.random(in: 0..<8, using: &dice)
      return "one bit"
    case 2:
      data = data.prefix(Int.random(in: 0..<data.count, using: &dice))
      return "truncation"
    case 3:
      data[Int.random(in: 0..<100, using: &dice)] = .random(in: 0...255, using: &dice)
      return "a byte of the header"
    default:
      let pages = data.count / page
      let one = Int.random(in: 0..<pages, using: &dice)
      let other = Int.random(in: 0..<pages, using: &dice)
      let (first, second) = (one * page..<(one + 1) * page, other * page..<(other + 1) * page)
      let (here, there) = (data[first], data[second])
      data.replaceSubrange(first, with: there)
      data.replaceSubrange(second, with: here)
      return "swapped pages"
    }
  }

  @Test func `damaged bytes are noticed, or nothing that is read is another`() async throws {
    let folder = try await Self.state()
    let expected = Self.readings(of: folder.backend)
    #expect(!expected.contains(nil))
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.state))
    var dice = Dice(seed: Self.seed)
    var counts: [String: [Outcome: Int]] = [:]
    for round in 0..<Self.rounds {
      var bad = data
      let kind = Self.spoil(&bad, round: round, &dice)
      for suffix in ["-wal", "-shm"] { unlink(folder.state + suffix) }
      try bad.write(to: URL(fileURLWithPath: folder.state))
      let outcome = await Self.outcome(folder, expected, "\(kind), round \(round)")
      counts[kind, default: [:]][outcome, default: 0] += 1
    }
    Self.report(counts)
  }

  /// The last transaction may have been cut off by a power cut: it is there or it is not.
  @Test func `a log damaged before its last transaction is noticed, never dropped`() async throws {
    let folder = try Folder()
    try await folder.backend.store([.sample(spring)])
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    try await session.create([.sample(.campaign("one"), id: "2")])
    let before = try folder.afterKill()
    let two = Address.campaign("two")
    try await session.record(
      settled: [], intending: [.create(1, two, id: "3")], nextLocalID: 9, now: .noon)
    try await session.record(
      settled: [Settlement(sequence: 1, result: .done(.sample(two, id: "3")))], intending: [],
      nextLocalID: 9, now: .noon)
    let killed = try folder.afterKill()
    let expected = Self.readings(of: killed.backend)
    let log = URL(fileURLWithPath: killed.state + "-wal")
    let data = try Data(contentsOf: log)
    let complete = try Data(contentsOf: URL(fileURLWithPath: before.state + "-wal")).count
    #expect(complete > 3 * Self.page && complete < data.count)
    var dice = Dice(seed: Self.seed)
    var counts: [Outcome: Int] = [:]
    for round in 0..<Self.rounds / 4 {
      let place = Int.random(in: 0..<complete, using: &dice)
      var bad = data
      bad[place] ^= 1 << Int.random(in: 0..<8, using: &dice)
      try bad.write(to: log)
      let outcome = await Self.outcome(killed, expected, "byte \(place) of the log, round \(round)")
      counts[outcome, default: 0] += 1
    }
    Self.report(["one bit of the log": counts])
    try await session.close()
  }

  @Test func `no value, an empty one and zero are told apart in every column`() async throws {
    let folder = try await Self.state()
    let expected = Self.readings(of: folder.backend)
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.state))
    var counts: [String: [Outcome: Int]] = [:]
    let columns = try Self.columns(of: folder)
    #expect(columns.count > 80)
    for (table, column) in columns {
      for value in ["NULL", "''", "0", "X''", "CAST(\(column) AS BLOB)"] {
        try data.write(to: URL(fileURLWithPath: folder.state))
        let queue = try DatabaseQueue(path: folder.state)
        let changed = try queue.inDatabase { database in
          // Of one row, so that no key is there twice; what the schema refuses cannot happen so.
          try? database.execute(
            sql: """
              UPDATE \(table) SET \(column) = \(value) WHERE (\(column) IS NOT \(value)
              OR typeof(\(column)) <> typeof(\(value))) AND \(try Self.oneRow(of: table, database))
              """)
          try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
          return database.totalChangesCount
        }
        try queue.close()
        guard changed > 0 else { continue }
        let outcome = await Self.outcome(folder, expected, "\(table).\(column) = \(value)")
        #expect(outcome == .noticed, "\(table).\(column) = \(value)")
        counts["another kind of nothing", default: [:]][outcome, default: 0] += 1
      }
    }
    Self.report(counts)
    #expect((counts["another kind of nothing"]?[.noticed] ?? 0) > 200)
  }

  @Test func `a row that is lost is noticed in every table`() async throws {
    let folder = try await Self.state()
    let expected = Self.readings(of: folder.backend)
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.state))
    for table in Set(try Self.columns(of: folder).map(\.table)).sorted() {
      try data.write(to: URL(fileURLWithPath: folder.state))
      let queue = try DatabaseQueue(path: folder.state)
      try queue.inDatabase { database in
        try database.execute(
          sql: "DELETE FROM \(table) WHERE \(try Self.oneRow(of: table, database))")
        #expect(database.changesCount == 1, "\(table) is empty")
        try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      try queue.close()
      #expect(await Self.outcome(folder, expected, "a row of \(table)") == .noticed)
    }
  }

  private static func columns(of folder: Folder) throws -> [(table: String, column: String)] {
    let reader = try DatabaseQueue(path: folder.state)
    let rows = try reader.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c
          WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
          """)
    }
    try reader.close()
    return rows.map { ($0[0], $0[1]) }
  }

  /// A condition that one row of a table meets.
  private static func oneRow(of table: String, _ database: Database) throws -> String {
    let columns = try database.primaryKey(table).columns
    let list = columns.joined(separator: ", ")
    return "(\(list)) IN (SELECT \(list) FROM \(table) LIMIT 1)"
  }
}
