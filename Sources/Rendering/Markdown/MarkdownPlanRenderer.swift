import AdsModel
import Diagnostics
import Planning

/// Shows a plan to the people who review it on a pull request.
///
/// The first line is the change in spend, the last one the marker (see `ReportMarker`). Parts are
/// given room in the order of their weight, not of their place: what is refused, what is archived,
/// warnings, notes, moves, then the changes. A part that does not fit ends with a line that counts
/// and names what it leaves out. So what is refused and what is archived is there in full unless
/// that alone is longer than the budget; even then the counts are.
package struct MarkdownPlanRenderer: Sendable {
  private let options: MarkdownOptions

  package init(_ options: MarkdownOptions) { self.options = options }

  /// The plan as Markdown; `digest` saves working it out again.
  package func render(_ plan: Plan, digest: String? = nil) -> String {
    let digest = digest ?? plan.digest()
    let marker = ReportMarker(
      kind: .plan, target: plan.target, account: plan.account, digest: digest, options: options)
    let whole = body(plan, digest, marker, closing: closing(plan, digest))
    guard whole.isCut, let whereabouts = options.whereabouts else {
      return whole.text + marker.text(for: whole.text)
    }
    let text = body(
      plan, digest, marker, closing: closing(plan, digest) + "\(whereabouts)\n\n"
    ).text
    return text + marker.text(for: text)
  }

  /// Everything above the marker, and whether something had to be left out.
  private func body(
    _ plan: Plan, _ digest: String, _ marker: ReportMarker, closing: String
  ) -> (text: String, isCut: Bool) {
    let synopsis = PlanSynopsis(plan)
    let head = "### \(synopsis.headline)\n\n\(synopsis.sentences.joined(separator: " "))\n\n"
    let spend = Self.spend(plan)
    let counts = options.view == .summary ? Self.counts(plan.summary) : ""
    var room = options.byteBudget - marker.length
    for part in [head, spend, counts, closing] { room -= part.utf8.count }

    let remarks = MarkdownRemarks(plan: plan, options: options)
    let archives = MarkdownArchives(plan).passage
    let changes = MarkdownChanges(plan: plan, options: options).sequence
    // What comes later keeps at least the room to be counted.
    let weighted = [remarks.refusals, archives, remarks.warnings, remarks.notes, remarks.moves]
    var reserved = weighted.reduce(changes.shortest) { $0 + $1.shortest }
    var texts: [String] = []
    var isCut = false
    for (index, passage) in weighted.enumerated() {
      reserved -= passage.shortest
      let free = room - reserved
      // Remarks may not push the changes out; refusals and archives may.
      let share = index < 2 ? free : max(passage.shortest, free / 3)
      let text = passage.fitted(into: share)
      isCut = isCut || passage.length > share
      room -= text.utf8.count
      texts.append(text)
    }
    let text =
      head + texts[0] + spend + counts + texts[1] + changes.fitted(into: room) + texts[4]
      + texts[2] + texts[3] + closing
    return (text, isCut || changes.length > room)
  }

  private static func spend(_ plan: Plan) -> String {
    let table = SpendTable(plan)
    var text = "| Spend in \(table.amounts.currency.rawValue) | Before | After | Change | |\n"
    text += "|:--|--:|--:|--:|--:|\n"
    for row in table.rows {
      let difference = table.amounts.difference(from: row.before, to: row.after) ?? "–"
      let percent = Amounts.percent(from: row.before, to: row.after) ?? ""
      let before = table.amounts.bare(row.before)
      let after = table.amounts.bare(row.after)
      text += "| \(row.name) | \(before) | \(after) | \(difference) | \(percent) |\n"
    }
    return text + "\n"
  }

  private static func counts(_ summary: PlanSummary) -> String {
    let numbers = [
      summary.create, summary.update, summary.replace, summary.archive, summary.unchanged,
    ].map { Amounts.grouped($0) }
    return """
      | Created | Updated | Replaced | Archived | Unchanged |
      |--:|--:|--:|--:|--:|
      | \(numbers.joined(separator: " | ")) |


      """
  }

  private func closing(_ plan: Plan, _ digest: String) -> String {
    guard !plan.isEmpty, !plan.isRefused else { return "" }
    let expiry =
      plan.expiresAt.map {
        " It holds until \(TimeText.minute($0)), because it counts on the next UTC day."
      } ?? ""
    let short = digest.prefix(12)
    let repeated = PlanTextRenderer.repeatedOptions(plan).map { ", given \($0) again," } ?? ""
    return
      "Digest `\(short)`: `pinplan apply --expect \(short)`\(repeated) does exactly this, or refuses."
      + "\(expiry)\n\n"
  }
}
