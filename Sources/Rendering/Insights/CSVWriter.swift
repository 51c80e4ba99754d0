import Diagnostics
import Documents

/// Writes comma-separated values by RFC 4180, fit to be opened in a spreadsheet.
struct CSVWriter {
  private var bytes: [UInt8] = []
  private let stream: ByteStream

  init(_ headings: [String], to stream: ByteStream) {
    self.stream = stream
    row(headings)
  }

  /// Adds a record of texts of ours: numbers, dates, words; whether there is use in going on.
  @discardableResult mutating func row(_ fields: [String]) -> Bool {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      put(field)
    }
    bytes.append(UInt8(ascii: "\r"))
    bytes.append(UInt8(ascii: "\n"))
    if bytes.count >= ByteStream.piece { finish() }
    return stream.isOpen
  }

  /// Hands on what is left.
  mutating func finish() {
    stream.put(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func put(_ field: String) {
    guard field.utf8.contains(where: Self.isSpecial) else {
      bytes.append(contentsOf: field.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in field.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\r")
      || byte == UInt8(ascii: "\n")
  }

  /// A text of a user, which neither a spreadsheet takes for a formula nor a terminal for an order.
  static func text(_ text: String?) -> String {
    guard let text = text.map(harmless), let first = text.unicodeScalars.first else { return "" }
    let dangerous: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "|", "%"]
    // Some programs skip what is in front of the sign.
    let leading = text.unicodeScalars.first { !$0.properties.isWhitespace }
    return dangerous.contains(first) || leading.map(dangerous.contains) ?? false
      || "＝＋－＠".unicodeScalars.contains(first) ? "'" + text : text
  }

  /// Control characters but for those of white space, which RFC 4180 does not have, written out.
  private static func harmless(_ text: String) -> String {
    let isControl = { (scalar: Unicode.Scalar) in
      scalar.properties.generalCategory == .control && !"\t\r\n".unicodeScalars.contains(scalar)
    }
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      result += isControl(scalar) ? Printable.text(String(scalar)) : String(scalar)
    }
  }
}
