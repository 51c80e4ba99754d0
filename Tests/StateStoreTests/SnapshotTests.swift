import Foundation
import Planning
import Testing

@testable import StateStore

/// A reading while a writer is at work beside it.
struct SnapshotTests {
  /// A log of several commits beside the file of a session that is open.
  private let folder: Folder
  private let session: any StateSession
  private let log: URL
  /// What is in its first frame.
  private let offset = 32 + 24 + 100

  init() async throws {
    folder = try Folder()
    try await folder.backend.store([.sample(spring)])
    session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    try await session.create([.sample(women, id: "2")])
    log = URL(fileURLWithPath: folder.state + "-wal")
  }

  /// Writes over a byte of the log in place, as a writer that spills does.
  private func flip() throws {
    let file = try FileHandle(forUpdating: log)
    try file.seek(toOffset: UInt64(offset))
    let byte = try #require(try file.read(upToCount: 1)?.first)
    try file.seek(toOffset: UInt64(offset))
    try file.write(contentsOf: Data([~byte]))
    try file.close()
  }

  @Test func `a log that was written over while it was copied is copied again`() throws {
    var copies = 0
    var snapshot = Snapshot(file: StateFile(path: folder.state))
    snapshot.betweenCopies = {
      copies += 1
      if copies <= 2 { try flip() }
    }
    let addresses = try snapshot.read {
      try StoredState.read($0, .read($0)).resources.map(\.address)
    }
    #expect(addresses == [women, spring])
    #expect(copies == 2)
  }

  @Test func `a log that nobody writes is damaged when it is not what was written`() throws {
    try flip()
    var copies = 0
    var snapshot = Snapshot(file: StateFile(path: folder.state))
    snapshot.betweenCopies = { copies += 1 }
    let error = failure { () throws(StateError) in try snapshot.read { _ in } }
    #expect(
      error?.description == """
        the state file \(folder.state) is damaged (its log, state.db-wal, is not what was written) \
        and is left as it is; put back a good copy of it
        """)
    #expect(copies == 1)
    try flip()
  }
}
