import AdsModel
import Diagnostics
import Planning

/// Values of fields as people read them.
struct ValueText: Sendable {
  let amounts: Amounts

  /// How many members of a list are named before the rest is counted.
  static let namedMembers = 8

  /// One value, printable; an amount with its currency.
  func text(_ value: FieldValue?) -> String {
    switch value {
    case nil: "none"
    case .text(let text): Self.word(text)
    case .money(let money): amounts.text(money)
    case .day(let day): day.description
    case .instant(let moment): moment.written
    case .integer(let number): String(number)
    case .flag(let flag): flag ? "true" : "false"
    case .list(let items): Self.listed(items)
    }
  }

  /// Both sides of a change: what was, what will be, and for amounts by how much.
  func sides(_ change: FieldChange) -> (before: String, after: String, remark: String?) {
    switch (change.before, change.after) {
    case (.money(let before)?, .money(let after)?):
      return (amounts.bare(before), amounts.text(after), Amounts.percent(from: before, to: after))
    case (nil, let after): return ("", text(after), "new")
    case (.text(let before)?, .text(let after)?)
    where Self.needsQuotes(before) || Self.needsQuotes(after):
      return (Printable.quoted(before), Printable.quoted(after), nil)
    case (let before, let after): return (text(before), text(after), nil)
    }
  }

  /// Which members join and leave a list; nothing when only their order changes.
  static func members(from before: [String], to after: [String]) -> String? {
    let old = Set(before)
    let new = Set(after)
    let added = after.filter { !old.contains($0) }.map { "+ " + word($0) }
    let removed = before.filter { !new.contains($0) }.map { "- " + word($0) }
    guard !added.isEmpty || !removed.isEmpty else { return nil }
    return counted(added, separator: "  ") + (added.isEmpty || removed.isEmpty ? "" : "  ")
      + counted(removed, separator: "  ")
  }

  static func listed(_ items: [String]) -> String {
    items.isEmpty ? "none" : counted(items.map(word), separator: ", ")
  }

  static func counted(_ items: [String], separator: String) -> String {
    guard items.count > namedMembers + 1 else { return items.joined(separator: separator) }
    let named = items.prefix(namedMembers).joined(separator: separator)
    return named + separator + "and " + Amounts.grouped(items.count - namedMembers) + " more"
  }

  /// A word as it is, anything longer in quotes so that its ends are seen.
  static func word(_ text: String) -> String {
    needsQuotes(text) ? Printable.quoted(text) : text
  }

  static func needsQuotes(_ text: String) -> Bool {
    text.isEmpty
      || !text.utf8.allSatisfy {
        $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\"")
      }
  }
}

extension ValueText {
  /// `corner sofa (exact, 0.50)`; a broad match at the ad group's bid is the text alone.
  func keyword(_ change: Change) -> String {
    let parts = change.address.parts
    let text = parts.last.map(String.init) ?? change.name
    let isPlain = text.utf8.allSatisfy {
      ($0 >= 0x30 && $0 < 0x7F) || $0 >= 0x80 || $0 == 0x20 || $0 == UInt8(ascii: "-")
    }
    let name = isPlain ? Printable.text(text) : Printable.quoted(text)
    var details: [String] = []
    if parts.count == 4, parts[2] != MatchType.broad.rawValue {
      details.append(String(parts[2]).replacing("_", with: " "))
    }
    if change.action == .create, let bid = change[.bid]?.after?.money {
      details.append(amounts.bare(bid))
    }
    return details.isEmpty ? name : "\(name) (\(details.joined(separator: ", ")))"
  }
}
