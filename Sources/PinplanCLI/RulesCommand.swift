import ArgumentParser
import Diagnostics
import ManifestModel
import Rendering
import Rules

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List every rule.",
    discussion: "`pinplan explain CODE` tells one of them with examples.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: FormatOptions<PlainText>

  func run() throws {
    let width = Rule.all.map(\.code.rawValue.count).max() ?? 0
    let lines = Rule.all.map { rule in
      let gap = String(repeating: " ", count: width - rule.code.rawValue.count)
      let severity = rule.severity == .error ? "error    " : "warning  "
      return rule.code.rawValue + gap + "  " + severity + rule.summary
    }
    try common.reporter(output).show(PlainText(lines.joined(separator: "\n") + "\n"))
  }
}

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Tell what a rule is about, with examples.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: FormatOptions<PlainText>

  @Argument(
    help: "The code of a rule, as diagnostics show it.",
    completion: .list(DiagnosticCode.allCases.map(\.rawValue)))
  var code: String

  func validate() throws {
    guard Rule.named(code) == nil else { return }
    let known = Rule.all.map(\.code.rawValue)
    let hint = Suggestion.nearest(to: code, among: known).map { "did you mean \($0)?" }
    throw ValidationError(
      "there is no rule \(quoted(code)); \(hint ?? "`pinplan rules` lists them all")")
  }

  func run() throws {
    guard let rule = Rule.named(code) else { return }
    try common.reporter(output).show(PlainText(rule.explanation))
  }
}
