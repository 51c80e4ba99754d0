/// A part of a report that may be shortened, but only between its items.
///
/// Opening and closing belong together (`<details>` and its end, a table's heading), so a
/// passage is well-formed however many of its items are shown.
struct Passage {
  struct Item {
    /// Whole lines.
    let text: String
    /// What it is called when it has to be left out.
    let name: String
    /// How many resources it stands for.
    var count = 1
  }

  var opening: String
  var items: [Item]
  var closing = ""
  /// What its items are, `change` or `refusal`.
  let noun: String
  /// What it is called as an item of a larger part.
  var name = ""
  /// How many resources stand in it, those that it only counts too.
  var count: Int

  init(_ opening: String, noun: String, _ items: [Item], closing: String = "", name: String = "") {
    self.opening = opening
    self.items = items
    self.closing = closing
    self.noun = noun
    self.name = name
    count = items.reduce(0) { $0 + $1.count }
  }

  /// Bytes of the whole.
  var length: Int {
    guard !items.isEmpty else { return 0 }
    return items.reduce(opening.utf8.count + closing.utf8.count) { $0 + $1.text.utf8.count }
  }

  /// Bytes that it takes at least: all of it, or a line that counts what is in it.
  var shortest: Int { min(length, opening.utf8.count + closing.utf8.count + Self.restLength) }

  /// The whole, or as many items as fit with a line that counts and names the others.
  func fitted(into room: Int) -> String {
    guard !items.isEmpty else { return "" }
    let whole = length <= room
    var left = room - opening.utf8.count - closing.utf8.count - (whole ? 0 : Self.restLength)
    var text = opening
    var shown = 0
    for item in items {
      guard item.text.utf8.count <= left else { break }
      left -= item.text.utf8.count
      text += item.text
      shown += 1
    }
    let rest = items[shown...]
    if !rest.isEmpty {
      text += Self.rest(rest.reduce(0) { $0 + $1.count }, noun, rest.map(\.name))
    }
    return text + closing
  }

  /// The most bytes that `rest` takes.
  static let restLength = 360
  private static let namesLength = 200

  /// `Left out for length: 14 changes: a, b, c and 11 more.`, as a paragraph.
  static func rest(_ count: Int, _ noun: String, _ names: [String]) -> String {
    var named: [String] = []
    var length = 0
    for name in names {
      let text = MarkdownText.escaped(name, limit: 80)
      guard length + text.utf8.count + 2 <= namesLength else { break }
      length += text.utf8.count + 2
      named.append(text)
    }
    var list = named.joined(separator: ", ")
    if named.count < names.count {
      list += (named.isEmpty ? "" : " and ") + Amounts.grouped(names.count - named.count) + " more"
    }
    // The empty line ends a table or list.
    return "\nLeft out for length: \(Amounts.count(count, noun)): \(list).\n\n"
  }
}

/// Passages one below the other that share what room there is, such as one for each campaign.
struct PassageSequence {
  var opening: String
  var passages: [Passage]
  let noun: String

  var isEmpty: Bool { passages.isEmpty }

  /// Bytes of the whole.
  var length: Int {
    isEmpty ? 0 : passages.reduce(opening.utf8.count) { $0 + $1.length }
  }

  /// Bytes that it takes at least.
  var shortest: Int {
    guard !isEmpty else { return 0 }
    var length = opening.utf8.count
    for passage in passages where length < opening.utf8.count + Passage.restLength {
      length += passage.length
    }
    return min(length, opening.utf8.count + Passage.restLength)
  }

  /// All of them, or as many as fit, none of which takes more than half of what is left.
  func fitted(into room: Int) -> String {
    guard !isEmpty else { return "" }
    guard length > room else {
      return passages.reduce(into: opening) { $0 += $1.fitted(into: .max) }
    }
    var text = opening
    var left = room - opening.utf8.count - Passage.restLength
    var omitted: [Passage] = []
    for passage in passages {
      let share = left / 2
      let most = passage.opening.utf8.count + passage.closing.utf8.count + Passage.restLength
      let first = passage.items.first?.text.utf8.count ?? 0
      guard passage.length <= share || most + first <= share else {
        omitted.append(passage)
        continue
      }
      let shown = passage.fitted(into: share)
      left -= shown.utf8.count
      text += shown
    }
    guard !omitted.isEmpty else { return text }
    let count = omitted.reduce(0) { $0 + $1.count }
    return text + Passage.rest(count, noun, omitted.map(\.name))
  }
}
