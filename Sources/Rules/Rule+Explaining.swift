import AdsModel
import Diagnostics

extension Rule {
  /// What the rule is about, for a terminal.
  public var explanation: String {
    """
    \(code.rawValue) (\(severity.rawValue))

    \(summary)
    Source: \(source)
    \(checkedBy)

    Breaks it:

    \(rejects.text(indent: "    "))
    Keeps it:

    \(accepts.text(indent: "    "))
    """
  }

  private var checkedBy: String {
    if isOfRun { return "Told by: the commands that meet it" }
    if isOverridable {
      let exemption = isExemptible ? "an exemption or " : ""
      return "Checked by: plan and apply; \(exemption)--override lets it through"
    }
    if isOfList { return "Checked by: audience check" }
    return "Checked by: \(needsState ? "plan and apply" : "validate, plan and apply")"
  }

  /// The rule's section in `docs/rules.md`.
  public var markdown: String {
    """
    ### `\(code.rawValue)`

    \(severity == .error ? "Error" : "Warning"). \(summary)

    Source: \(source). \(isOfRun ? "Told by the commands that meet it" : "Checked by \(checkers)").

    Breaks it:

    \(rejects.markdown)
    Keeps it:

    \(accepts.markdown)
    """
  }

  private var checkers: String {
    if isOfList { return "`audience check`" }
    return needsState ? "`plan` and `apply`" : "`validate`, `plan` and `apply`"
  }

  /// The text of `docs/rules.md`.
  public static var documentation: String {
    var text = """
      # Rules

      Everything that pinplan insists on or warns of, as `pinplan rules` lists it; `pinplan explain
      CODE` tells the same of one rule. Written from the rules themselves, whose examples are tests.

      """
    var group = ""
    for rule in all {
      if rule.group != group { text += "\n## \(rule.group)\n" }
      group = rule.group
      text += "\n" + rule.markdown
    }
    return text
  }
}

extension Example {
  /// The example's files, each under its name, and what was applied before.
  func text(indent: String) -> String {
    if let description { return indent + "(\(description))\n" }
    var text = ""
    if let before { text += Self.files(before, title: "applied before") }
    if let outside { text += Self.files(outside, title: "what Pinterest holds since") }
    let title = now == Self.earlier ? nil : "on \(now.day)"
    text += Self.files(marked.files, title: before == nil ? title : title ?? "then")
    if !replace.isEmpty { text += "# with --replace \(replace.joined(separator: " "))\n" }
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.isEmpty ? "\n" : indent + Self.visible(String($0)) + "\n" }.joined()
  }

  /// The example as a block of YAML, or in words.
  fileprivate var markdown: String {
    description.map { "\($0.prefix(1).uppercased() + $0.dropFirst()).\n" }
      ?? "```yaml\n" + text(indent: "") + "```\n"
  }

  private static func files(_ files: [String: String], title: String?) -> String {
    // pinplan.yaml comes first, as a reader expects.
    let root = files.keys.filter { $0 == "pinplan.yaml" }
    let order = root + files.keys.filter { $0 != "pinplan.yaml" }.sorted()
    return order.map { file in
      "# \(file)\(title.map { ", \($0)" } ?? "")\n"
        + (file == Self.list ? shortened(files[file] ?? "") : files[file] ?? "")
    }.joined()
  }

  /// A list of many lines without those in its middle, of which each is like the others.
  private static func shortened(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 60 else { return text }
    let shown = lines.prefix(3) + ["… \(lines.count - 5) more lines …"] + lines.suffix(2)
    return shown.joined(separator: "\n")
  }

  /// Control characters as their escapes, so that an example can hold one and still be read.
  private static func visible(_ line: String) -> String {
    line.unicodeScalars.map { scalar in
      scalar.value < 0x20 && scalar != "\t" || scalar == "\u{FEFF}"
        ? "\\u{\(String(scalar.value, radix: 16))}" : scalar == "\t" ? "<tab>" : String(scalar)
    }.joined()
  }
}
