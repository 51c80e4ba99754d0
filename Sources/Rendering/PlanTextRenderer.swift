import AdsModel
import Diagnostics
import Planning

/// Shows a plan to the people who answer for the campaigns.
///
/// Diagnostics are left to `DiagnosticRenderer`; here a refused plan only says that it is.
package struct PlanTextRenderer: Sendable {
  private let style: TextStyle
  private let view: PlanView

  package init(style: TextStyle, view: PlanView = .changes) {
    self.style = style
    self.view = view
  }

  /// The plan as text; `digest` saves working it out again.
  package func render(_ plan: Plan, digest: String? = nil) -> String {
    var canvas = TextCanvas(style)
    canvas.reserve(plan.changes.count * 128 + 2048)
    header(plan, on: &canvas)
    moves(plan, on: &canvas)
    switch view {
    case .changes, .full:
      let writer = ChangeWriter(plan: plan, style: style, isFull: view == .full)
      let equal = EqualChanges(plan.changes, fewest: view == .full ? .max : EqualChanges.fewest)
      for group in equal.groups { writer.write(group, on: &canvas) }
      for group in PlanOutline(equal.others).groups {
        writer.write(group, on: &canvas)
        canvas.endLine()
      }
    case .summary:
      // What cannot be undone is never only counted.
      let final = plan.changes.filter { $0.action == .archive || $0.action == .replace }
      let writer = ChangeWriter(plan: plan, style: style)
      for group in PlanOutline(final).groups {
        writer.write(group, on: &canvas)
        canvas.endLine()
      }
      let rest = plan.changes.count - final.count
      if rest > 0 {
        canvas.paragraph(
          """
          \(Amounts.count(rest, "other change")) \(rest == 1 ? "is" : "are") counted here; \
          `--view changes` of `pinplan plan` lists them before an apply, `pinplan history show` \
          after it.
          """, indent: 0, nil)
        canvas.endLine()
      }
    }
    canvas.line(summary(of: plan), .strong)
    canvas.endLine()
    SpendTable(plan).write(on: &canvas)
    closing(plan, digest, on: &canvas)
    return canvas.text
  }

  private func header(_ plan: Plan, on canvas: inout TextCanvas) {
    let account = Printable.text(plan.account.name)
    let state =
      plan.lineage == nil ? "no state yet" : "compared with state serial \(plan.serial)"
    canvas.put(account, .strong)
    canvas.put(" (\(plan.account.currency.rawValue)), target \(plan.target.rawValue), \(state)")
    canvas.endLine()
    canvas.endLine()
  }

  private func moves(_ plan: Plan, on canvas: inout TextCanvas) {
    guard !plan.moves.isEmpty else { return }
    for move in plan.moves {
      let from = Printable.text(move.from.description)
      let to = Printable.text(move.to.description)
      canvas.put("\(canvas.symbols.moved) moved ", .move)
      canvas.put("\(from) \(canvas.symbols.arrow) \(to)")
      canvas.line(" (nothing is touched)", .quiet)
    }
    canvas.endLine()
  }

  private func summary(of plan: Plan) -> String {
    let summary = plan.summary
    guard !plan.isEmpty else {
      let areDeclared = summary.unchanged == 1 ? "is as declared" : "are as declared"
      return "No changes. \(Amounts.count(summary.unchanged, "resource")) \(areDeclared)."
    }
    var counts = [
      (summary.create, "create"), (summary.update, "update"), (summary.replace, "replace"),
      (summary.archive, "archive"),
    ].map { "\(Amounts.grouped($0)) to \($1)" }
    if !plan.moves.isEmpty { counts.append(Amounts.count(plan.moves.count, "move")) }
    return "Plan: \(counts.joined(separator: ", ")); "
      + "\(Amounts.grouped(summary.unchanged)) unchanged."
  }

  private func closing(_ plan: Plan, _ digest: String?, on canvas: inout TextCanvas) {
    if !plan.notes.isEmpty || !plan.overrides.isEmpty { canvas.endLine() }
    for note in plan.notes {
      canvas.notice(
        Printable.text(note), indent: 0, lead: canvas.symbols.bullet + " ", .note)
    }
    for override in plan.overrides {
      canvas.notice(
        "\(override.code.rawValue) is overridden: \(Printable.text(override.reason))", indent: 0,
        lead: "! ", .warning)
    }
    if plan.isRefused {
      let codes = Set(plan.diagnostics.filter { $0.severity == .error }.map(\.code.rawValue))
      canvas.endLine()
      canvas.notice(
        "Refused: nothing is applied while \(codes.sorted().joined(separator: ", ")) \(codes.count == 1 ? "says" : "say") no.",
        indent: 0, .error)
      return
    }
    guard !plan.isEmpty else { return }
    canvas.endLine()
    if let expiry = plan.expiresAt {
      canvas.notice(
        """
        This plan holds until \(TimeText.minute(expiry)): it counts on the next UTC day. After \
        that, plan again.
        """, indent: 0, nil)
    }
    canvas.put("Digest ")
    canvas.put(String((digest ?? plan.digest()).prefix(12)), .strong)
    let repeated = Self.repeatedOptions(plan).map { ", given \($0) again," } ?? ""
    canvas.line(": apply --expect with it\(repeated) does exactly this, or refuses.")
  }

  /// The options that an apply which plans afresh has to be given too; none for most plans.
  static func repeatedOptions(_ plan: Plan) -> String? {
    let options = [
      plan.changes.contains { $0.action == .replace && !$0.finishesReplacement }
        ? "--replace" : nil,
      plan.overrides.isEmpty ? nil : "--override and --reason",
    ].compactMap(\.self)
    return options.isEmpty ? nil : options.joined(separator: ", ")
  }
}
