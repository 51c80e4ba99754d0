import Diagnostics

/// What a report says of a rule beside what the rule found.
public struct RuleDescription: Hashable, Sendable {
  public let code: String
  public let severity: Severity
  /// What is insisted on, in one sentence.
  public let summary: String
  /// All that `pinplan explain` tells of it.
  public let help: String

  public init(code: String, severity: Severity, summary: String, help: String) {
    self.code = code
    self.severity = severity
    self.summary = summary
    self.help = help
  }
}
