import Crypto

/// Who is on the customer lists, kept beside their rows so that an upload costs what it brings and
/// not what is there.
struct MemberSets: Sendable {
  private var sets: [Int: Set<Member>] = [:]
  /// Every upload of a list, oldest first.
  private var uploads: [Int: [JSON]] = [:]
  private var changes: [Change] = []

  /// An upload, or with no batch the people that took the place of everybody.
  private struct Change: Sendable {
    let list: Int
    let members: [Member]
    let batch: JSON?
  }

  func count(_ list: Int) -> Int { sets[list]?.count ?? 0 }

  func batches(_ list: Int) -> [JSON] { uploads[list] ?? [] }

  /// Carries out an upload, and keeps beside what is said of it how many people came or went.
  mutating func upload(_ members: [Member], adding: Bool, to list: Int, _ batch: Row) {
    let before = count(list)
    if adding {
      sets[list, default: []].formUnion(members)
    } else {
      sets[list, default: []].subtract(members)
    }
    var batch = batch
    batch["operation"] = adding ? "ADD" : "REMOVE"
    batch["changed"] = .integer(abs(count(list) - before))
    uploads[list, default: []].append(.object(batch))
    changes.append(Change(list: list, members: members, batch: .object(batch)))
  }

  /// Puts others in the place of everybody, as a seed or a person does.
  mutating func replace(_ list: Int, with members: [Member]) {
    sets[list] = Set(members)
    changes.append(Change(list: list, members: members, batch: nil))
  }

  func sorted(_ list: Int) -> [Member] { (sets[list] ?? []).sorted() }

  func forms(_ list: Int) -> [String: Int] {
    var forms = Dictionary(uniqueKeysWithValues: Member.Form.allCases.map { ($0.rawValue, 0) })
    for member in sets[list] ?? [] { forms[member.form.rawValue, default: 0] += 1 }
    return forms
  }

  /// SHA-256 over the digests of a list in hexadecimal, sorted, each on a line: what
  /// `sort -u FILE | sha256sum` says of a file of them.
  func digest(_ list: Int) -> String {
    var hash = SHA256()
    var buffer: [UInt8] = []
    for member in sorted(list) {
      member.write(to: &buffer)
      buffer.append(0x0A)
      if buffer.count > 1 << 16 {
        hash.update(data: buffer)
        buffer.removeAll(keepingCapacity: true)
      }
    }
    hash.update(data: buffer)
    return Member(digest: hash.finalize()).hexadecimal
  }

  /// Digests in one text, with commas.
  private static func text(_ members: some Sequence<Member>) -> JSON {
    var text: [UInt8] = []
    for member in members {
      if !text.isEmpty { text.append(0x2C) }
      member.write(to: &text)
    }
    return .string(String(decoding: text, as: UTF8.self))
  }
}

/// Keeping the sets between runs.
extension MemberSets {
  /// What changed since this was last asked.
  mutating func takeChanges() -> [JSON] {
    defer { changes = [] }
    return changes.map { change in
      var json: Row = ["list": .integer(change.list), "members": Self.text(change.members)]
      json["batch"] = change.batch
      return .object(json)
    }
  }

  mutating func forgetChanges() { changes = [] }

  var everything: [JSON] {
    sets.sorted { $0.key < $1.key }.map { list, members in
      [
        "list": .integer(list), "members": Self.text(members),
        "batches": .array(batches(list)),
      ]
    }
  }

  /// Does again what `takeChanges` or `everything` tells.
  mutating func apply(_ change: JSON) {
    let list = change["list"]?.integer ?? 0
    let members = Records(change["members"]?.string ?? "", listType: "").members
    if let batch = change["batch"]?.object {
      upload(members, adding: batch["operation"] == "ADD", to: list, batch)
    } else {
      replace(list, with: members)
      if let batches = change["batches"]?.array { uploads[list] = batches }
    }
    changes = []
  }
}
