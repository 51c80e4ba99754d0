/// The forms in which a command can tell what it found.
///
/// Each report has some of them, listed in its `forms`: a new one is a case here and a renderer there.
public enum ReportFormat: String, CaseIterable, Sendable {
  case text, json
  /// Comma-separated values, for spreadsheets.
  case csv
  case markdown
  /// One page that needs nothing beside it.
  case html
  /// Workflow commands, which GitHub shows beside the lines.
  case github
  case sarif
  /// GitLab's code quality report.
  case gitlab

  /// Whether it holds all that is known, as a program may ask for it; the others are views.
  public var isWhole: Bool {
    switch self {
    case .json: true
    case .text, .csv, .markdown, .html, .github, .sarif, .gitlab: false
    }
  }
}
