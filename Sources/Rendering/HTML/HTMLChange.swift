import AdsModel
import Planning

/// One resource's change as an item of the list.
struct HTMLChange {
  let change: Change
  let values: ValueText

  func write(on html: inout HTMLWriter) {
    html.put("<li class=change")
    html.attribute("data-kind", change.address.kind.rawValue)
    html.attribute("data-action", change.action.rawValue)
    html.attribute("data-address", change.address.description)
    html.put("><p class=title><span")
    html.attribute("class", "tag \(change.action.rawValue)")
    html.put(">")
    html.plain(change.action.rawValue)
    html.put("</span> <span class=kind>")
    html.plain(change.address.kind.title)
    html.put("</span> ")
    html.name(change.name)
    html.put(" ")
    html.code(change.address)
    if let source = change.source {
      html.put(" <span class=place>")
      html.text("\(source.file):\(source.line)")
      html.put("</span>")
    }
    html.put("</p>")
    fields(on: &html)
    notes(on: &html)
    html.put("\n")
  }

  private func fields(on html: inout HTMLWriter) {
    switch change.action {
    case .archive: return
    case .create:
      let written = change.fields.filter {
        $0.path != .name && $0.after != nil && !change.defaulted.contains($0.path)
      }
      guard !written.isEmpty else { return }
      html.put("<table class=fields>")
      for field in written {
        label(field, on: &html)
        cell(field.after, values.created(field), on: &html)
      }
    case .update, .replace:
      let changed = change.fields.filter(\.isShown)
      guard !changed.isEmpty else { return }
      html.put("<table class=fields>")
      for field in changed {
        label(field, on: &html)
        sides(of: field, on: &html)
      }
    }
    html.put("</table>")
  }

  private func label(_ field: FieldChange, on html: inout HTMLWriter) {
    html.put("<tr><th scope=row>")
    html.text(field.path.text)
  }

  private func sides(of field: FieldChange, on html: inout HTMLWriter) {
    if case .list(let after) = field.after ?? .list([]),
      case .list(let before) = field.before ?? .list([]),
      let members = ValueText.members(from: before, to: after)
    {
      html.put("<td colspan=4>")
      html.plain(([members] + (field.moverRemark.map { [$0] } ?? [])).joined(separator: "; "))
      return
    }
    let sides = values.sides(field, change.membership)
    cell(field.before, field.before == nil ? "none" : sides.before, on: &html)
    html.put("<td class=arrow>→")
    cell(field.after, sides.after, on: &html)
    html.put("<td class=remark>")
    html.plain([sides.remark, field.moverRemark].compactMap(\.self).joined(separator: "; "))
  }

  private func cell(_ value: FieldValue?, _ text: String, on html: inout HTMLWriter) {
    html.put("<td")
    if let amount = value?.money { html.value(amount) }
    html.put(">")
    html.plain(text)
  }

  private func notes(on html: inout HTMLWriter) {
    for note in change.notes {
      html.put("<p class=note>")
      html.text(note)
      html.put("</p>")
    }
  }
}
