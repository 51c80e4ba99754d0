import Diagnostics

/// A borrowed view of one node: 16 bytes, copied without reference counting.
///
/// It points into its ``YAMLDocument`` and does not keep that alive: hold the document in a
/// variable, and wrap code that drops it early in `withExtendedLifetime`. To keep a place for
/// longer, keep an `index` or a `span`.
///
/// An alias reads as the node it names; only `index`, `span` and `line` are those of the alias.
public struct YAMLNode {
  public enum Kind: Sendable {
    case scalar, sequence, mapping
  }

  @usableFromInline let arena: UnsafePointer<YAMLArena>
  @usableFromInline let written: UInt32
  @usableFromInline let target: UInt32

  @inlinable
  init(_ arena: UnsafePointer<YAMLArena>, _ written: UInt32) {
    self.arena = arena
    self.written = written
    // Part by part: a copy of the arena would count a reference to its file's name.
    let record = arena.pointee.records + Int(written)
    target = record.pointee.form == .alias ? record.pointee.payload : written
  }

  /// The record after the node that it stands for and all below that.
  @inlinable var next: UInt32 { record.pointee.next(after: target) }

  @inlinable var record: UnsafePointer<YAMLRecord> {
    UnsafePointer(arena.pointee.records + Int(target))
  }
}

extension YAMLNode {
  @inlinable public var index: SourceNode { SourceNode(written) }

  /// The line, counted from 1, that the node starts on.
  @inlinable public var line: Int { Int(arena.pointee.records[Int(written)].startLine) }

  /// The stretch of text from the node's anchor or tag, if it has one, to its last character.
  ///
  /// A block collection ends where its last child does.
  public var span: SourceSpan {
    let record = arena.pointee.records[Int(written)]
    return SourceSpan(file: arena.pointee.file, start: record.start, end: record.end)
  }

  /// The node that an alias names; `index` for anything else.
  public var definition: SourceNode { SourceNode(target) }

  /// Whether this is a scalar with the tag `!env`, which names an environment variable.
  @inlinable public var isEnvironment: Bool { record.pointee.flags.contains(.environment) }

  @inlinable public var kind: Kind {
    switch record.pointee.form {
    case .sequence: .sequence
    case .mapping: .mapping
    case .scalar, .alias: .scalar
    }
  }
}

extension YAMLNode {
  /// Whether this is a scalar without quotes, whose text YAML would give a type.
  @inlinable public var isPlain: Bool { record.pointee.flags.contains(.plain) }

  /// Whether there is no value: nothing, `~` or `null`, without quotes.
  @inlinable public var isNull: Bool { isPlain && bytes.spellsNull }

  /// Left out in effect: null, an empty list or an empty mapping.
  @inlinable public var isNone: Bool { kind == .scalar ? isNull : count == 0 }

  /// A scalar's text, quotes and escapes resolved; empty for a collection.
  public var string: String { String(decoding: bytes, as: UTF8.self) }

  /// A scalar's text as UTF-8; no bytes for a collection.
  @inlinable
  public func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    try body(bytes)
  }

  /// Whether this is a scalar with just that text, quoted or not.
  @inlinable
  public func equals(_ text: StaticString) -> Bool {
    record.pointee.form == .scalar && bytes.equals(text)
  }

  /// The one of some texts that a scalar is, quoted or not; none for a collection.
  public func text(among known: [String]) -> String? {
    let bytes = bytes
    guard let start = bytes.baseAddress else { return nil }
    return known.first { text in
      text.utf8.withContiguousStorageIfAvailable { known in
        known.count == bytes.count
          && (known.baseAddress.map { sameBytes(start, $0, count: known.count) } ?? true)
      } ?? text.utf8.elementsEqual(bytes)
    }
  }

  @inlinable var bytes: UnsafeBufferPointer<UInt8> {
    guard record.pointee.form == .scalar else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(
      start: arena.pointee.text + Int(record.pointee.payload), count: Int(record.pointee.extent))
  }
}

extension YAMLNode {
  /// How many items or pairs there are; 0 for a scalar.
  ///
  /// A mapping that merges others is walked for it.
  @inlinable public var count: Int {
    guard record.pointee.form != .scalar else { return 0 }
    return merges ? entries.reduce(0) { count, _ in count + 1 } : Int(record.pointee.payload)
  }

  /// The nodes of a sequence in order; none for another kind.
  @inlinable public var items: YAMLItems { YAMLItems(self) }

  /// The pairs of a mapping, those it merges in included; none for another kind.
  @inlinable public var entries: YAMLEntries { YAMLEntries(self) }

  /// A mapping's value for a key; compares with one key after the other.
  public subscript(key: String) -> YAMLNode? {
    entries.first { $0.key.bytes.elementsEqual(key.utf8) }?.value
  }

  @inlinable var merges: Bool {
    record.pointee.form == .mapping && record.pointee.flags.contains(.merges)
  }
}
