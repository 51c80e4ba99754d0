import Diagnostics
import YAMLSyntax

/// One parsed file with the offsets of its nodes: where an edit may take hold of it.
struct EditableText {
  let document: YAMLDocument
  let offsets: SourceOffsets
  let aliases: YAMLAliases
  /// What ends a line where nothing says otherwise.
  let lineBreak: String

  var source: [UInt8] { document.source }

  init(_ document: YAMLDocument) {
    self.document = document
    offsets = SourceOffsets(document.source)
    aliases = YAMLAliases(document)
    lineBreak = document.source.firstLineBreak ?? "\n"
  }

  func start(of node: YAMLNode) -> Int { offsets.offset(of: node.span.start) }
  func end(of node: YAMLNode) -> Int { offsets.offset(of: node.span.end) }

  /// The bytes of a node behind its anchor and tag.
  func content(of node: YAMLNode) -> Range<Int> {
    let end = end(of: node)
    var start = start(of: node)
    while start < end, source[start] == UInt8(ascii: "&") || source[start] == UInt8(ascii: "!") {
      while start < end, !source[start].isBlankOrBreak { start += 1 }
      while start < end, source[start].isBlankOrBreak { start += 1 }
    }
    return start..<end
  }

  /// Whether a collection is written with braces or brackets.
  func isFlow(_ node: YAMLNode) -> Bool {
    let content = content(of: node)
    guard let first = source[content].first else { return false }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// How a scalar is set down; none for block scalars, and where nothing is written.
  func style(of scalar: YAMLNode) -> ScalarWriter.Style? {
    guard !scalar.isPlain else { return content(of: scalar).isEmpty ? nil : .plain }
    switch source[content(of: scalar)].first {
    case UInt8(ascii: "\""): return .double
    case UInt8(ascii: "'"): return .single
    default: return nil
    }
  }

  /// The offset behind the colon of a key.
  func valueStart(of entry: YAMLEntry) -> Int? {
    var offset = end(of: entry.key)
    while offset < source.count, source[offset].isBlank { offset += 1 }
    guard offset < source.count, source[offset] == UInt8(ascii: ":") else { return nil }
    return offset + 1
  }

  /// The offset behind a key and its value.
  func end(of entry: YAMLEntry) -> Int {
    max(end(of: entry.value), valueStart(of: entry) ?? end(of: entry.key))
  }

  /// The spaces before an offset, when nothing else stands before it on its line.
  func indentation(before offset: Int) -> String? {
    let before = source[offsets.lineStart(at: offset)..<offset]
    guard before.allSatisfy({ $0 == UInt8(ascii: " ") }) else { return nil }
    return String(decoding: before, as: UTF8.self)
  }

  /// The spaces and the dash before an item of a block list.
  func dash(before item: YAMLNode) -> String? {
    let start = start(of: item)
    let before = source[offsets.lineStart(at: start)..<start]
    let parts = before.split(
      separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty,
      parts.allSatisfy({ $0.allSatisfy { $0 == UInt8(ascii: " ") } })
    else { return nil }
    return String(decoding: before, as: UTF8.self)
  }

  /// The whole lines from one offset to another.
  func lines(_ range: Range<Int>) -> Range<Int> {
    offsets.lineStart(
      at: range.lowerBound)..<(offsets.nextLineStart(at: range.upperBound)
      ?? source.count)
  }

  /// Whether a comment begins in a range that holds no text of a scalar.
  func hasComment(_ range: Range<Int>) -> Bool { source[range].contains(UInt8(ascii: "#")) }

  /// What a new line behind the line of an offset takes.
  func insertion(ofLine text: String, after offset: Int) -> TextChange {
    if let next = offsets.nextLineStart(at: offset) {
      return TextChange(next..<next, text + lineBreak)
    }
    return TextChange(source.count..<source.count, lineBreak + text)
  }
}

extension UInt8 {
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
  var isBlankOrBreak: Bool { isBlank || self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
}

extension [UInt8] {
  /// The break that ends the first line.
  fileprivate var firstLineBreak: String? {
    guard let index = firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
    else { return nil }
    guard self[index] == UInt8(ascii: "\r") else { return "\n" }
    return index + 1 < count && self[index + 1] == UInt8(ascii: "\n") ? "\r\n" : "\r"
  }
}
