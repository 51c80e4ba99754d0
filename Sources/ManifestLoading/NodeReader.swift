import AdsModel
import Diagnostics
import YAMLSyntax

/// Turns nodes into values by the field that takes them, and collects what is wrong with them.
///
/// Null, an empty list and an empty mapping are none: callers skip them through `isNone`.
final class NodeReader {
  private(set) var diagnostics: [Diagnostic] = []
  /// The resource that is being read; every complaint names it.
  var address: Address?
  /// The names of variables that were come by.
  private var variables: Set<SourceNode> = []

  func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, hint: String? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: span, address: address?.description, hint: hint, notes: notes))
  }

  /// Reports the variables (`!env`) that stand where nobody reads a value.
  func finish(_ document: YAMLDocument) {
    diagnostics += document.environmentTags(besides: variables)
    variables = []
  }

  /// Calls `body` for each known key with a value, and reports every other key but those that are told of already.
  ///
  /// Returns the keys that others were probably meant to be: they are misspelt, not missing.
  @discardableResult
  func read<Field: ManifestField>(
    _ node: YAMLNode, as _: Field.Type, besides keys: Set<String> = [],
    _ body: (Field, YAMLNode) -> Void
  ) -> Set<Field> {
    var misspelt: Set<Field> = []
    guard isMapping(node, Field.mapping, example: Field.allCases.first?.rawValue)
    else { return Set(Field.allCases) }
    for entry in node.entries where !keys.contains(entry.key.string) {
      guard let field = Field(rawValue: entry.key.string) else {
        let known = Field.allCases.map(\.rawValue)
        if let meant = reportUnknown(entry.key, among: known, in: Field.mapping) {
          misspelt.formUnion(Field(rawValue: meant).map { [$0] } ?? [])
        }
        continue
      }
      if !entry.value.isNone { body(field, entry.value) }
    }
    return misspelt
  }

  /// Reports a key that a mapping does not have; returns the one that was probably meant.
  @discardableResult
  func reportUnknown(_ key: YAMLNode, among known: [String], in mapping: String) -> String? {
    let written = key.string
    let nearest = Suggestion.nearest(to: written, among: known)
    report(
      .yamlUnknownKey, "\(mapping) has no key \(quoted(written))", at: key.span,
      hint: nearest.map { "did you mean `\($0)`?" } ?? Self.commaHint(written)
        ?? "it takes " + known.joined(separator: ", "))
    return nearest
  }

  /// What is left of an amount with a comma in it, which divides a `{ }` in two.
  private static func commaHint(_ key: String) -> String? {
    guard !key.isEmpty, key.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") })
    else { return nil }
    return "write amounts with a point before the decimals and no comma, such as 1000.50"
  }

  func isMapping(
    _ node: YAMLNode, _ what: @autoclosure () -> String, example: @autoclosure () -> String?
  ) -> Bool {
    if node.kind == .mapping { return true }
    report(
      .yamlWrongType, "\(what()) takes keys and values, not \(described(node))", at: node.span,
      hint: example().map { "write `\($0): …` on a line of its own, further in" })
    return false
  }

  /// The items of a list; none, and a complaint, when the node is no list.
  ///
  /// `hint` says what to write in place of a single text.
  func list(
    _ node: YAMLNode, _ what: @autoclosure () -> String,
    hint: (String) -> String = { "write `[\($0)]`" }
  ) -> [YAMLNode] {
    isList(node, what(), hint: hint) ? Array(node.items) : []
  }

  /// Whether a node is a list; a complaint when it is none.
  func isList(
    _ node: YAMLNode, _ what: @autoclosure () -> String,
    hint: (String) -> String = { "write `[\($0)]`" }
  ) -> Bool {
    if node.kind == .sequence { return true }
    let hint = node.kind == .scalar ? hint(clipped(node.string)) : "start each item with `- `"
    report(
      .yamlWrongType, "\(what()) takes a list, not \(described(node))", at: node.span, hint: hint)
    return false
  }

  /// What a list's items are read as; those that are nothing are passed over.
  private func items<Item>(
    _ node: YAMLNode, _ what: () -> String, _ read: (YAMLNode) -> Item?
  ) -> [Item] {
    guard isList(node, what()) else { return [] }
    var items: [Item] = []
    items.reserveCapacity(node.count)
    for item in node.items where !item.isNone {
      if let item = read(item) { items.append(item) }
    }
    return items
  }

  /// `what` is only asked for where something is wrong.
  func text(
    _ node: YAMLNode, _ what: @autoclosure () -> String, takesVariable: Bool = false
  ) -> String? {
    if node.isEnvironment {
      variables.insert(node.definition)
      if !takesVariable {
        let mistake = YAMLDocument.environmentTagMistake(at: node.span)
        // Includes are read once more after the rest of their file, which has told it.
        if !diagnostics.contains(mistake) { diagnostics.append(mistake) }
        return nil
      }
    }
    guard node.kind == .scalar else {
      report(
        .yamlWrongType, "\(what()) takes one text, not \(described(node))", at: node.span,
        hint: Self.macroHint(node) ?? "write one value")
      return nil
    }
    let text = node.string
    guard !node.withBytes({ $0.allSatisfy { $0 == UInt8(ascii: " ") } }) else {
      report(
        .yamlWrongType, "\(what()) is an empty text", at: node.span,
        hint: "write a value, or leave the key out")
      return nil
    }
    guard !node.withBytes({ $0.contains(0) }) else {
      report(
        .yamlEncoding, "\(what()) \(quoted(text)) holds a NUL character", at: node.span,
        hint: "take out the \\0; no system downstream can keep it")
      return nil
    }
    return text
  }

  /// What YAML makes of `{campaignid}` without quotes: a mapping with one key and no value.
  private static func macroHint(_ node: YAMLNode) -> String? {
    guard node.kind == .mapping, node.count == 1,
      let entry = node.entries.first(where: { $0.key.kind == .scalar && $0.value.isNone })
    else { return nil }
    return "put it in quotes: `\"{\(entry.key.string)}\"`"
  }

  func texts(_ node: YAMLNode, _ what: @autoclosure () -> String) -> [String] {
    items(node, what) { text($0, what()) }
  }

  func word<Word: Vocabulary>(_ node: YAMLNode, _ what: @autoclosure () -> String) -> Word? {
    word(node, what(), among: Word.allCases.map(\.rawValue)).flatMap(Word.init(rawValue:))
  }

  /// One of some words.
  func word(_ node: YAMLNode, _ what: @autoclosure () -> String, among known: [String]) -> String? {
    if !node.isEnvironment, let word = node.text(among: known) { return word }
    guard let text = text(node, what()) else { return nil }
    let nearest = Suggestion.nearest(to: text, among: known)
    report(
      .fieldUnknownValue, "\(what()) has no value \(quoted(text))", at: node.span,
      hint: nearest.map { "did you mean `\($0)`?" } ?? "it takes " + known.joined(separator: ", "))
    return nil
  }

  func words(_ node: YAMLNode, _ what: @autoclosure () -> String, among known: [String]) -> [String]
  {
    items(node, what) { word($0, what(), among: known) }
  }

  func flag(_ node: YAMLNode, _ what: @autoclosure () -> String) -> Bool? {
    guard let text = text(node, what()) else { return nil }
    switch text {
    case "true": return true
    case "false": return false
    default:
      report(
        .yamlWrongType, "\(what()) takes true or false, not \(quoted(text))", at: node.span,
        hint: "write `true` or `false`")
      return nil
    }
  }

  /// An amount with at most as many decimals as the currency has.
  func money(_ node: YAMLNode, _ what: @autoclosure () -> String, in currency: Currency?) -> Money?
  {
    guard let text = text(node, what()) else { return nil }
    switch Money.parse(text, decimals: currency?.decimals ?? 6) {
    case .success(let money): return money
    case .failure(.notAnAmount):
      report(
        .moneyNotAnAmount, "\(what()) \(quoted(text)) is not an amount", at: node.span,
        hint: "write digits, and a point before the decimals, such as 25.00")
    case .failure(.tooLarge):
      report(
        .moneyNotAnAmount, "\(what()) \(quoted(text)) is more than any account can hold",
        at: node.span, hint: "write an amount under 1000000000000")
    case .failure(.tooPrecise(let decimals)):
      let code = currency?.rawValue ?? "the currency"
      let allowed = currency?.decimals ?? 6
      report(
        .moneyTooPrecise,
        "\(what()) \(quoted(text)) has \(decimals) decimals; \(code) has \(allowed)",
        at: node.span,
        hint: "round it to \(allowed == 0 ? "a whole amount" : "\(allowed) decimals")")
    }
    return nil
  }

  func percentage(_ node: YAMLNode, _ what: @autoclosure () -> String) -> Percentage? {
    guard let text = text(node, what()) else { return nil }
    if let percentage = Percentage(parsing: text) { return percentage }
    report(
      .yamlWrongType, "\(what()) takes a percentage, not \(quoted(text))", at: node.span,
      hint: "write it with the sign, such as 50%")
    return nil
  }

  func integer(_ node: YAMLNode, _ what: @autoclosure () -> String) -> Int64? {
    guard let text = text(node, what()) else { return nil }
    if let number = Int64(text), text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }) { return number }
    report(
      .yamlWrongType, "\(what()) takes a whole number, not \(quoted(text))", at: node.span,
      hint: "write digits only")
    return nil
  }

  func day(_ node: YAMLNode, _ what: @autoclosure () -> String) -> Day? {
    guard let text = text(node, what()) else { return nil }
    if let day = Day(parsing: text) { return day }
    report(
      .scheduleNotADate, "\(what()) \(quoted(text)) is not a calendar day", at: node.span,
      hint: "write it as YYYY-MM-DD, such as 2027-03-01")
    return nil
  }

  private func described(_ node: YAMLNode) -> String {
    switch node.kind {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar: "the text \(quoted(node.string))"
    }
  }
}
