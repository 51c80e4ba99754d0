extension ParsingFailure {
  /// Mistakes that libyaml's wording tells apart, each with its remedy; nil for the others.
  func knownMistake(_ scene: FailureScene) -> SyntaxMistake? {
    let rest = quoted(scene.rest)
    let line = quoted(scene.trimmedLine)
    switch problem {
    case "found character that cannot start any token":
      return SyntaxMistake(
        "A value cannot begin with \(quoted(scene.rest.prefix(1))): \(line).",
        hint: "Put the value in quotes.")
    case "block sequence entries are not allowed in this context":
      return SyntaxMistake(
        "A list item cannot begin here: \(line).",
        hint: "Put each `- item` on a line of its own, below the key.")
    case "mapping keys are not allowed in this context":
      return SyntaxMistake(
        "A key cannot begin here: \(line).", hint: "Put text that begins with `?` in quotes.")
    case "did not find expected node content":
      guard !scene.isAtEnd else {
        return SyntaxMistake(
          "A value is missing at the end of the file.",
          hint: "Write the value, and close every `[` and `{`.")
      }
      guard !scene.rest.hasPrefix(":") else { return .missingKey }
      return SyntaxMistake(
        "A value is missing before \(rest).", hint: "Write the value, or `\"\"` for an empty one.")
    case "did not find expected <document start>":
      return SyntaxMistake(
        "After the end of the content comes more: \(rest).",
        hint: "Remove it, or indent it to where it belongs.")
    case "found unexpected document indicator":
      return SyntaxMistake(
        "The quote is not closed before a line that begins with \(quoted(scene.rest.prefix(3))): "
          + "\(quoted(scene.contextRest)).",
        hint: "Add the closing `\(scene.contextRest.prefix(1))`.", isAtContext: true,
        note: "The line is here.")
    case "found unknown escape character":
      return SyntaxMistake(
        "A `\\` in double quotes begins no such escape: \(rest).",
        hint: "Write `\\\\` for a backslash, or put the text in single quotes.")
    case "did not find expected hexdecimal number", "found invalid Unicode character escape code":
      return SyntaxMistake(
        "The escape for a character has no valid number: \(line).",
        hint: "Write `\\u` and the four hexadecimal digits of a character.")
    case "did not find expected alphabetic or numeric character":
      let sign = context == "while scanning an anchor" ? "&" : "*"
      return SyntaxMistake(
        "A `\(sign)` in front of a value has a meaning in YAML, and needs a name after it: "
          + "\(quoted(scene.contextRest)).",
        hint: "Put text that begins with `\(sign)` in quotes.", isAtContext: true)
    case "did not find expected comment or line break":
      return SyntaxMistake(
        "Only a comment may follow on this line: \(line).",
        hint: "Begin the text below the `|` or `>`, or put it in quotes.")
    case "found undefined tag handle":
      return SyntaxMistake(
        "The tag \(quoted(scene.rest.prefix { !$0.isWhitespace })) is not defined.",
        hint: "Remove the tag, or put text that begins with `!` in quotes.")
    case "found unexpected ':'":
      return SyntaxMistake(
        "A `:` cannot stand here: \(line).",
        hint: "Put a space after it, or put the text in quotes.")
    default: return nil
    }
  }
}
