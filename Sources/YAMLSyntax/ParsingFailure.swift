import Diagnostics

/// Where and why libyaml gave up, in its own words.
struct ParsingFailure {
  enum Cause {
    /// The bytes are no text; the offset counts from the start of the file.
    case bytes(offset: Int)
    case grammar
    case memory
  }

  let cause: Cause
  let problem: String
  let place: SourcePosition
  /// What libyaml was reading, such as "while parsing a block mapping".
  let context: String?
  /// Where that began; means nothing without a context.
  let contextPlace: SourcePosition
}
