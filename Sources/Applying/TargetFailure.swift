import Diagnostics

/// Why a target could not be asked.
public struct TargetFailure: Error, Hashable, Sendable {
  public let code: DiagnosticCode
  /// What failed and what to do.
  public let words: String
  public let requestID: String?

  public init(_ code: DiagnosticCode, _ words: String, requestID: String? = nil) {
    self.code = code
    self.words = words
    self.requestID = requestID
  }
}

extension TargetFailure: CustomStringConvertible {
  public var description: String { words }
}
