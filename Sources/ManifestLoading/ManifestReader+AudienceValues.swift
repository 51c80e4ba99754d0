import AdsModel
import Diagnostics
import YAMLSyntax

extension ManifestReader {
  /// Pinterest's id of something.
  func readID(_ node: YAMLNode, _ what: String) -> String? {
    guard let text = nodes.text(node, what) else { return nil }
    if text.utf8.allSatisfy(isDigit) { return text }
    nodes.report(
      .yamlWrongType, "\(what) \(quoted(text)) is not an id", at: node.span,
      hint: "write the digits that Ads Manager shows, in quotes")
    return nil
  }

  func readCountry(_ node: YAMLNode, _ what: String) -> String? {
    guard let text = nodes.text(node, what) else { return nil }
    if Country.isKnown(text) { return text }
    nodes.report(
      .fieldUnknownValue, "\(what) \(quoted(text)) is no country that Pinterest knows",
      at: node.span,
      hint: Country.meant(by: text).map { "did you mean `\($0)`?" }
        ?? "write its ISO 3166 code, such as `GB`")
    return nil
  }

  /// Names of hosts, in lower case as they are compared.
  func readHosts(_ node: YAMLNode, _ what: String) -> [String] {
    nodes.texts(node, what).compactMap { text in
      let host = text.lowercased()
      if Self.isHost(host) { return host }
      nodes.report(
        .yamlWrongType, "\(what) \(quoted(text)) is not the name of a host",
        at: node.items.first { $0.string == text }?.span ?? node.span,
        hint: "write it without a scheme and a path, such as `northwind.example`")
      return nil
    }
  }

  private static func isHost(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1
      && parts.allSatisfy { part in
        !part.isEmpty && part.first != "-" && part.last != "-"
          && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
      }
  }

  /// Comparisons, each `{ contains: /checkout }`.
  func readConditions(_ node: YAMLNode, _ what: String) -> [TextCondition] {
    nodes.list(node, what, hint: { "write `[{ contains: \($0) }]`" }).filter { !$0.isNone }
      .compactMap { item in
        guard nodes.isMapping(item, what, example: TextComparison.contains.rawValue)
        else { return nil }
        return readCondition(item, what, besides: [])
      }
  }

  /// Comparisons of named values, each `{ field: product_category, equals: sofas }`.
  func readFilters(_ node: YAMLNode, _ what: String) -> [EventFilter] {
    nodes.list(node, what, hint: { "write `[{ field: \($0), equals: … }]`" })
      .filter { !$0.isNone }
      .compactMap { item in
        guard nodes.isMapping(item, what, example: "field") else { return nil }
        let condition = readCondition(item, what, besides: ["field"])
        guard let written = item["field"], !written.isNone else {
          nodes.report(
            .fieldMissing, "an item of \(what) has no field", at: item.start,
            hint: "write `field:` with the name of one of the event's values")
          return nil
        }
        guard let field = nodes.text(written, "\(what).field"), let condition else { return nil }
        guard !field.contains(where: \.isWhitespace) else {
          nodes.report(
            .yamlWrongType, "\(what).field \(quoted(field)) has a space in it", at: written.span,
            hint: "write the name of one of the event's values, such as `product_category`")
          return nil
        }
        return EventFilter(field, condition.comparison, condition.value)
      }
  }

  /// The one comparison that a mapping has beside some other keys.
  private func readCondition(_ node: YAMLNode, _ what: String, besides others: [String])
    -> TextCondition?
  {
    var found: [TextCondition] = []
    let mistakes = nodes.diagnostics.count
    for entry in node.entries where !others.contains(entry.key.string) {
      guard let comparison = TextComparison(rawValue: entry.key.string) else {
        let known = others + TextComparison.allCases.map(\.rawValue)
        nodes.reportUnknown(entry.key, among: known, in: "an item of \(what)")
        continue
      }
      guard !entry.value.isNone,
        let text = nodes.text(entry.value, "\(what).\(comparison.rawValue)")
      else { continue }
      found.append(TextCondition(comparison, text))
    }
    guard nodes.diagnostics.count == mistakes else { return nil }
    guard found.count == 1 else {
      nodes.report(
        .yamlWrongType, "an item of \(what) makes \(found.count) comparisons", at: node.start,
        hint:
          "write one of \(TextComparison.allCases.map(\.rawValue).joined(separator: ", ")); others are items of their own"
      )
      return nil
    }
    return found[0]
  }

  /// The path of a list, or the variable that has it.
  func readListSource(_ node: YAMLNode, _ what: String) -> ListSource? {
    let isVariable = node.isEnvironment
    guard let text = nodes.text(node, what, takesVariable: true) else { return nil }
    guard isVariable else {
      guard ListSource.isAmbiguous(text) else { return listFile(text, what, at: node.span) }
      nodes.report(
        .yamlWrongType, "\(what) \(quoted(text)) is the path of a file as long as it is in quotes",
        at: node.span, hint: "take the quotes off, as in `\(what): !env CUSTOMERS_CSV`")
      return nil
    }
    let isName =
      text.utf8.first.map { !isDigit($0) } ?? false
      && text.utf8.allSatisfy { isDigit($0) || isLetter($0) || $0 == UInt8(ascii: "_") }
    if isName { return .environment(text) }
    nodes.report(
      .yamlWrongType, "\(what) \(quoted(text)) is not the name of an environment variable",
      at: node.span, hint: "write letters, digits and _, as in `\(what): !env CUSTOMERS_CSV`")
    return nil
  }

  /// A file of the project.
  private func listFile(_ path: String, _ what: String, at span: SourceSpan) -> ListSource? {
    var depth = 0
    for part in path.split(separator: "/") where part != "." {
      depth += part == ".." ? -1 : 1
      if depth < 0 { break }
    }
    if depth >= 0, !path.hasPrefix("/") { return .file(path) }
    nodes.report(
      .includeOutsideProject, "\(what) \(quoted(path)) leads out of the project", at: span,
      hint:
        "put the list into the project, or write `\(what): !env NAME` and set the variable to its path"
    )
    return nil
  }
}

private func isLetter(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}
