import AdsModel
import Diagnostics
import Planning

/// The changes of a plan as collapsed tables: what is equal first, then one for each campaign.
struct MarkdownChanges {
  let sequence: PassageSequence

  init(plan: Plan, options: MarkdownOptions) {
    let rows = MarkdownRows(currency: plan.account.currency, options: options)
    let count = plan.changes.count - plan.changes.count { $0.action == .archive }
    guard options.view != .summary else {
      sequence = PassageSequence(
        opening: "", passages: count == 0 ? [] : [Self.uncounted(count)], noun: "change")
      return
    }
    let equal = EqualChanges(
      plan.changes, fewest: options.view == .full ? .max : EqualChanges.fewest)
    var passages: [Passage] = []
    if !equal.groups.isEmpty {
      let changes = equal.groups.reduce(0) { $0 + $1.changes.count }
      passages.append(
        Self.passage(
          "Equal changes", remark: Amounts.count(changes, "resource"),
          equal.groups.map(rows.item)))
    }
    for group in PlanOutline(equal.others).groups {
      if let passage = Self.passage(group, rows) { passages.append(passage) }
    }
    sequence = PassageSequence(
      opening: passages.isEmpty ? "" : "#### Changes: \(Amounts.grouped(count))\n\n",
      passages: passages, noun: "change")
  }

  /// In place of the changes where only a summary is wanted.
  private static func uncounted(_ count: Int) -> Passage {
    let verb = count == 1 ? "is" : "are"
    return Passage(
      "", noun: "change",
      [
        Passage.Item(
          text: "\(Amounts.count(count, "change")) \(verb) not listed here; "
            + "`pinplan plan` lists them.\n\n", name: "all", count: count)
      ])
  }

  private static func passage(_ group: PlanOutline.Group, _ rows: MarkdownRows) -> Passage? {
    let all = (group.change.map { [$0] } ?? []) + group.sections.flatMap(\.changes)
    let archived = all.count { $0.action == .archive }
    guard archived < all.count else { return nil }
    var items: [Passage.Item] = []
    if let change = group.change, change.action != .archive { items.append(rows.item(change)) }
    for section in group.sections { items += rows.items(section) }
    let name = group.change?.name ?? group.address.key
    var counts = PlanSummary()
    for change in all { counts.count(change.action) }
    var remark = [
      (counts.create, "created"), (counts.update, "updated"), (counts.replace, "replaced"),
    ].filter { $0.0 > 0 }.map { "\(Amounts.grouped($0.0)) \($0.1)" }
    if archived > 0 { remark.append("\(Amounts.grouped(archived)) archived (above)") }
    let title = "\(group.address.kind.title.capitalizedFirst) \(Printable.quoted(name))"
    return passage(title, remark: remark.joined(separator: ", "), items)
  }

  private static func passage(
    _ title: String, remark: String, _ items: [Passage.Item]
  ) -> Passage {
    Passage(
      """
      <details><summary><b>\(MarkdownText.escaped(title, limit: 160))</b>: \(remark)</summary>

      | Resource | Field | Change |
      |:--|:--|:--|

      """, noun: "change", items, closing: "\n</details>\n\n", name: title)
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
