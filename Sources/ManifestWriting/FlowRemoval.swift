import YAMLSyntax

/// Takes items out of a list or mapping in flow style, with the commas that they leave over.
struct FlowRemoval {
  /// Where the items are, in order.
  let items: [Range<Int>]
  let isRemoved: [Bool]

  func changes(in text: EditableText) throws(EditRefusal) -> [TextChange] {
    var changes: [TextChange] = []
    var index = 0
    while index < items.count {
      guard isRemoved[index] else {
        index += 1
        continue
      }
      var end = index
      while end < items.count, isRemoved[end] { end += 1 }
      changes += try removal(of: index..<end, in: text)
      index = end
    }
    return changes
  }

  /// Removes neighbours: line by line where each has its own, else up to the item that follows.
  private func removal(of run: Range<Int>, in text: EditableText) throws(EditRefusal)
    -> [TextChange]
  {
    if run.allSatisfy({ hasOwnLines(items[$0], in: text) }) {
      return items[run].map { TextChange(text.lines($0), "") }
    }
    let range: Range<Int>
    if run.upperBound < items.count {
      range = items[run.lowerBound].lowerBound..<items[run.upperBound].lowerBound
    } else if run.lowerBound > 0 {
      range = items[run.lowerBound - 1].upperBound..<items[run.upperBound - 1].upperBound
    } else {
      throw .form
    }
    for gap in gaps(in: range) where text.hasComment(gap) { throw .comment }
    return [TextChange(range, "")]
  }

  /// What lies between the items of a range.
  private func gaps(in range: Range<Int>) -> [Range<Int>] {
    var gaps: [Range<Int>] = []
    var start = range.lowerBound
    for item in items where range.contains(item.lowerBound) {
      gaps.append(start..<max(start, item.lowerBound))
      start = min(item.upperBound, range.upperBound)
    }
    return gaps + [start..<max(start, range.upperBound)]
  }

  private func hasOwnLines(_ item: Range<Int>, in text: EditableText) -> Bool {
    guard text.indentation(before: item.lowerBound) != nil,
      let next = text.offsets.nextLineStart(at: item.upperBound)
    else { return false }
    var rest = text.source[item.upperBound..<next].drop(while: \.isBlank)
    if rest.first == UInt8(ascii: ",") { rest = rest.dropFirst().drop(while: \.isBlank) }
    return rest.first.map { $0 == UInt8(ascii: "#") || $0.isBlankOrBreak } ?? false
  }
}
