/// How what a user wrote appears in a message: in backticks, on one line and not too long.
func quoted(_ text: some StringProtocol) -> String {
  let longest = 60
  var result = ""
  var length = 0
  for scalar in text.unicodeScalars {
    guard length < longest else { return "`\(result)…`" }
    let piece = scalar.isUnprintable ? scalar.escaped : String(scalar)
    result += piece
    length += piece.unicodeScalars.count
  }
  return "`\(result)`"
}

/// The same for bytes, of which only as many are read as are shown.
func quoted(_ bytes: some Collection<UInt8>) -> String {
  quoted(String(decoding: bytes.prefix(256), as: UTF8.self))
}

extension Unicode.Scalar {
  /// Whether it would change the terminal, the direction of text or the line it is shown on.
  fileprivate var isUnprintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
    default: false
    }
  }

  fileprivate var escaped: String {
    switch self {
    case "\t": "\\t"
    case "\n": "\\n"
    case "\r": "\\r"
    default: "\\u{\(String(value, radix: 16, uppercase: true))}"
    }
  }
}
