import AdsModel
import Diagnostics
import Outcomes
import Planning

/// Shows who changed what and when: all writes, one of them, or one resource's life.
package struct HistoryTextRenderer: Sendable {
  private let style: TextStyle
  private let currency: Currency

  package init(style: TextStyle, currency: Currency) {
    self.style = style
    self.currency = currency
  }

  /// One line for each write, in the order given.
  package func render(_ entries: [HistoryEntry]) -> String {
    var canvas = TextCanvas(style)
    guard !entries.isEmpty else { return "Nothing has been applied yet.\n" }
    var table = TextTable([.right, .left, .left, .left, .right, .left, .left])
    table.row(["no.", "when (UTC)", "who", "commit", "serial", "what", ""])
    for entry in entries {
      table.row([
        String(entry.number), String(TimeText.minute(entry.at).dropLast(4)),
        shortened(entry.actor, to: 24), Printable.text(String((entry.commit ?? "-").prefix(10))),
        String(entry.serial), Self.what(entry), Self.remark(entry),
      ])
    }
    table.write(on: &canvas)
    return canvas.text
  }

  /// One write with what it did to each resource.
  package func render(_ entry: HistoryEntry) -> String {
    var canvas = TextCanvas(style)
    canvas.put("\(Self.title(entry.kind)) \(entry.number)", .strong)
    canvas.line(", \(TimeText.minute(entry.at)), \(Self.words(for: entry.outcome))")
    let facts: [(String, String?)] = [
      ("by", entry.actor), ("on", entry.host), ("commit", entry.commit), ("job", entry.ciURL),
      ("digest", entry.digest), ("goes on", entry.continues.map { "with apply \($0)" }),
    ]
    for case (let name, let fact?) in facts {
      canvas.put("  " + name.padded(to: 8), .quiet)
      canvas.line(Printable.text(fact))
    }
    canvas.put("  " + "serial".padded(to: 8), .quiet)
    canvas.line(String(entry.serial))
    for override in entry.overrides {
      canvas.notice(
        "\(override.code.rawValue) was overridden: \(Printable.text(override.reason))", indent: 2,
        lead: "! ", .warning)
    }
    if let operations = entry.operations, !operations.isEmpty {
      canvas.endLine()
      for operation in operations { write(operation, indent: 0, on: &canvas) }
    }
    return canvas.text
  }

  /// What happened to one resource, entry by entry, in the order given.
  package func render(
    lifeOf address: Address, _ events: [(entry: HistoryEntry, operation: HistoryOperation)]
  ) -> String {
    var canvas = TextCanvas(style)
    canvas.line(Printable.text(address.description), .strong)
    guard !events.isEmpty else {
      canvas.line("No write has touched it.", indent: 2)
      return canvas.text
    }
    for (entry, operation) in events {
      canvas.endLine()
      canvas.put(TimeText.minute(entry.at))
      canvas.put("  \(Self.title(entry.kind)) \(entry.number)")
      canvas.put("  by \(Printable.text(entry.actor))", .quiet)
      canvas.endLine()
      write(operation, indent: 2, on: &canvas)
    }
    return canvas.text
  }

  private func write(_ operation: HistoryOperation, indent: Int, on canvas: inout TextCanvas) {
    canvas.indent(indent)
    canvas.put(canvas.symbols.sign(operation.action) + " ", operation.action.role)
    canvas.put(Printable.text(operation.address.description), .strong)
    if let id = operation.id { canvas.put("  id \(Printable.text(id))", .quiet) }
    switch operation.outcome {
    case .done: break
    case .failed: canvas.put("  failed", .error)
    case .notTried: canvas.put("  not tried", .warning)
    case .unknown: canvas.put("  not settled yet", .warning)
    }
    canvas.endLine()
    if let error = operation.error {
      canvas.notice(Printable.text(error), indent: indent + 4, .error)
    }
    FieldWriter(style: style, currency: currency)
      .write(operation.fields, indent: indent + 4, on: &canvas)
  }

  private func shortened(_ text: String, to width: Int) -> String {
    let text = Printable.text(text)
    return style.shortens ? text.shortened(to: width, Symbols(style).ellipsis) : text
  }
}

extension HistoryTextRenderer {
  /// `+1 ~2 -1`, or what else was done to the state.
  private static func what(_ entry: HistoryEntry) -> String {
    guard entry.kind == .apply else { return title(entry.kind) }
    let summary = entry.summary
    let counts = [
      (summary.create, "+"), (summary.update, "~"), (summary.replace, "-/+"),
      (summary.archive, "-"),
    ].filter { $0.0 > 0 }.map { $1 + Amounts.grouped($0) }
    let moves = entry.moveCount > 0 ? ["\(Amounts.grouped(entry.moveCount)) moved"] : []
    let words = [counts.joined(separator: " ")].filter { !$0.isEmpty } + moves
    return words.isEmpty ? "-" : words.joined(separator: ", ")
  }

  private static func remark(_ entry: HistoryEntry) -> String {
    var remarks = entry.outcome == .done ? [] : [words(for: entry.outcome)]
    if let first = entry.continues { remarks.append("goes on with \(first)") }
    if !entry.overrides.isEmpty {
      remarks.append(Amounts.count(entry.overrides.count, "override"))
    }
    return remarks.joined(separator: ", ")
  }

  private static func title(_ kind: HistoryEntry.Kind) -> String {
    switch kind {
    case .apply: "apply"
    case .stateMove: "state mv"
    case .stateRemove: "state rm"
    case .pull: "pull"
    case .importing: "import"
    case .refresh: "refresh"
    case .retire: "retire"
    case .audienceForget: "audience forget"
    case .audienceAdd: "audience add"
    case .audienceRemove: "audience remove"
    case .audienceReplace: "audience replace"
    case .audienceStream: "audience stream"
    }
  }

  private static func words(for outcome: HistoryEntry.Outcome) -> String {
    switch outcome {
    case .running: "still running"
    case .done: "done"
    case .failed: "failed"
    case .interrupted: "interrupted"
    }
  }
}
