import Foundation

/// A search that an ad group's ads are shown to, or kept away from.
///
/// Text and match type are its identity; only the bid can change.
public struct Keyword: Hashable {
  public static let kind = ResourceKind.keyword
  public var label: String? { text }

  /// Without outer space and in lower case: Pinterest matches without regard to case.
  public var text: String
  public var match: MatchType
  /// None: the ad group's bid.
  public var bid: Money?
  public var preventArchive: Bool?

  public init(text: String, match: MatchType = .broad, bid: Money? = nil) {
    self.text = text
    self.match = match
    self.bid = bid
  }

  /// A text as Pinterest compares it: without outer space, in lower case, and composed (NFC), so
  /// that what reads alike is one keyword.
  ///
  /// Reading, comparing and looking up all do it here; doing it twice changes nothing.
  public static func normalized(_ text: String) -> String {
    if isPlain(text) { return text }
    let lower = text.lowercased().unicodeScalars
    let start = lower.firstIndex { !$0.properties.isWhitespace } ?? lower.endIndex
    let end = lower[start...].lastIndex { !$0.properties.isWhitespace }
    let trimmed = end.map { lower[start...$0] } ?? lower[start..<start]
    var composed = String(String.UnicodeScalarView(trimmed)).precomposedStringWithCanonicalMapping
    composed.makeContiguousUTF8()
    return composed
  }

  /// Whether a text is normal at first sight, as most are.
  private static func isPlain(_ text: String) -> Bool {
    var isASCII = true
    let isSmall = text.utf8.withContiguousStorageIfAvailable { bytes in
      for byte in bytes {
        if (0x41...0x5A).contains(byte) { return false }
        // Below U+0300 nothing combines, and everything is composed.
        if byte >= 0xCC { return false }
        if byte >= 0x80 { isASCII = false }
      }
      return (bytes.first ?? 0xFF) > 0x20 && (bytes.last ?? 0xFF) > 0x20
    }
    guard isSmall ?? false else { return false }
    return isASCII
      || text.unicodeScalars.allSatisfy {
        $0.isASCII || !$0.properties.changesWhenLowercased && !$0.properties.isWhitespace
      }
  }
}

extension Keyword: CataloguedResource {
  public static let blank = Keyword(text: "")

  public static let properties: [Property<Keyword>] = [
    .text(
      .text, "What people search for, at most \(Limits.keywordLength) characters.", type: .keyword,
      leftOut: .refused(hint: "write `{ text: corner sofa, match: exact }`"), isFixed: true,
      get: { $0.text }, set: { $0.text = $1 }),
    .word(
      .match, "How a search is held against it; negative ones keep the ads away.",
      leftOut: .word("broad"), isFixed: true, get: { $0.match }, set: { $0.match = $1 }),
    .money(
      .bid, "In place of the ad group's bid.", spend: .bid, carriage: .refused, get: { $0.bid },
      set: { $0.bid = $1 }),
    .preventArchive(get: { $0.preventArchive }, set: { $0.preventArchive = $1 }),
  ]
}

extension Keyword {
  static let mapping = FieldMapping(
    kind, "a keyword", keys: ["text", "match", "bid", "lifecycle"])
}
