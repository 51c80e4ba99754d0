/// A search that an ad group's ads are shown to, or kept away from.
///
/// Text and match type are its identity; only the bid can change.
public struct Keyword: Resource, Hashable {
  public static let kind = ResourceKind.keyword

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

  public func put(into sink: inout FieldSink) {
    sink.put(.text, .text(text))
    sink.put(.match, .text(match.rawValue))
    if let bid { sink.put(.bid, .money(bid)) }
    if let preventArchive { sink.put(.preventArchive, .flag(preventArchive)) }
  }

  /// A text without outer space and in lower case, as Pinterest compares it.
  public static func normalized(_ text: String) -> String {
    var trimmed = Substring(text.lowercased())
    while trimmed.first?.isWhitespace == true { trimmed.removeFirst() }
    while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
    return String(trimmed)
  }
}
