import AdsModel
import Diagnostics
import Documents

/// Writes HTML into one buffer.
///
/// Markup is a literal of this program's source, and everything else is escaped on its way in: no
/// text of a user can become an element or an attribute.
struct HTMLWriter {
  private(set) var bytes: [UInt8] = []
  let amounts: Amounts
  private let stream: ByteStream?

  /// A page that is not to be held whole goes to `stream`, piece by piece.
  init(amounts: Amounts, to stream: ByteStream? = nil) {
    self.amounts = amounts
    self.stream = stream
  }

  /// Hands on what is written so far where it is worth it; whether there is use in going on.
  mutating func drain() -> Bool {
    guard let stream, bytes.count >= ByteStream.piece else { return true }
    stream.put(bytes)
    bytes.removeAll(keepingCapacity: true)
    return stream.isOpen
  }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Markup; a literal, so that nothing of a user is ever part of it.
  mutating func put(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// The program's own style or script.
  mutating func embed(_ code: String) { bytes.append(contentsOf: code.utf8) }

  /// Text between tags: invisible characters are written out, markup is escaped.
  mutating func text(_ text: String) { escape(Printable.text(text)) }

  /// Text of ours that is printable already, as amounts and counts are.
  mutating func plain(_ text: String) { escape(text) }

  /// One attribute, with the space before it.
  mutating func attribute(_ name: StaticString, _ value: String) {
    attribute(name, plain: Printable.text(value))
  }

  /// One attribute of text of ours that is printable already.
  mutating func attribute(_ name: StaticString, plain value: String) {
    bytes.append(UInt8(ascii: " "))
    put(name)
    put("=\"")
    escape(value)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ text: String) {
    var text = text
    text.withUTF8 { text in
      var start = 0
      for (index, byte) in text.enumerated() {
        guard let entity = Self.entity(of: byte) else { continue }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
        put(entity)
        start = index + 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }
  }

  private static func entity(of byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }
}

extension HTMLWriter {
  /// The raw amount, as the JSON has it, for what reads the page.
  mutating func value(_ amount: Money) {
    attribute("data-value", plain: amount.decimal(places: amounts.currency.decimals))
  }

  /// A cell with an amount, grouped for people and raw for programs.
  mutating func cell(_ amount: Money, path: String? = nil) {
    put("<td class=n")
    if let path { attribute("data-json", path) }
    value(amount)
    put(">")
    plain(amounts.bare(amount))
  }

  /// The cells that tell two amounts apart: by how much, and relative to what was.
  mutating func differenceCells(from before: Money, to after: Money) {
    put("<td class=n>")
    plain(amounts.difference(from: before, to: after) ?? "–")
    put("<td class=n>")
    plain(Amounts.percent(from: before, to: after) ?? "")
  }

  /// An address, in the type of code.
  mutating func code(_ address: Address) {
    put("<code>")
    text(address.description)
    put("</code>")
  }

  /// What people call a resource, kept apart from the direction of the text around it.
  mutating func name(_ name: String) {
    put("<bdi class=name>")
    text(name)
    put("</bdi>")
  }
}
