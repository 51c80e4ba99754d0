import Diagnostics

/// Why a question about Pins has no answer.
public struct InsightsProblem: Error, Hashable, Sendable {
  /// None for words that were written wrongly.
  public let code: DiagnosticCode?
  public let message: String
  public let hint: String?

  public init(_ code: DiagnosticCode?, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }

  /// Something that Pinterest's pages know and its API does not tell.
  public static func notInAPI(_ message: String, hint: String? = nil) -> Self {
    Self(.insightsNotInAPI, message, hint: hint)
  }

  static func pinNotFound(_ id: String) -> Self {
    Self(
      .insightsPinNotFound, "there is no Pin \(quoted(id)) that the account may see",
      hint: "`pinplan pins search TEXT` lists the account's own Pins")
  }
}
