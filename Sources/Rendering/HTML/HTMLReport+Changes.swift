import AdsModel
import Planning

extension HTMLReport {
  /// Up to so many changes are all open at first.
  private static let openChanges = 60

  func changes(_ html: inout HTMLWriter) {
    html.put("<section id=changes><h2>Changes</h2>\n")
    moves(&html)
    let outline = PlanOutline(plan.changes)
    guard !plan.changes.isEmpty else {
      html.put(plan.moves.isEmpty ? "<p>There are none.</p></section>\n" : "</section>\n")
      return
    }
    filters(outline, &html)
    for group in outline.groups { self.group(group, &html) }
    html.put("<p id=none hidden>No change matches these filters.</p>\n</section>\n")
  }

  private func moves(_ html: inout HTMLWriter) {
    guard !plan.moves.isEmpty else { return }
    html.put("<h3>Moved to another key without being touched</h3>\n<ul class=moves>\n")
    for move in plan.moves {
      html.put("<li>")
      html.code(move.from)
      html.put(" → ")
      html.code(move.to)
      html.put("\n")
    }
    html.put("</ul>\n")
  }

  private func filters(_ outline: PlanOutline, _ html: inout HTMLWriter) {
    html.put(
      "<form id=filters class=\"controls js\" hidden>\n<label>Campaign <select name=campaign>")
    html.put("<option value=\"\">All")
    for group in outline.groups {
      html.put("<option")
      html.attribute("value", group.address.description)
      html.put(">")
      html.text(name(of: group))
    }
    html.put("</select></label>\n<label>Kind <select name=kind><option value=\"\">All")
    let kinds = Set(plan.changes.map(\.address.kind))
    for kind in ResourceKind.allCases where kinds.contains(kind) {
      option(kind.rawValue, kind.title, &html)
    }
    html.put("</select></label>\n<label>Action <select name=action><option value=\"\">All")
    let actions = Set(plan.changes.map(\.action))
    for action in Action.allCases where actions.contains(action) {
      option(action.rawValue, action.rawValue, &html)
    }
    html.put("</select></label>\n<label class=grow>Search <input type=search name=q ")
    html.put("autocomplete=off spellcheck=false></label>\n<button type=reset>Clear</button>\n")
    html.put("<output id=shown aria-live=polite></output></form>\n")
  }

  private func option(_ value: String, _ title: String, _ html: inout HTMLWriter) {
    html.put("<option")
    html.attribute("value", value)
    html.put(">")
    html.plain(title)
  }

  /// A campaign's name, where the plan or its forecast has it.
  private func name(of group: PlanOutline.Group) -> String {
    group.change?.name ?? names[group.address] ?? group.address.key
  }

  private func group(_ group: PlanOutline.Group, _ html: inout HTMLWriter) {
    let changes = (group.change.map { [$0] } ?? []) + group.sections.flatMap(\.changes)
    html.put("<details class=group")
    html.attribute("data-campaign", group.address.description)
    if plan.changes.count <= Self.openChanges { html.put(" open") }
    html.put("><summary>")
    html.name(name(of: group))
    html.put(" ")
    html.code(group.address)
    html.put(" <span class=quiet>")
    let counts = Action.allCases.compactMap { action in
      let count = changes.count { $0.action == action }
      return count == 0 ? nil : "\(Amounts.grouped(count)) \(action.pastTense)"
    }
    html.plain(counts.joined(separator: ", "))
    html.put("</span></summary>\n<ul class=changes>\n")
    for change in changes { HTMLChange(change: change, values: values).write(on: &html) }
    html.put("</ul></details>\n")
  }
}
