/// An address with globs: `*` and `?` stay within one key, `**` crosses slashes.
public struct Selector: Hashable, Sendable, CustomStringConvertible {
  public let pattern: String
  private let tokens: [Token]

  private enum Token: Hashable {
    case byte(UInt8)
    case one, many, any
  }

  /// Reads a selector; nothing when its first word is neither a kind nor a glob.
  public init?(parsing text: String) {
    guard let slash = text.firstIndex(of: "/"), text.index(after: slash) < text.endIndex
    else { return nil }
    let kind = text[..<slash]
    guard ResourceKind(rawValue: String(kind)) != nil || kind.contains("*") else { return nil }
    pattern = text
    var tokens: [Token] = []
    // The keys of addresses are in lower case, a keyword's text as Pinterest compares it.
    let isOfKeywords = kind.utf8.elementsEqual(ResourceKind.keyword.rawValue.utf8)
    for byte in (isOfKeywords ? Keyword.normalized(text) : text).utf8 {
      switch byte {
      case UInt8(ascii: "*"):
        if tokens.last == .many {
          tokens[tokens.count - 1] = .any
        } else if tokens.last != .any {
          tokens.append(.many)
        }
      case UInt8(ascii: "?"): tokens.append(.one)
      default: tokens.append(.byte(byte))
      }
    }
    self.tokens = tokens
  }

  public var description: String { pattern }

  public func matches(_ address: Address) -> Bool { matches(Array(address.description.utf8)) }

  /// Walks text and pattern once, going back only to the last `*` and the last `**`.
  private func matches(_ text: [UInt8]) -> Bool {
    let slash = UInt8(ascii: "/")
    var at = 0
    var token = 0
    var starToken: Int?
    var starAt = 0
    var crossToken: Int?
    var crossAt = 0
    while true {
      if token == tokens.count, at == text.count { return true }
      if token < tokens.count {
        switch tokens[token] {
        case .any:
          (crossToken, crossAt, starToken) = (token, at, nil)
          token += 1
          continue
        case .many:
          (starToken, starAt) = (token, at)
          token += 1
          continue
        case .one where at < text.count && text[at] != slash:
          (token, at) = (token + 1, at + 1)
          continue
        case .byte(let byte) where at < text.count && text[at] == byte:
          (token, at) = (token + 1, at + 1)
          continue
        case .one, .byte: break
        }
      }
      if let star = starToken, starAt < text.count, text[starAt] != slash {
        starAt += 1
        (token, at) = (star + 1, starAt)
      } else if let cross = crossToken, crossAt < text.count {
        crossAt += 1
        (token, at, starToken) = (cross + 1, crossAt, nil)
      } else {
        return false
      }
    }
  }
}
