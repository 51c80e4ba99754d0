import Diagnostics

/// One node as it lies in the arena, children right behind their parent: 28 bytes.
@usableFromInline
struct YAMLRecord: BitwiseCopyable {
  @usableFromInline
  enum Form: UInt8, BitwiseCopyable {
    case scalar, sequence, mapping, alias
  }

  @usableFromInline
  struct Flags: OptionSet, BitwiseCopyable, Sendable {
    @usableFromInline let rawValue: UInt8
    @inlinable init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A scalar without quotes.
    @usableFromInline static let plain = Flags(rawValue: 1)
    /// A key whose pair no reader sees: a repeated key, a key that is no text, a merge key.
    @usableFromInline static let hidden = Flags(rawValue: 2)
    /// A mapping with a `<<`, or that key itself.
    @usableFromInline static let merges = Flags(rawValue: 4)
    /// A scalar with the tag `!env`: the name of an environment variable.
    @usableFromInline static let environment = Flags(rawValue: 8)
  }

  @usableFromInline var startLine: UInt32
  var startColumn: UInt32
  var endLine: UInt32
  var endColumn: UInt32
  /// A scalar's offset in the text, a collection's visible children, an alias's target.
  @usableFromInline var payload: UInt32
  /// A scalar's bytes; of a collection the record after all that is below it.
  @usableFromInline var extent: UInt32
  @usableFromInline let form: Form
  @usableFromInline var flags: Flags
}

extension YAMLRecord {
  /// A scalar's bytes.
  @inlinable var length: Int { form == .scalar ? Int(extent) : 0 }

  /// The record after this one, which is at an index, and all below it.
  @inlinable
  func next(after index: UInt32) -> UInt32 {
    switch form {
    case .mapping, .sequence: extent
    case .scalar, .alias: index + 1
    }
  }

  var start: SourcePosition { SourcePosition(line: Int(startLine), column: Int(startColumn)) }
  var end: SourcePosition { SourcePosition(line: Int(endLine), column: Int(endColumn)) }
}
