/// Percent-encoding of what goes into links and URIs (RFC 3986).
enum URLText {
  /// A relative path, its slashes kept.
  static func path(_ path: String) -> String { encoded(path) { isUnreserved($0) || $0 == slash } }

  /// A URL that somebody gave: only what would end a link is encoded.
  static func whole(_ url: String) -> String {
    encoded(url) { isUnreserved($0) || Self.delimiters.contains($0) }
  }

  /// A path inside a folder, which may be the current one.
  static func joined(_ folder: String, _ file: String) -> String {
    var folder = Substring(folder)
    while folder.hasPrefix("./") { folder = folder.dropFirst(2) }
    while folder.hasSuffix("/") { folder = folder.dropLast() }
    return folder.isEmpty || folder == "." ? file : "\(folder)/\(file)"
  }

  private static let slash = UInt8(ascii: "/")
  private static let delimiters = Set(":/?#@!$&*+,;=%".utf8)

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func encoded(_ text: String, _ isKept: (UInt8) -> Bool) -> String {
    if text.utf8.allSatisfy(isKept) { return text }
    var result = ""
    for byte in text.utf8 {
      if isKept(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += byte < 0x10 ? "%0" : "%"
        result += String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
