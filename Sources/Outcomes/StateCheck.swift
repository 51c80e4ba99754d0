import Diagnostics

/// What `state check` found.
public struct StateCheck: Hashable, Sendable {
  /// Errors and warnings in the order in which they were looked for.
  public var findings: [StateFinding]

  public init(_ findings: [StateFinding] = []) { self.findings = findings }

  /// Whether nothing is wrong; what is only to be known is no mistake.
  public var isOK: Bool { !findings.contains { $0.severity == .error } }
}

/// One thing that is wrong with a state, or to be known of it.
public struct StateFinding: Hashable, Sendable {
  public enum Code: String, CaseIterable, Sendable {
    /// It cannot be read, or is not what was written.
    case integrity
    /// The hash chain of its history is broken.
    case historyChain = "history_chain"
    /// Something in it names what is not in it.
    case reference
    /// Somebody holds the lock, alive or gone.
    case lease
    /// A write by somebody who lost the lock is not refused where the state is.
    case staleWrite = "stale_write"
    /// It is not known of an operation whether it happened.
    case unsettled
  }

  public let code: Code
  public let severity: Severity
  public let message: String

  public init(_ code: Code, _ severity: Severity, _ message: String) {
    self.code = code
    self.severity = severity
    self.message = message
  }
}
