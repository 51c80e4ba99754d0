import Diagnostics
import YAMLSyntax

/// The keys of one mapping that come and go.
struct MappingStructure {
  var added: [(key: String, value: WantedValue, edits: [Int])] = []
  var removed: [(entry: YAMLEntry, edits: [Int])] = []
  private let mapping: YAMLNode
  private let text: EditableText
  private let isFlow: Bool

  init(_ mapping: YAMLNode, _ text: EditableText) {
    self.mapping = mapping
    self.text = text
    isFlow = text.isFlow(mapping)
  }

  /// The edits that all of this serves.
  var edits: [Int] { added.flatMap(\.edits) + removed.flatMap(\.edits) }

  /// What the mapping itself holds, without what it merges.
  private var own: [YAMLEntry] { mapping.entries.filter { mapping.owns($0) } }

  private func isRemoved(_ entry: YAMLEntry) -> Bool {
    removed.contains { $0.entry.key.index == entry.key.index }
  }

  /// Whether nothing is left, and nothing comes.
  var isEmptied: Bool {
    !removed.isEmpty && added.isEmpty && mapping.entries.allSatisfy(isRemoved)
  }

  func changes() throws(EditRefusal) -> [TextChange] {
    guard !(added.isEmpty && removed.isEmpty) else { return [] }
    var added = added
    var removed = removed
    var changes: [TextChange] = []
    let kept = own.filter { !isRemoved($0) }
    if kept.isEmpty, !added.isEmpty, !removed.isEmpty {
      // The mapping never stands empty: a new key takes the place of an old one.
      let (old, new) = (removed.removeFirst(), added.removeFirst())
      guard removed.isEmpty, added.isEmpty else { throw .form }
      return [try replacement(of: old.entry, with: new)]
    }
    if isFlow {
      changes += try FlowRemoval(
        items: own.map { text.start(of: $0.key)..<text.end(of: $0) },
        isRemoved: own.map(isRemoved)
      ).changes(in: text)
    } else {
      for (entry, _) in removed { changes.append(try lineRemoval(of: entry)) }
    }
    for new in added.sorted(by: { KeyOrder.rank($0.key) < KeyOrder.rank($1.key) }) {
      changes.append(try insertion(of: new.key, new.value, among: kept))
    }
    return changes
  }

  private func replacement(
    of old: YAMLEntry, with new: (key: String, value: WantedValue, edits: [Int])
  ) throws(EditRefusal) -> TextChange {
    let range = text.start(of: old.key)..<text.end(of: old)
    guard old.value.kind == .scalar || !text.hasComment(range) else { throw .comment }
    var value = new.value
    if case .scalar(let scalar) = value, let amount = scalar.amount, old.value.kind == .scalar,
      scalar.text(after: old.value.string) != scalar.text
    {
      value = .scalar(WantedScalar(amount, decimals: 0))
    }
    return TextChange(range, line(new.key, value))
  }

  private func line(_ key: String, _ value: WantedValue) -> String {
    ScalarWriter.write(key, isWord: true, inFlow: isFlow) + ": " + value.written(inFlow: isFlow)
  }

  /// A new key beside the others: behind the nearest that comes before it, or before the first.
  private func insertion(of key: String, _ value: WantedValue, among kept: [YAMLEntry])
    throws(EditRefusal) -> TextChange
  {
    guard let first = kept.first else { throw .form }
    let rank = KeyOrder.rank(key)
    let before = kept.filter { KeyOrder.rank($0.key.string) <= rank }
      .max { KeyOrder.rank($0.key.string) < KeyOrder.rank($1.key.string) }
    if isFlow {
      guard let before else {
        let start = text.start(of: first.key)
        return TextChange(start..<start, line(key, value) + ", ")
      }
      let end = text.end(of: before)
      return TextChange(end..<end, ", " + line(key, value))
    }
    let aligned = kept.lazy.compactMap { text.indentation(before: text.start(of: $0.key)) }.first
    let indentation = aligned ?? String(repeating: " ", count: first.key.span.start.column - 1)
    let lines = WantedKey(key: key, value: value, edits: []).lines(indentation)
      .joined(separator: text.lineBreak)
    if let before { return text.insertion(ofLine: lines, after: text.end(of: before)) }
    let start = text.start(of: first.key)
    guard text.indentation(before: start) != nil else {
      return text.insertion(ofLine: lines, after: text.end(of: first))
    }
    let lineStart = text.offsets.lineStart(at: start)
    return TextChange(lineStart..<lineStart, lines + text.lineBreak)
  }

  /// Takes out the lines of a key and its value.
  private func lineRemoval(of entry: YAMLEntry) throws(EditRefusal) -> TextChange {
    let start = text.start(of: entry.key)
    let end = text.end(of: entry)
    if text.indentation(before: start) != nil { return TextChange(text.lines(start..<end), "") }
    // The first key of a list's item shares its line with the dash.
    guard let next = own.first(where: { text.start(of: $0.key) > start }), !isRemoved(next) else {
      throw .form
    }
    let range = start..<text.start(of: next.key)
    guard !text.hasComment(end..<range.upperBound) else { throw .comment }
    return TextChange(range, "")
  }
}
