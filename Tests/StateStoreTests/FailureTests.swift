import AdsModel
import Foundation
import GRDB
import Planning
import Testing

@testable import StateStore

struct FailureTests {
  /// Stands in for a full disk: SQLite reports both alike.
  @Test func `a full disk stops the apply and loses nothing`() async throws {
    let folder = try Folder()
    try await folder.backend.store([.sample(spring)])
    let session = try #require(try await folder.backend.open() as? JournalSession)
    let store = try #require(session.store as? SQLiteStore)
    try await session.begin(.sample, now: .noon)
    try store.limitPages(to: 1)
    let text = String(repeating: "x", count: 200_000)
    let big = IntendedOperation(
      sequence: 0, kind: .create, address: women, id: nil, fieldsJSON: Array(text.utf8))
    let serial = session.nextSerial
    let error = await awaitedFailure { () async throws(StateError) in
      try await session.record(settled: [], intending: [big], nextLocalID: 1, now: .noon)
    }
    #expect(
      error?.description
        == """
        there is no space left to write the state \(folder.state), and what was stored before is \
        intact; free some space, then try again
        """)
    #expect(session.nextSerial == serial)
    #expect(try folder.backend.operations(ofApply: 2).isEmpty)

    try store.limitPages(to: 1_000_000)
    try await session.record(settled: [], intending: [big], nextLocalID: 1, now: .noon)
    try await session.close()
    #expect(try folder.backend.operations(ofApply: 2).count == 1)
    #expect(try folder.backend.read()?.resources.map(\.address) == [spring])
  }

  @Test(arguments: [
    (ResultCode.SQLITE_BUSY, StateError.busy(place: "s")), (.SQLITE_FULL, .file("s", .diskFull)),
    (.SQLITE_READONLY, .file("s", .unwritable(reason: "no"))),
    (.SQLITE_IOERR, .file("s", .unwritable(reason: "no"))),
    (.SQLITE_CANTOPEN, .file("s", .unwritable(reason: "no"))),
    (.SQLITE_CORRUPT, .file("s", .damaged(detail: "no"))),
    (.SQLITE_NOTADB, .file("s", .damaged(detail: "no"))),
    (.SQLITE_CONSTRAINT, .file("s", .damaged(detail: "no"))),
  ])
  func `every failure of SQLite has its meaning`(_ code: ResultCode, _ meaning: StateError) {
    let error = StateError(
      DatabaseError(resultCode: code, message: "no"), path: "s", writing: true)
    #expect(error == meaning)
    #expect(error.exitCode == 3)
  }

  @Test func `what to do is said in every message`() {
    #expect(
      StateError.busy(place: "s.db").description
        == """
        the state s.db is being written by another process that did not finish in time; try again \
        when it is done
        """)
    #expect(
      StateError.lockLost(place: "s.db").description
        == """
        the lock on the state s.db was taken away while it was held, so nothing more is written; \
        see `pinplan history` for what the other run did, then plan again
        """)
    #expect(
      StateError.otherAccount(place: "s.db", what: "country", stored: "GB", given: "US").description
        == """
        the state s.db belongs to country GB, but the project says US; put back the project's own \
        state, or undo the change in pinplan.yaml
        """)
    #expect(
      StateError.file("s.db", .unreadable(reason: "Permission denied")).description
        == """
        the state s.db cannot be read: Permission denied; give yourself access to it and its \
        folder, then try again
        """)
  }

  @Test func `another writer's transaction is waited for, then said so`() async throws {
    let folder = try Folder()
    try await folder.backend.store([.sample(spring)])
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: folder.state, configuration: configuration)
    try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    let error = await awaitedFailure { () async throws(StateError) in
      try await folder.backend.open()
    }
    #expect(error == .busy(place: folder.state))
    try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
    try other.close()
    try await folder.backend.open().close()
  }

  @Test func `a creation that is cut off leaves no state, or a good one`() async throws {
    struct Cut: Error {}
    let folder = try Folder()
    let file = StateFile(path: folder.state)
    #expect(throws: StateError.self) { try file.create { _ in throw Cut() } }
    let place = (folder.state as NSString).deletingLastPathComponent
    #expect(!FileManager.default.fileExists(atPath: place))
    #expect(try folder.backend.read() == nil)
    // One that was killed leaves its folder beside the place, and the next to take the lock clears it.
    let draft = place + ".new-1"
    try FileManager.default.createDirectory(atPath: draft, withIntermediateDirectories: false)
    try Data(count: 8).write(to: URL(fileURLWithPath: draft + "/state.db"))
    try await folder.backend.store([.sample(spring)])
    #expect(!FileManager.default.fileExists(atPath: draft))
    // Whoever comes second finds the first one's and leaves it alone.
    let before = try folder.contents()
    try file.create { _ in }
    #expect(try folder.contents() == before)
  }

  @Test func `an abandoned session lets go of the lock`() async throws {
    let folder = try Folder()
    var session: (any StateSession)? = try await folder.backend.open()
    #expect(session?.nextSerial == 1)
    session = nil
    #expect(try folder.backend.head()?.holder == nil)
    #expect(try folder.contents().keys.sorted() == ["state.db"])
  }
}
