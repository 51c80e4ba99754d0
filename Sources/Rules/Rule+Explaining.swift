import AdsModel
import Diagnostics

extension Rule {
  /// What the rule is about, for a terminal.
  public var explanation: String {
    """
    \(code.rawValue) (\(severity.rawValue))

    \(summary)
    Source: \(source)
    Checked by: \(isGuardrail ? "plan and apply; --override lets it through" : needsState ? "plan and apply" : "validate, plan and apply")

    Breaks it:

    \(rejects.text(indent: "    "))
    Keeps it:

    \(accepts.text(indent: "    "))
    """
  }

  /// The rule's section in `docs/rules.md`.
  public var markdown: String {
    """
    ### `\(code.rawValue)`

    \(severity == .error ? "Error" : "Warning"). \(summary)

    Source: \(source). Checked by \(needsState ? "`plan` and `apply`" : "`validate`, `plan` and `apply`").

    Breaks it:

    ```yaml
    \(rejects.text(indent: ""))```

    Keeps it:

    ```yaml
    \(accepts.text(indent: ""))```

    """
  }
}

extension Example {
  /// The example's files, each under its name, and what was applied before.
  func text(indent: String) -> String {
    var text = ""
    if let before { text += Self.files(before, title: "applied before") }
    let title = now == Self.earlier ? nil : "on \(now.day)"
    text += Self.files(marked.files, title: before == nil ? title : title ?? "then")
    if !replace.isEmpty { text += "# with --replace \(replace.joined(separator: " "))\n" }
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.isEmpty ? "\n" : indent + Self.visible(String($0)) + "\n" }.joined()
  }

  private static func files(_ files: [String: String], title: String?) -> String {
    // pinplan.yaml comes first, as a reader expects.
    let root = files.keys.filter { $0 == "pinplan.yaml" }
    let order = root + files.keys.filter { $0 != "pinplan.yaml" }.sorted()
    return order.map { file in
      "# \(file)\(title.map { ", \($0)" } ?? "")\n" + (files[file] ?? "")
    }.joined()
  }

  /// Control characters as their escapes, so that an example can hold one and still be read.
  private static func visible(_ line: String) -> String {
    line.unicodeScalars.map { scalar in
      scalar.value < 0x20 && scalar != "\t"
        ? "\\u{\(String(scalar.value, radix: 16))}" : scalar == "\t" ? "<tab>" : String(scalar)
    }.joined()
  }
}
