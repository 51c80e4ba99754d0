import CLibYAML
import Diagnostics

/// The events of one text, pulled from libyaml one at a time.
///
/// Both C structures live at a fixed address, because libyaml keeps a pointer into its parser. The
/// current event is freed when the next is asked for: one event at a time is all that the tree
/// builder looks at, and a value per event would cost a copy of 104 bytes each.
struct EventStream: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>

  /// Reads `text`, which must outlive the stream; nil if there is no memory for a parser.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    event.initialize(to: yaml_event_t())
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) != 0 else {
      return nil
    }
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  /// The next event, valid until the next call; nil after a mistake in the text.
  @inline(__always)
  mutating func next() -> UnsafePointer<yaml_event_t>? {
    yaml_event_delete(event)
    guard yaml_parser_parse(parser, event) != 0 else { return nil }
    return UnsafePointer(event)
  }

  /// What libyaml stumbled over, once `next` has returned nil.
  var failure: ParsingFailure {
    let raw = parser.pointee
    let cause: ParsingFailure.Cause =
      switch raw.error {
      case YAML_READER_ERROR: .bytes(offset: raw.problem_offset)
      case YAML_MEMORY_ERROR: .memory
      default: .grammar
      }
    return ParsingFailure(
      cause: cause,
      problem: raw.problem.map { String(cString: $0) } ?? "",
      place: SourcePosition(raw.problem_mark),
      context: raw.context.map { String(cString: $0) },
      contextPlace: SourcePosition(raw.context_mark))
  }
}

extension SourcePosition {
  /// libyaml counts lines and columns from 0, columns in characters.
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: mark.line + 1, column: mark.column + 1)
  }
}
