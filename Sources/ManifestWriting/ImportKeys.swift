import AdsModel
import Planning

/// Makes keys out of names, each once.
struct ImportKeys {
  private var taken: Set<Address>

  /// Starts from the addresses that a project declares.
  init(taken: Set<Address>) { self.taken = taken }

  /// The address of a resource; none for a keyword that its ad group has already.
  mutating func address(for live: LiveResource, in parent: Address?) -> Address? {
    let text = live.fields[live.kind == .keyword ? .text : .name]?.text ?? ""
    switch live.kind {
    case .keyword:
      guard let parent else { return nil }
      let match = live.fields[.match]?.text.flatMap(MatchType.init(rawValue:)) ?? .broad
      let address = Address.keyword(in: parent, match, text)
      return taken.insert(address).inserted ? address : nil
    case .adGroup:
      guard let parent else { return nil }
      return unique(text, or: "ad-group-\(live.id)") { .adGroup(parent.path, $0) }
    case .ad:
      guard let parent else { return nil }
      let pin = live.fields[.pin]?.text ?? live.id
      return unique(text, or: "pin-\(pin)") { .ad(in: parent, $0) }
    case .audience: return unique(text, or: "audience-\(live.id)", Address.audience)
    case .campaign: return unique(text, or: "campaign-\(live.id)", Address.campaign)
    }
  }

  private mutating func unique(
    _ name: String, or fallback: String, _ address: (String) -> Address
  ) -> Address {
    var key = Address.key(suggestedBy: name)
    if !Address.isKey(key) { key = Address.key(suggestedBy: fallback) }
    var number = 1
    var candidate = address(key)
    while !taken.insert(candidate).inserted {
      number += 1
      let suffix = "-\(number)"
      candidate = address(String(key.prefix(Limits.keyLength - suffix.utf8.count)) + suffix)
    }
    return candidate
  }
}
