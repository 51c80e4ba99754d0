import AdsModel
import Foundation

/// A lock as Terraform's HTTP protocol tells of it; servers want all seven members.
struct LockInfo: Codable, Hashable {
  let id: String
  let operation: String
  let info: String
  let who: String
  let version: String
  let created: String
  let path: String

  enum CodingKeys: String, CodingKey {
    case id = "ID"
    case operation = "Operation"
    case info = "Info"
    case who = "Who"
    case version = "Version"
    case created = "Created"
    case path = "Path"
  }

  init(_ id: String, _ note: WriteNote) {
    self.id = id
    operation = note.purpose
    info = note.runURL ?? ""
    who = "\(note.user)@\(note.host)"
    version = "pinplan"
    created = note.at.description
    path = ""
  }

  var json: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("texts can be encoded")
    }
    return Array(data)
  }
}

/// Who holds a lock as a server tells it: some tell no more than that somebody does.
struct ToldHolder: Hashable {
  let id: String?
  let who: String?
  let created: String?

  /// Of the other members servers repeat those of whoever asks.
  init(_ body: [UInt8]) {
    let form = try? JSONDecoder().decode(Form.self, from: Data(body))
    id = form?.id
    who = form?.who
    created = form?.created
  }

  private struct Form: Decodable {
    let id: String?
    let who: String?
    let created: String?

    enum CodingKeys: String, CodingKey {
      case id = "ID"
      case who = "Who"
      case created = "Created"
    }
  }

  /// `ana@runner-7 since 2026-11-22T13:05:00Z (lock 7c1f…)`, as much of it as there is.
  var description: String {
    let since = created.map { " since \($0)" } ?? ""
    let lock = id.map { " (lock \($0))" } ?? ""
    return (who ?? "somebody, as the server does not say who") + since + lock
  }
}
