import YAMLSyntax

/// The members of one list that come and go; the list is a set, so the others keep their places.
struct ListStructure {
  private let list: YAMLNode
  private let text: EditableText

  init(_ list: YAMLNode, _ text: EditableText) {
    self.list = list
    self.text = text
  }

  func changes(to wanted: [WantedScalar]) throws(EditRefusal) -> [TextChange] {
    let items = Array(list.items)
    guard items.allSatisfy({ $0.kind == .scalar }), let last = items.last else { throw .form }
    let texts = Set(wanted.map(\.text))
    let removed = items.map { !texts.contains($0.string) }
    let present = Set(items.map(\.string))
    let added = wanted.filter { !present.contains($0.text) }
    guard removed.contains(false) else { return [try rewriting(items, as: added)] }
    let isFlow = text.isFlow(list)
    var changes: [TextChange] = []
    if isFlow {
      changes += try FlowRemoval(
        items: items.map { text.start(of: $0)..<text.end(of: $0) }, isRemoved: removed
      ).changes(in: text)
    } else {
      for (item, isRemoved) in zip(items, removed) where isRemoved {
        guard text.dash(before: item) != nil else { throw .form }
        changes.append(TextChange(text.lines(text.start(of: item)..<text.end(of: item)), ""))
      }
    }
    guard !added.isEmpty else { return changes }
    let anchor = removed.lastIndex(of: false).map { items[$0] } ?? last
    if isFlow {
      let end = text.end(of: anchor)
      let more = added.map { ", " + written($0, like: anchor, inFlow: true) }.joined()
      changes.append(TextChange(end..<end, more))
    } else {
      guard let dash = text.dash(before: anchor) else { throw .form }
      let more = added.map { dash + written($0, like: anchor, inFlow: false) }
      changes.append(
        text.insertion(ofLine: more.joined(separator: text.lineBreak), after: text.end(of: anchor)))
    }
    return changes
  }

  /// In the manner of a member that is there already.
  private func written(_ member: WantedScalar, like other: YAMLNode, inFlow: Bool) -> String {
    let style = other.isAlias ? nil : text.style(of: other)
    return ScalarWriter.write(
      member.text, as: style ?? .plain, isWord: member.isWord, inFlow: inFlow)
  }

  /// All members in place of all others.
  private func rewriting(_ items: [YAMLNode], as members: [WantedScalar]) throws(EditRefusal)
    -> TextChange
  {
    guard let first = items.first, let last = items.last else { throw .form }
    let range = text.start(of: first)..<text.end(of: last)
    guard items.count == 1 || !text.hasComment(range) else { throw .comment }
    if text.isFlow(list) {
      let texts = members.map { written($0, like: first, inFlow: true) }
      return TextChange(range, texts.joined(separator: ", "))
    }
    guard let dash = text.dash(before: first) else { throw .form }
    let texts = members.map { written($0, like: first, inFlow: false) }
    return TextChange(range, texts.joined(separator: text.lineBreak + dash))
  }
}
