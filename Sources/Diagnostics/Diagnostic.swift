/// How much a diagnostic weighs: an error stops the command, a warning is shown and passed.
public enum Severity: String, Hashable, Sendable, CaseIterable {
  case error, warning
}

/// One mistake in what a user wrote, with its place and what to write instead.
///
/// Mistakes are collected and returned; failures of the world (disk, network) are thrown.
public struct Diagnostic: Hashable, Sendable {
  /// A second place that the mistake is about, such as the first of two declarations.
  public struct Note: Hashable, Sendable {
    public let message: String
    public let span: SourceSpan

    public init(_ message: String, at span: SourceSpan) {
      self.message = message
      self.span = span
    }
  }

  public let code: DiagnosticCode
  public var severity: Severity
  /// What is wrong; quotes what was written.
  public let message: String
  /// Where it is wrong; none for what concerns no file (an empty state, a missing project).
  public let span: SourceSpan?
  /// The file that it concerns as a whole, where no line of it is meant.
  public let wholeFile: String?
  /// The resource it concerns, as an address; none for what belongs to no resource.
  public var address: String?
  /// What would do instead.
  public let hint: String?
  public let notes: [Note]

  public init(
    _ code: DiagnosticCode, _ severity: Severity, _ message: String,
    at span: SourceSpan?, address: String? = nil, hint: String? = nil, notes: [Note] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.span = span
    wholeFile = nil
    self.address = address
    self.hint = hint
    self.notes = notes
  }
}

extension Diagnostic {
  /// An error, which is what most mistakes are.
  public init(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan?, address: String? = nil,
    hint: String? = nil, notes: [Note] = []
  ) {
    self.init(code, .error, message, at: span, address: address, hint: hint, notes: notes)
  }

  /// About a file as a whole.
  public init(
    _ code: DiagnosticCode, _ severity: Severity, _ message: String, in file: String,
    address: String? = nil, hint: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    span = nil
    wholeFile = file
    self.address = address
    self.hint = hint
    notes = []
  }

  /// An error about a file as a whole.
  public init(_ code: DiagnosticCode, _ message: String, in file: String, hint: String? = nil) {
    self.init(code, .error, message, in: file, hint: hint)
  }

  /// The file that it is about, wherever in it.
  public var file: String? { span?.file ?? wholeFile }

  /// By place, then code and message; what has no place comes last.
  ///
  /// The order depends on nothing but the diagnostics, so two runs print the same.
  public static func inReadingOrder(_ left: Self, _ right: Self) -> Bool {
    switch (left.span, right.span) {
    case (let first?, let second?) where first != second: first < second
    case (.some, nil): true
    case (nil, .some): false
    case (nil, nil) where left.wholeFile != right.wholeFile:
      (left.wholeFile ?? "").utf8.lexicographicallyPrecedes((right.wholeFile ?? "").utf8)
    default: (left.code.rawValue, left.message) < (right.code.rawValue, right.message)
    }
  }
}
