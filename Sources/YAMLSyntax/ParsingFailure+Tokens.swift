import Diagnostics

extension ParsingFailure {
  /// Mistakes that libyaml's wording tells apart, each with its remedy; nil for the others.
  func knownMistake(_ scene: FailureScene) -> SyntaxMistake? {
    let rest = quoted(scene.rest)
    let line = quoted(scene.trimmedLine)
    switch problem {
    case "found character that cannot start any token":
      return SyntaxMistake(
        "a value cannot begin with \(quoted(scene.rest.prefix(1))): \(line)",
        hint: "put the value in quotes")
    case "block sequence entries are not allowed in this context":
      return SyntaxMistake(
        "a list item cannot begin here: \(line)",
        hint: "put each `- item` on a line of its own, below the key")
    case "mapping keys are not allowed in this context":
      return SyntaxMistake(
        "a key cannot begin here: \(line)", hint: "put text that begins with `?` in quotes")
    case "did not find expected node content":
      guard !scene.isAtEnd else {
        return SyntaxMistake(
          "a value is missing at the end of the file",
          hint: "write the value, and close every `[` and `{`")
      }
      guard !scene.rest.hasPrefix(":") else { return .missingKey }
      return SyntaxMistake(
        "a value is missing before \(rest)", hint: "write the value, or `\"\"` for an empty one")
    case "did not find expected <document start>":
      return SyntaxMistake(
        "after the end of the content comes more: \(rest)",
        hint: "remove it, or indent it to where it belongs")
    case "found unexpected document indicator":
      return SyntaxMistake(
        "the quote is not closed before a line that begins with `\(scene.rest.prefix(3))`: "
          + "\(quoted(scene.contextRest))",
        hint: "add the closing `\(scene.contextRest.prefix(1))`", isAtContext: true,
        note: "the line is here")
    case "found unknown escape character":
      return SyntaxMistake(
        "a `\\` in double quotes begins no such escape: \(rest)",
        hint: "write `\\\\` for a backslash, or put the text in single quotes")
    case "did not find expected hexdecimal number", "found invalid Unicode character escape code":
      return SyntaxMistake(
        "the escape for a character has no valid number: \(line)",
        hint: "write `\\u` and the four hexadecimal digits of a character")
    case "did not find expected alphabetic or numeric character":
      return namelessSign(context == "while scanning an anchor" ? "&" : "*", scene)
    case "did not find expected comment or line break":
      return SyntaxMistake(
        "only a comment may follow on this line: \(line)",
        hint: "begin the text below the `|` or `>`, or put it in quotes")
    case "found undefined tag handle":
      return SyntaxMistake(
        "the tag \(quoted(scene.rest.prefix { !$0.isWhitespace })) is not defined",
        hint: "remove the tag, or put text that begins with `!` in quotes")
    case "found unexpected ':'":
      return SyntaxMistake(
        "a `:` cannot stand here: \(line)",
        hint: "put a space after it, or put the text in quotes")
    default: return nil
    }
  }

  private func namelessSign(_ sign: String, _ scene: FailureScene) -> SyntaxMistake {
    SyntaxMistake(
      "a `\(sign)` in front of a value has a meaning in YAML, and needs a name after it: "
        + "\(quoted(scene.contextRest))",
      hint: "put text that begins with `\(sign)` in quotes", isAtContext: true)
  }
}
