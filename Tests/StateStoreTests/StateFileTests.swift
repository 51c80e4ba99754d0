import AdsModel
import Foundation
import GRDB
import Planning
import Testing

@testable import StateStore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

struct StateFileTests {
  /// A good state, spoilt in some way.
  private func spoilt(_ spoil: (inout Data) -> Void) async throws -> Folder {
    let folder = try Folder()
    try await folder.backend.store((0..<200).map { .sample(.campaign("c\($0)"), id: String($0)) })
    var data = try Data(contentsOf: URL(fileURLWithPath: folder.state))
    spoil(&data)
    try data.write(to: URL(fileURLWithPath: folder.state))
    return folder
  }

  /// What reading, asking and writing all say, after which the folder is as it was.
  private func refusal(in folder: Folder) async throws -> String? {
    let before = try folder.contents()
    let backend = folder.backend
    let said = [
      failure { () throws(StateError) in try backend.read() },
      failure { () throws(StateError) in try backend.applies() },
      failure { () throws(StateError) in try backend.head()?.holder },
      await awaitedFailure { () async throws(StateError) in try await backend.open() },
      failure { () throws(StateError) in try backend.unlock(.anybody) },
    ]
    #expect(try folder.contents() == before)
    #expect(Set(said).count == 1)
    return said[0].map { "\($0.exitCode): \($0)" }
  }

  @Test func `an empty file is never taken for nothing stored`() async throws {
    let folder = try await spoilt { $0 = Data() }
    #expect(
      try await refusal(in: folder)
        == """
        3: the state file \(folder.state) is empty, which pinplan never leaves behind; put back a \
        copy of it, and delete it only if nothing was ever applied
        """)
  }

  @Test func `a file that is cut short is refused`() async throws {
    var size = 0
    let folder = try await spoilt {
      size = $0.count
      $0 = $0.prefix(20_000)
    }
    #expect(
      try await refusal(in: folder)
        == """
        3: the state file \(folder.state) is cut short: it has 20000 bytes and should have \
        \(size); put back a whole copy of it
        """)
  }

  @Test func `a file that is cut within its header is refused`() async throws {
    let folder = try await spoilt { $0 = $0.prefix(60) }
    #expect(
      try await refusal(in: folder)
        == """
        3: the state file \(folder.state) is cut short: it has 60 bytes and should have 8192; put \
        back a whole copy of it
        """)
  }

  @Test(arguments: ["SQLite format 4\0", "{\"version\": 1}", "\0"])
  func `a file of another kind is refused`(_ text: String) async throws {
    let folder = try await spoilt { $0 = Data(text.utf8) + Data(count: 5000) }
    #expect(
      try await refusal(in: folder)
        == """
        3: the file \(folder.state) is not a pinplan state and is left as it is; move it away, or \
        put back the state that belongs there
        """)
  }

  @Test func `another program's database is refused`() async throws {
    let folder = try await spoilt { $0[71] = 0x71 }
    #expect(try await refusal(in: folder)?.contains("is not a pinplan state") == true)
  }

  @Test func `a newer state is refused with both versions`() async throws {
    let folder = try await spoilt { $0[63] = UInt8(Schema.version + 1) }
    #expect(
      try await refusal(in: folder)
        == """
        3: the state file \(folder.state) was written by a newer pinplan: its format is \(Schema.version + 1), this \
        one reads up to \(Schema.version); use the newer pinplan
        """)
  }

  @Test func `a folder in place of the file is refused`() async throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      atPath: folder.state, withIntermediateDirectories: true)
    let error = failure { () throws(StateError) in try folder.backend.read() }
    #expect(
      error?.description
        == """
        \(folder.state) is a folder, and the state is a file; move the folder away, or put back \
        the state that belongs there
        """)
    #expect(
      await awaitedFailure { () async throws(StateError) in try await folder.backend.open() }
        == error)
  }

  @Test func `one flipped bit in a resource is noticed`() async throws {
    let folder = try await spoilt { data in
      // In its own row the address is followed by the id; the history names it too.
      if let place = data.range(of: Data("campaign/c7777active".utf8)) {
        data[place.lowerBound + 13] ^= 1
      }
    }
    let message = failure { () throws(StateError) in try folder.backend.read() }?.description
    #expect(
      message
        == """
        the state file \(folder.state) is damaged (the row of campaign/c77 is not what was \
        written) and is left as it is; put back a good copy of it
        """)
    let refused = await awaitedFailure { () async throws(StateError) in
      try await folder.backend.open()
    }
    #expect(refused?.description == message)
  }

  @Test(arguments: [
    (
      "DELETE FROM resource WHERE address = 'campaign/c7'",
      "it has 199 resources and should have 200"
    ),
    (
      """
      DELETE FROM resource WHERE address = 'campaign/c8';
      INSERT INTO resource (workspace, address, remote_id, status, attributes, defaulted, start_day,
      replaces, version, checksum) SELECT 2, address, remote_id, status, attributes, defaulted, start_day,
      replaces, version, checksum FROM resource WHERE address = 'campaign/c7';
      """, "it has 199 resources and should have 200"
    ),
    ("DELETE FROM workspace", "its first row is missing"),
    ("UPDATE workspace SET resource_sum = 1", "its first row is not what was written"),
    ("UPDATE workspace SET account_currency = 'XXX'", "its first row is not what was written"),
    ("UPDATE workspace SET ad_account_id = ''", "its first row is not what was written"),
    ("UPDATE workspace SET lock_user = ''", "its first row is not what was written"),
    (
      "UPDATE resource SET replaces = '' WHERE address = 'campaign/c7'",
      "the row of campaign/c7 is not what was written"
    ),
    (
      "UPDATE resource SET start_day = -9223372036854775808 WHERE address = 'campaign/c7'",
      "the row of campaign/c7 is not what was written"
    ),
    (
      "INSERT INTO applied_move VALUES (1, 0, 'campaign/a', 'campaign/b', NULL)",
      "its table applied_move is not what was written"
    ),
    (
      "DELETE FROM seal WHERE name = 'applied_move'",
      "its table applied_move is not what was written"
    ),
    ("DROP TABLE resource", "no such table: resource"),
  ])
  func `rows that are lost are noticed`(_ sql: String, _ detail: String) async throws {
    let folder = try await spoilt { _ in }
    let queue = try DatabaseQueue(path: folder.state)
    try queue.inDatabase { try $0.execute(sql: sql) }
    try queue.close()
    let error = failure { () throws(StateError) in try folder.backend.read() }
    #expect(error == .file(folder.state, .damaged(detail: detail)))
  }

  @Test func `a new state belongs to its owner alone`() async throws {
    let folder = try Folder()
    let old = umask(0o000)
    defer { umask(old) }
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode(folder.path + "/.pinplan") == 0o700)
    for name in try folder.contents().keys.sorted() {
      #expect(try mode(folder.path + "/.pinplan/" + name) == 0o600)
    }
    try await session.close()
  }

  @Test func `after a session the state is one file`() async throws {
    let folder = try Folder()
    let stray = folder.path + "/.pinplan/state.db.new-1234"
    try FileManager.default.createDirectory(
      atPath: folder.path + "/.pinplan", withIntermediateDirectories: false)
    try Data("half".utf8).write(to: URL(fileURLWithPath: stray))
    #expect(try folder.backend.read() == nil)
    try await folder.backend.store([.sample(spring)])
    #expect(try folder.contents().keys.sorted() == ["state.db"])
  }

  @Test func `a folder that takes no file is a clear error`() async throws {
    let folder = try Folder()
    try Data().write(to: URL(fileURLWithPath: folder.path + "/.pinplan"))
    let error = await awaitedFailure { () async throws(StateError) in
      try await folder.backend.open()
    }
    #expect(
      error?.description
        == """
        the state \(folder.state) cannot be read: Not a directory; give yourself access to it and \
        its folder, then try again
        """)
  }

  /// Permission bits do not bind root.
  @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
  func `a read-only folder is read and not written`() async throws {
    let folder = try Folder()
    try await folder.backend.store([.sample(spring)])
    chmod(folder.state, 0o400)
    chmod(folder.path + "/.pinplan", 0o500)
    defer { chmod(folder.path + "/.pinplan", 0o700) }
    #expect(try folder.backend.read()?.resources.count == 1)
    let error = await awaitedFailure { () async throws(StateError) in
      try await folder.backend.open()
    }
    guard case .file(folder.state, .unwritable) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  /// Permission bits do not bind root.
  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `a file that may not be read is a clear error`() async throws {
    let folder = try Folder()
    try await folder.backend.store([.sample(spring)])
    chmod(folder.state, 0o000)
    let error = failure { () throws(StateError) in try folder.backend.read() }
    #expect(error == .file(folder.state, .unreadable(reason: "Permission denied")))
  }
}
