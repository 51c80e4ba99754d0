import Diagnostics
import YAMLSyntax

/// Everything a user would read of a text's mistakes: place, code, message, hint, notes.
func report(_ text: String, limits: YAMLLimits = .standard) -> [String] {
  report(bytes: Array(text.utf8), limits: limits)
}

func report(bytes: [UInt8], limits: YAMLLimits = .standard) -> [String] {
  YAMLDocument.parse(bytes, file: "t.yaml", limits: limits).diagnostics.map(\.wholeText)
}

/// Runs the body with the root of a text without mistakes; the result is nil if there is no root.
func withRoot<R>(_ text: String, _ body: (YAMLNode) throws -> R) rethrows -> R? {
  let (document, diagnostics) = YAMLDocument.parse(Array(text.utf8), file: "t.yaml")
  guard let document, diagnostics.isEmpty else { return nil }
  return try withExtendedLifetime(document) { try document.root.map(body) }
}

/// The tree of a text in flow style, scalars in angle brackets; mistakes do not matter.
func outline(_ text: String) -> String? {
  guard let document = YAMLDocument.parse(Array(text.utf8), file: "t.yaml").document else {
    return nil
  }
  return withExtendedLifetime(document) { document.root?.outline ?? "" }
}

extension YAMLNode {
  var outline: String {
    switch kind {
    case .scalar: "<\(string)>"
    case .sequence: "[\(items.map(\.outline).joined(separator: ", "))]"
    case .mapping:
      "{\(entries.map { "\($0.key.string): \($0.value.outline)" }.joined(separator: ", "))}"
    }
  }

  /// The span as `line:column-line:column`.
  var range: String { span.range }
}

extension SourceSpan {
  fileprivate var range: String { "\(start.line):\(start.column)-\(end.line):\(end.column)" }
}

extension Diagnostic {
  fileprivate var wholeText: String {
    let head = "\(span.map(\.range) ?? "nowhere") \(severity) \(code.rawValue): \(message)"
    let notes = notes.map { " (\($0.span.range): \($0.message))" }.joined()
    return "\(head) → \(hint ?? "no hint")\(notes)"
  }
}
