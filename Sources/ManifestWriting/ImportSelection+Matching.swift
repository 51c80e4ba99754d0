import AdsModel
import Planning

extension ImportResult {
  /// A selector that nothing answers to.
  public struct Unmatched: Hashable, Sendable {
    public let selector: String
    public let reason: String
  }
}

extension ImportSelection {
  /// The selectors that nothing answers to: neither what would be written nor what would be bound.
  func unmatched(
    among written: [Address], _ matches: ImportMatches, stored: [StoredResource]
  ) -> [ImportResult.Unmatched] {
    let there = Set(written + matches.pairs.map(\.address))
    return selectors.compactMap { selector in
      if there.contains(where: selector.matches) { return nil }
      let reason: String
      if let owned = stored.filter({ selector.matches($0.address) })
        .min(by: { $0.address < $1.address })
      {
        reason = "\(owned.address) is bound to \(owned.id) already"
      } else if let open = matches.ambiguous.keys.filter(selector.matches).min() {
        reason = matches.ambiguous[open] ?? ""
      } else {
        reason = Self.whatElse(
          (written + matches.found.map(\.address)).filter { $0.kind == .campaign }.sorted())
      }
      return ImportResult.Unmatched(selector: selector.pattern, reason: reason)
    }
  }

  private static let mostListed = 8

  private static func whatElse(_ campaigns: [Address]) -> String {
    guard !campaigns.isEmpty else {
      return "nothing matches it, and the account has nothing that is not owned already"
    }
    let listed = campaigns.prefix(mostListed).map(\.description).joined(separator: ", ")
    let rest = campaigns.count - mostListed
    return "nothing matches it; there is \(listed)" + (rest > 0 ? " and \(rest) more" : "")
  }
}
