import Applying
import Diagnostics
import Documents
import Rendering
import Rules

/// Prints what a command tells in the form that was asked for.
struct Reporter {
  private let console: Console
  private let format: ReportFormat
  private let setting: ReportSetting

  init(
    _ console: Console, as format: ReportFormat, view: PlanView = .changes,
    markdown: @escaping () -> MarkdownOptions
  ) {
    self.console = console
    self.format = format
    setting = ReportSetting(
      style: console.style, view: view, markdown: markdown, rules: { Self.rules })
  }

  /// Every rule, as SARIF describes it.
  static var rules: [RuleDescription] { Rule.descriptions }

  /// Whether people read it, who are told on standard error what documents hold.
  var isText: Bool { format == .text }

  /// Prints a report; nothing where it has no such form.
  func show(_ report: some Report) throws {
    let stream = ByteStream(console.write)
    report.write(as: format, setting, to: stream)
    try stream.finish()
  }

  /// Says in text what the documents hold: diagnostics, with the lines that they are about.
  func remark(_ diagnostics: [Diagnostic], lines: (_ file: String, _ number: Int) -> String?) {
    if isText { console.show(diagnostics, sourceLine: lines) }
  }

  /// Says a sentence in text.
  func say(_ text: String, whole: [String] = []) {
    if isText { console.say(text, whole: whole) }
  }
}

extension Rule {
  fileprivate static var descriptions: [RuleDescription] {
    all.map {
      RuleDescription(
        code: $0.code.rawValue, severity: $0.severity, summary: $0.summary, help: $0.explanation)
    }
  }
}
