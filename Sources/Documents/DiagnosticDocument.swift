import AdsModel
import CanonicalJSON
import Diagnostics

extension Diagnostic: ReadableObject {
  enum Key: String, DocumentKey {
    case code, severity, message, hint, file, line, column
    case endLine = "end_line"
    case endColumn = "end_column"
    case address, notes

    var schema: Schema {
      switch self {
      case .code:
        Schema.string().described("The rule; `pinplan explain` tells more.")
          .withExamples("bid.below_minimum")
      case .severity: .oneOf(words: Severity.allCases.map(\.rawValue))
      case .message: Schema.string().described("What is wrong; quotes what was written.")
      case .hint: Schema.string().nullable.described("What would do instead.")
      case .file: Schema.file.nullable
      case .line, .column, .endLine, .endColumn: Schema.line.nullable
      case .address: Schema.address.nullable
      case .notes: Schema.array(of: Note.Key.objectSchema).described("Other places it concerns.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .code: writer.string(code.rawValue)
    case .severity: writer.string(severity.rawValue)
    case .message: writer.string(message)
    case .hint: writer.optional(hint)
    case .file: writer.optional(file)
    case .line: writer.optional(span?.start.line)
    case .column: writer.optional(span?.start.column)
    case .endLine: writer.optional(span?.end.line)
    case .endColumn: writer.optional(span?.end.column)
    case .address: writer.optional(address)
    case .notes: writer.objects(notes)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    if let file = try members.optionalText(.file), try members.decodeNil(forKey: .line) {
      self.init(
        try members.word(.code), try members.word(.severity), try members.text(.message), in: file,
        address: try members.optionalText(.address), hint: try members.optionalText(.hint))
      return
    }
    let span = try members.optionalText(.file).map { file in
      SourceSpan(
        file: file,
        start: SourcePosition(line: try members.number(.line), column: try members.number(.column)),
        end: SourcePosition(
          line: try members.number(.endLine), column: try members.number(.endColumn)))
    }
    self.init(
      try members.word(.code), try members.word(.severity), try members.text(.message), at: span,
      address: try members.optionalText(.address), hint: try members.optionalText(.hint),
      notes: try members.objects(.notes))
  }
}

extension Diagnostic.Note: ReadableObject {
  enum Key: String, DocumentKey {
    case message, file, line, column

    var schema: Schema {
      switch self {
      case .message: .string()
      case .file: .file
      case .line, .column: .line
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .message: writer.string(message)
    case .file: writer.string(span.file)
    case .line: writer.integer(span.start.line)
    case .column: writer.integer(span.start.column)
    }
  }

  /// A note's end is not written, so it comes back as a place without length.
  init(from members: KeyedDecodingContainer<Key>) throws {
    let start = SourcePosition(line: try members.number(.line), column: try members.number(.column))
    let span = SourceSpan(file: try members.text(.file), start: start, end: start)
    self.init(try members.text(.message), at: span)
  }
}
