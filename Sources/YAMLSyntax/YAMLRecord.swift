import Diagnostics

/// One node as it lies in the arena, children right behind their parent: 32 bytes.
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
  /// A scalar's bytes.
  @usableFromInline var length: UInt32
  /// The record after this node and all below it.
  @usableFromInline var next: UInt32
  @usableFromInline let form: Form
  @usableFromInline var flags: Flags
}

extension YAMLRecord {
  var start: SourcePosition { SourcePosition(line: Int(startLine), column: Int(startColumn)) }
  var end: SourcePosition { SourcePosition(line: Int(endLine), column: Int(endColumn)) }
}
