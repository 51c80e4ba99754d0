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
      .yamlMultipleDocuments, "A second document begins at this `---`; a file holds one.",
      at: span, hint: "Move what follows to a file of its own, or remove the `---`.")
  }

  static func tooDeep(at span: SourceSpan, _ limits: YAMLLimits) -> Self {
    Self(
      .yamlTooDeep, "Lists and mappings stand more than \(limits.depth) deep in each other here.",
      at: span, hint: "Nest them less deeply.")
  }

  static func tooDeep(at span: SourceSpan, _ limits: YAMLLimits, alias: String) -> Self {
    Self(
      .yamlTooDeep,
      "With what \(alias.asAlias) stands for, lists and mappings are more than "
        + "\(limits.depth) deep in each other here.",
      at: span, hint: "Nest them less deeply.")
  }

  static func containsItself(_ alias: String, at span: SourceSpan, anchor: SourceSpan) -> Self {
    Self(
      .yamlTooManyAliases,
      "The alias \(alias.asAlias) stands inside what it names, so it would contain itself.",
      at: span, hint: "Move the alias out of its anchor, or write out what is meant.",
      notes: [Diagnostic.Note("The anchor is here.", at: anchor)])
  }

  static func tooManyAliases(at span: SourceSpan, _ limits: YAMLLimits) -> Self {
    Self(
      .yamlTooManyAliases,
      "With its aliases written out, the file has more than \(limits.nodes) values.",
      at: span, hint: "Use fewer aliases to anchors that hold aliases themselves.")
  }

  static func tooManyNodes(at span: SourceSpan, _ limits: YAMLLimits) -> Self {
    Self(
      .fileTooLarge, "The file has more than \(limits.nodes) values.",
      at: span, hint: "Divide it among several files.")
  }

  static func tooManyBytes(_ count: Int, file: String, _ limits: YAMLLimits) -> Self {
    Self(
      .fileTooLarge, "The file has \(count) bytes; \(limits.fileBytes) are the most.",
      at: .start(of: file), hint: "Divide it among several files.")
  }

  static func tooManyDirectives(at span: SourceSpan, most: Int) -> Self {
    Self(
      .yamlSyntax, "More than \(most) lines of this file begin with `%`.", at: span,
      hint: "Remove the `%` lines; pinplan needs none.")
  }

  static func outOfMemory(file: String) -> Self {
    Self(
      .fileTooLarge, "There is not enough memory to read the file.", at: .start(of: file),
      hint: "Divide it among several files.")
  }
}

extension String {
  fileprivate var asAlias: String { quoted("*" + self) }
}
