import AdsModel
import Diagnostics
import Planning

/// What is said about a plan: refusals, warnings, overrides, notes and moves.
struct MarkdownRemarks {
  let refusals: Passage
  let warnings: Passage
  let notes: Passage
  let moves: Passage

  /// How many resources a note names before it counts the rest.
  private static let namedResources = 3

  init(plan: Plan, options: MarkdownOptions) {
    let diagnostics = plan.diagnostics.sorted(by: Diagnostic.inReadingOrder)
    let errors = diagnostics.filter { $0.severity == .error }
    refusals = Passage(
      "#### Refused: \(Amounts.count(errors.count, "reason"))\n\n", noun: "refusal",
      errors.map { Self.item($0, options) }, closing: "\n")
    let overridden = plan.overrides.map { override in
      Passage.Item(
        text: "- <code>\(override.code.rawValue)</code> is overridden: "
          + "\(MarkdownText.escaped(Printable.quoted(override.reason)))\n",
        name: override.code.rawValue)
    }
    let warned = diagnostics.filter { $0.severity == .warning }.map { Self.item($0, options) }
    let titles = [
      overridden.isEmpty ? nil : Amounts.count(overridden.count, "override"),
      warned.isEmpty ? nil : Amounts.count(warned.count, "warning"),
    ].compactMap(\.self).joined(separator: ", ")
    warnings = Passage(
      "#### Guardrails and warnings: \(titles)\n\n", noun: "remark", overridden + warned,
      closing: "\n")
    notes = Passage(
      "#### Notes\n\n", noun: "note",
      Self.notes(plan, named: options.view == .full ? .max : Self.namedResources), closing: "\n")
    moves = Passage(
      """
      <details><summary>Moved to another key, nothing is touched: \
      \(Amounts.grouped(plan.moves.count))</summary>

      | From | To |
      |:--|:--|

      """, noun: "move",
      plan.moves.map { move in
        let from = move.from.description
        let to = move.to.description
        return Passage.Item(
          text: "| \(MarkdownText.code(from)) | \(MarkdownText.code(to)) |\n", name: from)
      }, closing: "\n</details>\n\n")
  }

  static func item(_ diagnostic: Diagnostic, _ options: MarkdownOptions) -> Passage.Item {
    var text = "- <code>\(diagnostic.code.rawValue)</code> "
    text += MarkdownText.message(diagnostic.message)
    if let hint = diagnostic.hint { text += "; \(MarkdownText.message(hint))" }
    var places: [String] = []
    if let address = diagnostic.address { places.append(MarkdownText.code(address)) }
    if let span = diagnostic.span {
      places.append(options.place(span.file, line: span.start.line))
    } else if let file = diagnostic.wholeFile {
      places.append(options.place(file))
    }
    if !places.isEmpty { text += " (\(places.joined(separator: ", ")))" }
    for note in diagnostic.notes {
      let place = options.place(note.span.file, line: note.span.start.line)
      text += "; \(MarkdownText.escaped(note.message)): \(place)"
    }
    return Passage.Item(text: text + "\n", name: diagnostic.address ?? diagnostic.code.rawValue)
  }

  /// The plan's notes, then each note of its changes once with what it is about.
  private static func notes(_ plan: Plan, named: Int) -> [Passage.Item] {
    var order: [String] = []
    var subjects: [String: [String]] = [:]
    // What is archived says all of it in its own part.
    for change in plan.changes where change.action != .archive {
      for note in change.notes {
        if subjects[note] == nil { order.append(note) }
        subjects[note, default: []].append(change.name)
      }
    }
    let own = plan.notes.map {
      Passage.Item(text: "- \(MarkdownText.escaped($0))\n", name: $0)
    }
    return own
      + order.map { note in
        let all = subjects[note] ?? []
        var names = all.prefix(named).map { MarkdownText.escaped(Printable.quoted($0)) }
        if all.count > named { names.append(Amounts.grouped(all.count - named) + " more") }
        return Passage.Item(
          text: "- \(PlanSynopsis.joined(names)): \(MarkdownText.escaped(note))\n", name: note)
      }
  }
}

extension MarkdownText {
  /// An address, a path or an id.
  static func code(_ text: String) -> String { "<code>\(escaped(text, inCode: true))</code>" }

  /// A message of a rule, in which backticks stand around what to write.
  static func message(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1, !parts.count.isMultiple(of: 2) else { return escaped(text) }
    return parts.enumerated().map { $0.isMultiple(of: 2) ? escaped($1) : code($1) }.joined()
  }
}
