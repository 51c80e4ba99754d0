import AdsModel
import Foundation
import GRDB
import Insights
import StateStore
import TestSupport
import Testing

struct ArchiveFileTests {
  private let first = Day(parsing: "2026-08-01") ?? Day(number: 0)

  private func days(_ count: Int, _ status: DataStatus = .ready, saves: Int64 = 1) -> [DayNumbers] {
    (0..<count).map {
      DayNumbers(
        first.advanced(by: $0), status,
        status == .ready ? Numbers([.saves: saves, .impressions: 10]) : Numbers())
    }
  }

  private func withArchive(_ body: (ArchiveFile, URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try body(
        ArchiveFile(
          path: folder.appendingPathComponent(".pinplan/insights.db").path,
          account: "549755885175"), folder)
    }
  }

  private func range(_ count: Int) -> DayRange {
    DayRange(from: first, to: first.advanced(by: count - 1))
  }

  private func fault(_ body: () throws -> Void) -> ArchiveFault.Reason? {
    do { try body() } catch { return (error as? ArchiveFault)?.reason }
    return nil
  }

  @Test func `what is kept is read back, by filters and part`() throws {
    try withArchive { archive, _ in
      var mobile = InsightsFilters()
      mobile.device = .mobile
      let plain = InsightsFilters()
      let stored = try archive.store([
        SeriesKey(plain): days(3), SeriesKey(mobile): days(2),
        SeriesKey(plain, split: .source, part: "yours"): days(1),
      ])
      #expect(stored == (6, 0))
      #expect(try archive.days(range(9), plain, split: nil)[""]?.count == 3)
      #expect(try archive.days(range(9), mobile, split: nil)[""]?.count == 2)
      #expect(try archive.days(range(9), plain, split: .source)["yours"]?.count == 1)
      #expect(try archive.days(range(9), plain, split: .device).isEmpty)
      let day = try archive.days(range(1), plain, split: nil)[""]?.first
      #expect(day?.origin == .archive)
      #expect(day?.numbers == Numbers([.saves: 1, .impressions: 10]))
    }
  }

  @Test func `a file that a killed run left empty is filled`() throws {
    try withArchive { archive, folder in
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(".pinplan"), withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: archive.path))
      #expect(try archive.days(range(3), InsightsFilters(), split: nil).isEmpty)
      let stored = try archive.store([SeriesKey(InsightsFilters()): days(3)])
      #expect(stored == (3, 0))
      #expect(try archive.days(range(3), InsightsFilters(), split: nil)[""]?.count == 3)
    }
  }

  @Test func `keeping the same again leaves every byte`() throws {
    try withArchive { archive, _ in
      _ = try archive.store([SeriesKey(InsightsFilters()): days(90)])
      let before = try Data(contentsOf: URL(fileURLWithPath: archive.path))
      let again = try archive.store([SeriesKey(InsightsFilters()): days(90)])
      #expect(again == (0, 0))
      _ = try archive.days(range(90), InsightsFilters(), split: nil)
      #expect(try Data(contentsOf: URL(fileURLWithPath: archive.path)) == before)
    }
  }

  @Test func `a day that was open becomes final, and not the other way round`() throws {
    try withArchive { archive, _ in
      let key = SeriesKey(InsightsFilters())
      _ = try archive.store([key: days(2, .processing)])
      #expect(try archive.store([key: days(2)]) == (0, 2))
      #expect(try archive.store([key: days(2, .processing)]) == (0, 0))
      #expect(try archive.store([key: days(2, saves: 7)]) == (0, 2))
    }
  }

  @Test func `the folder that is made for an archive is no trace of a lost state`() throws {
    try withArchive { archive, folder in
      _ = try archive.store([SeriesKey(InsightsFilters()): days(1)])
      let state = SQLiteBackend(path: folder.appendingPathComponent(".pinplan/state.db").path)
      #expect(try state.read() == nil)
      // Beside other things a missing state is one that was lost.
      try FileManager.default.removeItem(
        at: folder.appendingPathComponent(".pinplan/insights.unapplied"))
      #expect(throws: StateError.self) { try state.read() }
    }
  }

  @Test func `a damaged, foreign, newer or other account's file is told apart and left alone`()
    throws
  {
    try withArchive { archive, folder in
      _ = try archive.store([SeriesKey(InsightsFilters()): days(400)])
      let url = URL(fileURLWithPath: archive.path)
      let whole = try Data(contentsOf: url)
      let read = { _ = try archive.days(range(400), InsightsFilters(), split: nil) }
      let other = ArchiveFile(path: archive.path, account: "1")
      #expect(
        fault { _ = try other.days(range(1), InsightsFilters(), split: nil) }
          == .otherAccount(stored: "549755885175", given: "1"))

      try Data(
        "not a database, but long enough for a header of one hundred bytes or so, as SQLite reads it first of all things"
          .utf8
      )
      .write(to: url)
      #expect(fault(read) == .foreign)

      var damaged = whole
      damaged.replaceSubrange(8192..<8392, with: Data(repeating: 0xFF, count: 200))
      try damaged.write(to: url)
      guard case .damaged = fault(read) else {
        Issue.record("a damaged archive was read: \(String(describing: fault(read)))")
        return
      }
      #expect(try Data(contentsOf: url) == damaged)

      try whole.write(to: url)
      try DatabaseQueue(path: archive.path).inDatabase {
        try $0.execute(sql: "PRAGMA user_version = 9")
      }
      #expect(fault(read) == .newer(found: 9, supported: 1))
      try DatabaseQueue(path: archive.path).inDatabase {
        try $0.execute(sql: "PRAGMA user_version = 1; PRAGMA application_id = 5")
      }
      #expect(fault(read) == .foreign)
    }
  }

  @Test func `every fault says what to do`() throws {
    let words = { (reason: ArchiveFault.Reason) in ArchiveFault("a.db", reason).description }
    #expect(
      words(.newer(found: 9, supported: 1))
        == "the archive a.db was written by a newer pinplan: its format is 9, this one reads up to 1; use the newer pinplan"
    )
    #expect(
      words(.otherAccount(stored: "2", given: "1"))
        == "the archive a.db is of the ad account 2, but the project says 1; put back the project's own archive, or undo the change in pinplan.yaml"
    )
    #expect(
      words(.damaged(detail: "x"))
        == "the archive a.db is damaged (x) and is left as it is; put back a good copy of it, or move it away and collect anew what the API still has"
    )
    #expect(
      words(.foreign)
        == "the file a.db is not an archive of pinplan's and is left as it is; move it away")
    #expect(
      words(.busy)
        == "the archive a.db is being written by another process; try again when it is done")
    #expect(
      words(.unreadable(reason: "x"))
        == "the archive a.db cannot be read: x; give yourself access to it and its folder")
    #expect(
      words(.unwritable(reason: "x"))
        == "the archive a.db cannot be written: x; make it and its folder writable")
    #expect(
      words(.diskFull)
        == "there is no space left to write the archive a.db, and what was kept before is intact; free some space, then try again"
    )
  }

  @Test func `what is stored halfway is not there afterwards`() throws {
    try withArchive { archive, _ in
      _ = try archive.store([SeriesKey(InsightsFilters()): days(1)])
      // The second series has a day that the table cannot take, after the first was written.
      try DatabaseQueue(path: archive.path).inDatabase {
        try $0.execute(
          sql:
            "CREATE TRIGGER stop BEFORE INSERT ON day WHEN NEW.split = 'source' BEGIN SELECT RAISE(ABORT, 'stopped'); END"
        )
      }
      #expect(throws: ArchiveFault.self) {
        try archive.store([
          SeriesKey(InsightsFilters()): days(5),
          SeriesKey(InsightsFilters(), split: .source, part: "yours"): days(5),
        ])
      }
      #expect(try archive.days(range(9), InsightsFilters(), split: nil)[""]?.count == 1)
    }
  }
}
