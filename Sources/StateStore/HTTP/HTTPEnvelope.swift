import Foundation
import Planning

/// A state document as it is put to a server: with a number in front that rises with every put, as servers
/// take no two states with one `serial`.
struct HTTPEnvelope {
  let number: Int64
  let document: [UInt8]

  private static let opening = Array(#"{"serial":"#.utf8)
  private static let key = Array(#","state":"#.utf8) + [UInt8(ascii: "\n")]
  private static let end = Array("}\n".utf8)

  init(_ number: Int64, _ document: [UInt8]) {
    self.number = number
    self.document = document
  }

  var bytes: [UInt8] { Self.opening + Array("\(number)".utf8) + Self.key + document + Self.end }

  /// What `bytes` gave; what is something else is taken for a document, which says what is wrong with it.
  init(reading bytes: [UInt8]) {
    guard bytes.starts(with: Self.opening),
      let line = bytes.firstIndex(of: UInt8(ascii: "\n")),
      bytes[..<(line + 1)].suffix(Self.key.count).elementsEqual(Self.key),
      let number = Int64(
        String(
          decoding: bytes[Self.opening.count..<(line + 1 - Self.key.count)], as: UTF8.self))
    else {
      self.init(0, bytes)
      return
    }
    let rest = bytes[(line + 1)...]
    let isWhole = rest.suffix(Self.end.count).elementsEqual(Self.end)
    self.init(number, Array(isWhole ? rest.dropLast(Self.end.count) : rest))
  }

  /// Names just these bytes, with their number.
  var version: String { "\(number):\(Digest.sha256(document))" }

  static func number(of version: String?) -> Int64 {
    version.flatMap { Int64($0.prefix { $0 != ":" }) } ?? 0
  }
}
