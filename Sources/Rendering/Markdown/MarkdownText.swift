import Diagnostics

/// Text from users and targets, made inert in Markdown.
///
/// Markup is written as character references, never with backslashes: they mean the same inside
/// a paragraph, a table's cell and an HTML block such as `<summary>`. What a host looks for in
/// the finished page (mentions, references to issues, addresses of sites, emoji) is parted from
/// its sign by a zero-width space, because a reference alone is read before the host looks.
enum MarkdownText {
  /// The text in one line that no Markdown reader takes for more than text.
  ///
  /// With a `limit` it ends in `…` where it would take more than so many bytes. Inside of code no
  /// host looks for what has no sign, so that hashes can be copied from there.
  static func escaped(_ text: String, limit: Int = .max, inCode isCode: Bool = false) -> String {
    if text.utf8.count <= limit, isInert(text, isCode) { return text }
    let scalars = Array(Printable.text(text).unicodeScalars)
    let references = isCode ? [] : HostReferences.starts(in: scalars)
    var result = ""
    var length = 0
    for index in scalars.indices {
      let piece = escape(at: index, of: scalars) + (references.contains(index) ? gap : "")
      length += piece.utf8.count
      // An ellipsis takes three bytes; it is not needed when nothing follows.
      guard length <= limit - (index == scalars.count - 1 ? 0 : 3) else { return result + "…" }
      result += piece
    }
    return result
  }

  private static let gap = "&#8203;"

  /// Whether nothing in a text has to be escaped, as in most names and addresses.
  private static func isInert(_ text: String, _ isCode: Bool) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      (isCode || HostReferences.starts(in: bytes.map(Unicode.Scalar.init)).isEmpty)
        && bytes.indices.allSatisfy { index in
          let previous = index > 0 ? Unicode.Scalar(bytes[index - 1]) : " "
          switch Unicode.Scalar(bytes[index]) {
          case ",", "/": return true
          case "-", " ": return index > 0
          case "_":
            return isAlphanumeric(previous) && index + 1 < bytes.count
              && isAlphanumeric(Unicode.Scalar(bytes[index + 1]))
          case ".":
            return isAlphanumeric(previous) && previous != "w" && previous != "W"
              && index + 1 < bytes.count && bytes[index + 1] != UInt8(ascii: " ")
          case let scalar: return isAlphanumeric(scalar)
          }
        }
    }
  }

  private static func escape(at index: Int, of scalars: [Unicode.Scalar]) -> String {
    let scalar = scalars[index]
    let next = index + 1 < scalars.count ? scalars[index + 1] : " "
    let previous = index > 0 ? scalars[index - 1] : " "
    let parted = next == " " ? "" : gap
    switch scalar {
    case "<": return "&lt;"
    case ">": return "&gt;"
    case "\"": return "&quot;"
    case "\\", "`", "*", "[", "]", "|": return reference(scalar)
    case "&": return "&amp;" + parted
    case "#", "$", "~": return reference(scalar) + parted
    case "@", "!", "%", "^", ":": return String(scalar) + parted
    case "_":
      return isAlphanumeric(previous) && isAlphanumeric(next) ? "_" : reference(scalar)
    case ".":
      if endsInWWW(scalars[..<index]) { return gap + "." }
      return next == " " && scalars[..<index].allSatisfy(isDigit) ? reference(scalar) : "."
    case ")":
      return next == " " && scalars[..<index].allSatisfy(isDigit) ? reference(scalar) : ")"
    case "-", "+", "=", " ": return index == 0 ? reference(scalar) : String(scalar)
    default: return String(scalar)
    }
  }

  private static func reference(_ scalar: Unicode.Scalar) -> String { "&#\(scalar.value);" }

  private static func endsInWWW(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    scalars.count >= 3 && scalars.suffix(3).allSatisfy { $0 == "w" || $0 == "W" }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
    isDigit(scalar) || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }
}
