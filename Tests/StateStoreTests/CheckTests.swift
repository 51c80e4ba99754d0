import AdsModel
import Diagnostics
import Foundation
import GRDB
import Outcomes
import Planning
import TestSupport
import Testing

@testable import StateStore

/// What `state check` finds.
struct CheckTests {
  @Test(arguments: Backend.allCases)
  func `a whole state has nothing wrong, and is left as it is`(_ kind: Backend) async throws {
    let kept = try kind.make()
    #expect(await kept.backend.check() == StateCheck())
    try await kept.backend.store([.sample(spring), .sample(women, id: "2")])
    let before = try await kept.backend.snapshot()?.bytes
    #expect(await kept.backend.check() == StateCheck())
    #expect(try await kept.backend.snapshot()?.bytes == before)
  }

  @Test func `who holds the lock is told, and is no mistake`() async throws {
    let backend = MemoryBackend()
    let session = try await backend.open(.elsewhere)
    let check = await backend.check()
    #expect(check.isOK)
    #expect(
      check.findings == [
        StateFinding(.lease, .warning, "the state is locked by \(LockHolder.elsewhere)")
      ])
    backend.runOut()
    #expect(
      await backend.check().findings.map(\.message) == [
        """
        the lock is still that of \(LockHolder.elsewhere), which is gone; the next apply frees it
        """
      ])
    try await session.close()
  }

  @Test func `each contradiction is found`() async throws {
    let document = try #require(try await CarryingTests.full(.memory).backend.snapshot())
    #expect(document.findings == [])
    func found(_ change: (inout StateDocument) -> Void) -> [String] {
      var changed = document
      change(&changed)
      return changed.findings.filter { $0.severity == .error }.map {
        "\($0.code.rawValue): \($0.message)"
      }
    }
    #expect(
      found { $0.head.serial = 3 } == [
        "integrity: \(women) is of serial \(document.head.serial - 2), and the state is at 3",
        "integrity: its history is at serial \(document.head.serial), and the state is at 3",
      ])
    #expect(
      found { $0.head.unsettledCount = 7 } == [
        "integrity: 2 operations are not settled, and the state says 7"
      ])
    #expect(
      found { $0.resources[.campaign("b")] = .sample(.campaign("b"), id: "7") } == [
        "integrity: the id 7 is both at campaign/b and at campaign/spring"
      ])
    #expect(
      found { $0.lists["m9"] = [] } == [
        "reference: a list of people is kept that belongs to nothing stored"
      ])
    #expect(
      found { $0.history[3].operations.removeLast() }.contains(
        "reference: the journal of entry 4 is about operation 0, which is not there"))
    #expect(
      found { $0.history.remove(at: 1) } == [
        """
        history_chain: entry 3 of the history does not follow from the one before: one of the two is not \
        what was written
        """, "reference: entry 3 of the history comes after entry 1",
      ])
  }

  @Test func `a place that takes a write of who lost the lock is an error`() async throws {
    let store = MemoryDocumentStore()
    let backend = DocumentBackend(store)
    try await backend.store([.sample(spring)])
    store.isCareless = true
    let check = await backend.check()
    #expect(!check.isOK)
    #expect(
      check.findings.map(\.message) == [
        """
        a write by somebody who lost the lock is taken in memory, so two applies at once would write \
        over each other; keep the state where that is refused
        """
      ])
  }

  @Test func `a history that somebody changed in the tables is found by its chain`() async throws {
    let folder = try Folder()
    try await folder.backend.store([.sample(spring)])
    try await folder.backend.store([.sample(women, id: "2")])
    let queue = try DatabaseQueue(path: folder.state)
    try await queue.writeWithoutTransaction { database in
      try database.execute(sql: "UPDATE apply SET actor = 'mallory' WHERE number = 1")
    }
    // The checksum of the row tells it.
    #expect(
      await folder.backend.check().findings.map(\.message) == [
        """
        the state file \(folder.state) is damaged (its table apply is not what was written) and is left as \
        it is; put back a good copy of it
        """
      ])
    // Whoever writes the checksums too has the chain against them.
    try await queue.writeWithoutTransaction { database in
      try SealedTables.seal("apply", keyedBy: ["workspace", "number"], database)
      try SealedTables.sealFirstRow(database)
    }
    try queue.close()
    #expect(
      await folder.backend.check().findings.map(\.code.rawValue) == ["history_chain"])
  }
}
