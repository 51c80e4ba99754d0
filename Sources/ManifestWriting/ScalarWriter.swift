import Diagnostics

/// Writes texts as YAML scalars that every reader of YAML takes for that same text.
enum ScalarWriter {
  /// How a scalar is set down.
  enum Style { case plain, single, double }

  /// The text in a style if the style can hold it, or in the plainest that can.
  ///
  /// `isWord` says that the field takes digits, days or words of its own: quotes would only be
  /// noise, whatever other readers make of it.
  static func write(
    _ text: String, as style: Style = .plain, isWord: Bool = false, inFlow: Bool = false
  ) -> String {
    switch style {
    case .plain where canBePlain(text, inFlow: inFlow) && (isWord || !isMistakable(text)): text
    case .single where canBeSingle(text):
      "'" + text.replacing("'", with: "''") + "'"
    default: double(text)
    }
  }

  private static func canBePlain(_ text: String, inFlow: Bool) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, canBeSingle(text),
      !"-?:,[]{}#&*!|>'\"%@`=<~. ".utf8.contains(first), last != UInt8(ascii: " "),
      last != UInt8(ascii: ":")
    else { return false }
    let forbidden = Array((inFlow ? ",[]{}:" : "").utf8)
    return !bytes.contains(where: forbidden.contains) && !text.contains(": ")
      && !text.contains(" #")
  }

  /// Whether nothing in the text has to be written as an escape.
  private static func canBeSingle(_ text: String) -> Bool {
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      guard Printable.isShown(scalar, after: previous) else { return false }
      previous = scalar
    }
    return true
  }

  /// Whether a reader that guesses types would take the text for something else than text.
  private static func isMistakable(_ text: String) -> Bool {
    let words: Set<String> = [
      "y", "n", "yes", "no", "on", "off", "true", "false", "null", "automatic",
    ]
    if words.contains(text.lowercased()) { return true }
    guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return false }
    return text.utf8.allSatisfy { "0123456789abcdefABCDEFxoXOeE_.:+-TZ ".utf8.contains($0) }
  }

  private static func double(_ text: String) -> String {
    var result = "\""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where Printable.isShown(scalar, after: previous):
        result.unicodeScalars.append(scalar)
      default: result += escape(scalar)
      }
      previous = scalar
    }
    return result + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let (letter, width) =
      scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
  }
}
