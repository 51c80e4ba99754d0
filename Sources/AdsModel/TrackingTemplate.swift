/// A text with macros in braces, taken apart: `c={campaignid}`.
public struct TrackingTemplate: Hashable, Sendable {
  /// What a text is made of, in order.
  public enum Part: Hashable, Sendable {
    case literal(Substring)
    /// The word without its braces.
    case macro(Substring)
  }

  /// Why braces cannot be read.
  public enum BraceMistake: Error, Hashable, Sendable {
    /// A `{` that no `}` closes.
    case unclosed
    /// A `}` without a `{` before it.
    case unopened
    /// `{{`, as other platforms write their macros.
    case doubled
    /// `{ }` around something that is no word, or around nothing.
    case notAWord(String)
  }

  public let parts: [Part]

  public init(_ text: String) throws(BraceMistake) {
    try self.init(text[...])
  }

  public init(_ text: Substring) throws(BraceMistake) {
    var parts: [Part] = []
    var rest = text
    while let brace = rest.utf8.firstIndex(where: { $0 == Self.opening || $0 == Self.closing }) {
      guard rest.utf8[brace] == Self.opening else { throw .unopened }
      if brace > rest.startIndex { parts.append(.literal(rest[..<brace])) }
      let inner = rest[rest.utf8.index(after: brace)...]
      guard inner.utf8.first != Self.opening else { throw .doubled }
      guard let end = inner.utf8.firstIndex(of: Self.closing) else { throw .unclosed }
      let word = inner[..<end]
      guard !word.utf8.contains(Self.opening) else { throw .unclosed }
      guard !word.isEmpty, word.utf8.allSatisfy(Self.isWord) else {
        throw .notAWord(String(word))
      }
      parts.append(.macro(word))
      rest = inner[inner.utf8.index(after: end)...]
    }
    if !rest.isEmpty { parts.append(.literal(rest)) }
    self.parts = parts
  }

  /// The names in braces, each once, in order.
  public var macros: [String] {
    var names: [String] = []
    for case .macro(let name) in parts where !names.contains(String(name)) {
      names.append(String(name))
    }
    return names
  }

  private static let opening = UInt8(ascii: "{")
  private static let closing = UInt8(ascii: "}")

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
