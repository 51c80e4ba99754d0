import Diagnostics

/// Why nothing of a text can be used; reading stops at once.
struct UnusableText: Error {
  let diagnostic: Diagnostic

  init(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, hint: String,
    notes: [Diagnostic.Note] = []
  ) {
    diagnostic = Diagnostic(code, .error, message, at: span, hint: hint, notes: notes)
  }

  static func secondDocument(at span: SourceSpan) -> Self {
    Self(
      .yamlMultipleDocuments, "a second document begins at this `---`; a file holds one",
      at: span, hint: "move what follows to a file of its own, or remove the `---`")
  }

  static func tooDeep(at span: SourceSpan, _ limits: YAMLLimits) -> Self {
    Self(
      .yamlTooDeep, "lists and mappings stand more than \(limits.depth) deep in each other here",
      at: span, hint: "nest them less deeply")
  }

  static func tooDeep(at span: SourceSpan, _ limits: YAMLLimits, alias: String) -> Self {
    Self(
      .yamlTooDeep,
      "with what \(alias.asAlias) stands for, lists and mappings are more than "
        + "\(limits.depth) deep in each other here",
      at: span, hint: "nest them less deeply")
  }

  static func containsItself(_ alias: String, at span: SourceSpan, anchor: SourceSpan) -> Self {
    Self(
      .yamlTooManyAliases,
      "the alias \(alias.asAlias) stands inside what it names, so it would contain itself",
      at: span, hint: "move the alias out of its anchor, or write out what is meant",
      notes: [Diagnostic.Note("the anchor is here", at: anchor)])
  }

  static func tooManyAliases(at span: SourceSpan, _ limits: YAMLLimits) -> Self {
    Self(
      .yamlTooManyAliases,
      "with its aliases written out, the file has more than \(limits.nodes) values",
      at: span, hint: "use fewer aliases to anchors that hold aliases themselves")
  }

  static func tooManyNodes(at span: SourceSpan, _ limits: YAMLLimits) -> Self {
    Self(
      .fileTooLarge, "the file has more than \(limits.nodes) values",
      at: span, hint: "divide it among several files")
  }

  static func tooManyBytes(_ count: Int, file: String, _ limits: YAMLLimits) -> Self {
    Self(
      .fileTooLarge, "the file has \(count) bytes; \(limits.fileBytes) are the most",
      at: .start(of: file), hint: "divide it among several files")
  }

  static func tooManyDirectives(at span: SourceSpan, most: Int) -> Self {
    Self(
      .yamlSyntax, "more than \(most) lines of this file begin with `%`", at: span,
      hint: "remove the `%` lines; pinplan needs none")
  }

  static func outOfMemory(file: String) -> Self {
    Self(
      .fileTooLarge, "there is not enough memory to read the file", at: .start(of: file),
      hint: "divide it among several files")
  }
}

extension String {
  fileprivate var asAlias: String { quoted("*" + self) }
}
