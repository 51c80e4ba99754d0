import Foundation

/// A file that keeps the account between runs: one line a write, so that a torn last line loses
/// only the write that it was.
struct Store: Sendable {
  private let url: URL

  init(path: String) throws { url = URL(fileURLWithPath: path) }

  /// Reads the file into a world; false when there is none.
  func load(into world: inout World) throws -> Bool {
    guard let data = try? Data(contentsOf: url), !data.isEmpty else { return false }
    var lines = data.split(separator: 0x0A, omittingEmptySubsequences: true)
    if data.last != 0x0A { lines.removeLast() }
    for line in lines { try world.apply(changes: try JSON(parsing: line)) }
    if data.last != 0x0A { try rewrite(world) }
    return true
  }

  /// Replaces the file with one line that holds everything.
  func rewrite(_ world: World) throws {
    let line = JSON.object(world.everything).bytes + [0x0A]
    try Data(line).write(to: url, options: .atomic)
  }

  func append(_ changes: Row) {
    guard let file = try? FileHandle(forWritingTo: url) else { return }
    defer { try? file.close() }
    _ = try? file.seekToEnd()
    try? file.write(contentsOf: JSON.object(changes).bytes + [0x0A])
  }
}

extension World {
  /// What changed since this was last asked, by kind.
  mutating func takeChanges() -> Row {
    var changes: Row = [:]
    for kind in Kind.allCases {
      let rows = self[kind].takeChanges()
      if !rows.isEmpty { changes[kind.rawValue] = .array(rows.map { .object($0) }) }
    }
    let members = members.takeChanges()
    if !members.isEmpty { changes["members"] = .array(members) }
    if tokens.hasChanged { changes["tokens"] = tokens.json }
    tokens.hasChanged = false
    return changes
  }

  /// What changed is nobody's to keep.
  mutating func forgetChanges() {
    for kind in Kind.allCases { self[kind].forgetChanges() }
    members.forgetChanges()
    tokens.hasChanged = false
  }

  var everything: Row {
    var all: Row = ["user": .object(user), "tokens": tokens.json]
    for kind in Kind.allCases {
      let table = self[kind]
      all[kind.rawValue] = .array(table.order.compactMap { table[$0] }.map { .object($0) })
    }
    all["members"] = .array(members.everything)
    return all
  }

  mutating func apply(changes: JSON) throws(Refusal) {
    for kind in Kind.allCases {
      for row in changes[kind.rawValue]?.array ?? [] {
        var row = row.object ?? [:]
        if kind == .websites, row["id"] == nil {
          row["id"] = .string(String(self[.websites].newID()))
        }
        if kind == .customerLists { row = try settleMembers(row) }
        self[kind].put(row)
      }
    }
    for change in changes["members"]?.array ?? [] { members.apply(change) }
    if let user = changes["user"]?.object { self.user = user }
    if let tokens = changes["tokens"] { self.tokens = Tokens(json: tokens) }
  }
}
