import Diagnostics

extension ParsingFailure {
  /// What is wrong, in words for someone who has never heard of a parser.
  func explained(_ source: UnsafeBufferPointer<UInt8>, file: String) -> UnusableText {
    switch cause {
    case .bytes(let offset): explainedBytes(at: offset, source, file: file)
    case .memory: .outOfMemory(file: file)
    case .grammar: within(source).explainedSyntax(source, file: file)
    }
  }

  private func explainedSyntax(
    _ source: UnsafeBufferPointer<UInt8>, file: String
  ) -> UnusableText {
    let scene = FailureScene(self, source)
    let mistake = tabMistake(scene) ?? mistake(scene)
    let start = mistake.isAtContext ? contextPlace : mistake.place ?? place
    let span = SourceSpan(file: file, start: start, end: start)
    let other = mistake.isAtContext ? place : contextPlace
    let notes = mistake.note.map { note in
      [Diagnostic.Note(note, at: SourceSpan(file: file, start: other, end: other))]
    }
    return UnusableText(
      .yamlSyntax, mistake.message, at: span, hint: mistake.hint,
      notes: other == start ? [] : notes ?? [])
  }

  /// A tab where YAML wants spaces, which shows up as one of several failures further on.
  private func tabMistake(_ scene: FailureScene) -> SyntaxMistake? {
    let causes = [
      "found character that cannot start any token", "found a tab character",
      "did not find expected key", "did not find expected '-' indicator",
      "mapping values are not allowed", "could not find expected ':'",
    ]
    guard causes.contains(where: { problem.hasPrefix($0) }) else { return nil }
    for (line, number) in [(scene.line, place.line), (scene.contextLine, contextPlace.line)] {
      let indentation = line.prefix { $0 == " " || $0 == "\t" }
      guard let tab = indentation.firstIndex(of: "\t") else { continue }
      let column = line.distance(from: line.startIndex, to: tab) + 1
      return SyntaxMistake(
        "a tab indents this line: \(quoted(line))", hint: "indent with spaces instead",
        place: SourcePosition(line: number, column: column))
    }
    guard scene.rest.hasPrefix("\t") else { return nil }
    return SyntaxMistake(
      "a tab stands where YAML wants a space: \(quoted(scene.trimmedLine))",
      hint: "put a space instead")
  }

  private func mistake(_ scene: FailureScene) -> SyntaxMistake {
    switch problem {
    case "could not find expected ':'": missingColon(scene)
    case "mapping values are not allowed in this context": surplusColon(scene)
    case "did not find expected key", "did not find expected '-' indicator":
      misplaced(scene, inList: problem.contains("'-'"))
    case "did not find expected ',' or ']'": unclosed(scene, "[", "]", noun: "list")
    case "did not find expected ',' or '}'": unclosed(scene, "{", "}", noun: "mapping")
    case "found unexpected end of stream": unclosedQuote(scene)
    default: knownMistake(scene) ?? unnamed(scene)
    }
  }

  private func missingColon(_ scene: FailureScene) -> SyntaxMistake {
    let key = scene.contextRest
    let hint =
      key.contains(":")
      ? "put a space after the colon" : "write `key: value`, with a colon and a space"
    return SyntaxMistake(
      "this line is no `key: value`: \(quoted(key))", hint: hint, isAtContext: true)
  }

  private func surplusColon(_ scene: FailureScene) -> SyntaxMistake {
    guard !scene.before.contains(": ") else {
      return SyntaxMistake(
        "a value holds a second `: `: \(quoted(scene.trimmedLine))",
        hint: "put the value in quotes, or begin the second key on a line of its own")
    }
    let column = scene.before.prefix { $0 == " " }.count + 1
    let above = scene.previousLine
    let lacksSpace = above.contains(":") && !above.contains(": ") && !above.hasSuffix(":")
    return SyntaxMistake(
      "a key cannot stand here: \(quoted(scene.trimmedLine))",
      hint: lacksSpace
        ? "put a space after the colon in the line above"
        : "indent this line exactly like the keys it belongs to; the line above is a value",
      place: SourcePosition(line: place.line, column: column))
  }

  private func misplaced(_ scene: FailureScene, inList: Bool) -> SyntaxMistake {
    let (noun, neighbours) = inList ? ("list", "items") : ("mapping", "keys")
    guard !scene.rest.hasPrefix(":") else { return .missingKey }
    guard scene.before.allSatisfy(\.isWhitespace) else {
      return SyntaxMistake(
        "after the value comes more text: \(quoted(scene.rest))",
        hint: "put the whole value in quotes", note: "the \(noun) starts here")
    }
    return SyntaxMistake(
      "this line does not line up with the other \(neighbours): \(quoted(scene.trimmedLine))",
      hint: inList
        ? "begin it with `- `, indented exactly like the other items"
        : "indent it exactly like the other keys",
      note: "the \(noun) starts here")
  }

  private func unclosed(
    _ scene: FailureScene, _ opening: String, _ closing: String, noun: String
  ) -> SyntaxMistake {
    guard !scene.isAtEnd else {
      return SyntaxMistake(
        "the `\(opening)` here is never closed", hint: "add the `\(closing)` that belongs to it",
        isAtContext: true, note: "the file ends here")
    }
    guard !scene.rest.hasPrefix(":") || place.line == contextPlace.line else {
      return SyntaxMistake(
        "the `\(opening)` here is not closed before the line \(quoted(scene.trimmedLine))",
        hint: "add the `\(closing)` that belongs to it", isAtContext: true,
        note: "the line is here")
    }
    return SyntaxMistake(
      "a `,` or the closing `\(closing)` is missing before \(quoted(scene.rest))",
      hint: "add it, or put text that holds one of `, [ ] { }` in quotes",
      note: "the \(noun) starts here")
  }

  private func unclosedQuote(_ scene: FailureScene) -> SyntaxMistake {
    let quote = scene.contextRest.prefix(1)
    return SyntaxMistake(
      "the quote is never closed: \(quoted(scene.contextRest))",
      hint: "add the closing `\(quote)`", isAtContext: true, note: "the file ends here")
  }

  /// libyaml's own words, for what nobody is likely to write by mistake.
  private func unnamed(_ scene: FailureScene) -> SyntaxMistake {
    let situation = context.map { " \($0)" } ?? ""
    return SyntaxMistake(
      "this is no valid YAML, \(problem)\(situation): \(quoted(scene.trimmedLine))",
      hint: scene.line.hasPrefix("%")
        ? "remove the line; pinplan needs none that begins with `%`"
        : "put text that holds special characters in quotes",
      note: context.map { _ in "that begins here" })
  }
}
