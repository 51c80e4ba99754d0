/// Writes comma-separated values by RFC 4180, fit to be opened in a spreadsheet.
struct CSVWriter {
  private(set) var bytes: [UInt8] = []

  init(_ headings: [String]) { row(headings) }

  /// Adds a record of texts of ours: numbers, dates, words.
  mutating func row(_ fields: [String]) { record(fields) }

  private mutating func record(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      put(field)
    }
    bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
  }

  private mutating func put(_ field: String) {
    let special: Set<UInt8> = [
      UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"),
    ]
    guard field.utf8.contains(where: special.contains) else {
      bytes += field.utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in field.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// A text of a user, which a spreadsheet does not take for a formula.
  static func text(_ text: String?) -> String {
    guard let text, let first = text.unicodeScalars.first else { return "" }
    let dangerous: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "|", "%"]
    // Some programs skip what is in front of the sign.
    let leading = text.unicodeScalars.first { !$0.properties.isWhitespace }
    return dangerous.contains(first) || leading.map(dangerous.contains) ?? false
      || "＝＋－＠".unicodeScalars.contains(first) ? "'" + text : text
  }
}
