import AdsModel
import Diagnostics
import Planning

/// Everything that a plan archives, named one by one, because it cannot be undone.
struct MarkdownArchives {
  let passage: Passage

  /// How many keywords or ads stand in one line.
  private static let namesInLine = 25

  init(_ plan: Plan) {
    var items: [Passage.Item] = []
    for group in PlanOutline(plan.changes.filter(Self.archives)).groups {
      if let change = group.change {
        items.append(Self.item(change, children: Children(of: group.sections), indent: ""))
      }
      let indent = group.change == nil ? "" : "  "
      for section in group.sections {
        let children = section.keywords + section.ads
        if let change = section.change {
          items.append(Self.item(change, children: Children(of: children), indent: indent))
        }
        let inner = indent + (section.change == nil ? "" : "  ")
        items += Self.items(section.keywords, "keyword", of: section, indent: inner)
        items += Self.items(section.ads, "ad", of: section, indent: inner)
      }
    }
    let count = items.reduce(0) { $0 + $1.count }
    passage = Passage(
      "#### Archived for good: \(Amounts.count(count, "resource"))\n\n", noun: "archived resource",
      items, closing: "\n")
  }

  /// A replacement archives the copy that there was.
  private static func archives(_ change: Change) -> Bool {
    change.action == .archive || change.action == .replace
  }

  private static func item(_ change: Change, children: Children, indent: String) -> Passage.Item {
    let name = MarkdownText.escaped(Printable.quoted(change.name))
    let address = MarkdownText.code(change.address.description)
    let text =
      if change.action == .replace {
        "the old copy of <b>\(name)</b> \(address)"
          + (change.id.map { ", id \(MarkdownText.escaped($0))" } ?? "")
      } else {
        "<b>\(name)</b> \(address), \(ChangeWriter.causeOfArchiving(change.reason))"
          + (children.description.map { ", with its \($0)" } ?? "")
      }
    return Passage.Item(text: "\(indent)- \(text)\n", name: change.name)
  }

  /// The keywords or ads of one ad group, as many in a line as can be read.
  private static func items(
    _ changes: [Change], _ noun: String, of section: PlanOutline.Section, indent: String
  ) -> [Passage.Item] {
    stride(from: 0, to: changes.count, by: namesInLine).map { start in
      let part = changes[start..<min(start + namesInLine, changes.count)]
      let names = part.map { change in
        let name = MarkdownText.escaped(ValueText.word(change.name))
        return change.action == .replace ? "the old copy of \(name)" : name
      }
      return Passage.Item(
        text: "\(indent)- \(Amounts.count(part.count, noun)) of "
          + "\(MarkdownText.code(section.address.description)): "
          + "\(names.joined(separator: ", "))\n",
        name: part.first?.name ?? noun, count: part.count)
    }
  }
}
