import AdsModel
import Diagnostics
import Documents

/// What `validate` found; in text, diagnostics say what is wrong.
public struct ValidationReport: Report {
  private let diagnostics: [Diagnostic]
  private let account: Account
  private let target: TargetKind
  private let census: String
  private let heading: String?

  /// `census` counts what is declared; `heading` is for what is no mistake of the project's.
  public init(
    _ diagnostics: [Diagnostic], account: Account, target: TargetKind, census: String = "",
    heading: String? = nil
  ) {
    self.diagnostics = diagnostics
    self.account = account
    self.target = target
    self.census = census
    self.heading = heading
  }

  private var isValid: Bool { !diagnostics.contains { $0.severity == .error } }

  public static var forms: [ReportForm<Self>] {
    [
      .text { report, _ in report.isValid ? "Valid: \(report.census).\n" : "" },
      .json { ValidationDocument.encode($0.diagnostics) },
      .markdown {
        MarkdownMistakesRenderer($1).render(
          $0.diagnostics, account: $0.account, target: $0.target, heading: $0.heading)
      },
    ] + .annotations { LineRemarks(diagnostics: $0.diagnostics, currency: $0.account.currency) }
  }
}
