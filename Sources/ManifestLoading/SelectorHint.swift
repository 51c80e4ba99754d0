import AdsModel
import Diagnostics

/// What somebody probably meant who wrote a selector that is none.
enum SelectorHint {
  /// `spring*` is about campaigns, and `campaigns/spring*` about one kind too.
  static func meant(by text: String) -> String? {
    guard !text.isEmpty, !text.contains(where: \.isWhitespace) else { return nil }
    guard let slash = text.firstIndex(of: "/") else {
      if text.allSatisfy({ $0 == "*" }) { return "*/**" }
      return ResourceKind(rawValue: text) == nil ? "campaign/\(text)" : "\(text)/**"
    }
    let rest = text[text.index(after: slash)...]
    let kinds = ResourceKind.allCases.map(\.rawValue)
    guard !rest.isEmpty,
      let kind = Suggestion.nearest(
        to: String(text[..<slash]), among: kinds)
    else { return nil }
    return "\(kind)/\(rest)"
  }

  /// The hint for one selector that cannot be read.
  static func hint(for text: String) -> String {
    meant(by: text).map { "did you mean `\($0)`?" }
      ?? "write it like `campaign/always-on*` or `ad_group/*/uk-*`"
  }

  /// The hint for a text that stands where a list of selectors is wanted.
  static func listHint(for text: String) -> String {
    let selector = Selector(parsing: text).map(\.description) ?? meant(by: text)
    return "write `[\"\(selector ?? "campaign/always-on*")\"]`"
  }
}
