import AdsModel
import CustomerLists
import Diagnostics

/// A list in memory, and what is said of it.
struct ListText {
  static let file = "lists/customers.csv"

  /// Reads bytes, `chunk` of them at a time.
  static func read(
    _ bytes: [UInt8], as identifier: ListIdentifier = .email, hashing: ListHashing? = nil,
    key: ListKey? = nil, chunk: Int = .max
  ) throws -> ListContents {
    try ListReader(file: file, identifier: identifier, hashing: hashing, key: key)
      .read(.bytes(bytes, chunk: chunk))
  }

  static func read(
    _ text: String, as identifier: ListIdentifier = .email, hashing: ListHashing? = nil,
    key: ListKey? = nil
  ) throws -> ListContents {
    try read(Array(text.utf8), as: identifier, hashing: hashing, key: key)
  }

  /// `2:7 list.tab: the line has a tab in it`, one finding a line.
  static func findings(of contents: ListContents) -> [String] {
    contents.diagnostics.map { diagnostic in
      let place = diagnostic.span.map { "\($0.start.line):\($0.start.column) " } ?? "file "
      return place + diagnostic.code.rawValue + ": " + diagnostic.message
    }
  }

  static func findings(
    _ text: String, as identifier: ListIdentifier = .email, hashing: ListHashing? = nil
  ) throws -> [String] {
    findings(of: try read(text, as: identifier, hashing: hashing))
  }

  /// Everybody, as Pinterest would get them.
  static func people(_ contents: ListContents) -> [String] {
    var people: [String] = []
    contents.members.visit { people.append($0.hexadecimal(contents.members.kind ?? .sha256)) }
    return people
  }
}
