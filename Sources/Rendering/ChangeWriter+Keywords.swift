import AdsModel
import Diagnostics
import Planning

extension ChangeWriter {
  /// Keywords come in dozens: new and archived ones share a line, changed ones have one each.
  func writeKeywords(_ keywords: [Change], seen: inout Set<String>, on canvas: inout TextCanvas) {
    guard !keywords.isEmpty else { return }
    for action in [Action.create, .replace, .archive] {
      let group = keywords.filter { $0.action == action }
      guard let first = group.first else { continue }
      let noun =
        group.count == 1
        ? "keyword \(fields.values.keyword(first))" : Amounts.count(group.count, "keyword")
      canvas.indent(4)
      canvas.put(canvas.symbols.sign(action) + " ", action.role)
      canvas.put(noun, .strong)
      if action == .archive { canvas.put("  archived for good", .archive) }
      canvas.endLine(right: Self.place(of: first))
      if group.count > 1 {
        let shown = isFull ? group.count : ValueText.namedMembers + 2
        let names = group.prefix(shown).map(fields.values.keyword)
        canvas.paragraph(counted(names, of: group.count), indent: 8, nil)
      }
      for change in group { writeNotes(change.notes, indent: 8, seen: &seen, on: &canvas) }
    }
    for change in keywords where change.action == .update {
      writeUpdate(change, seen: &seen, on: &canvas)
    }
  }

  private func writeUpdate(
    _ change: Change, seen: inout Set<String>, on canvas: inout TextCanvas
  ) {
    let place = Self.place(of: change)
    canvas.indent(4)
    canvas.put(canvas.symbols.sign(.update) + " ", Action.update.role)
    canvas.put("keyword " + fields.values.keyword(change), .strong)
    let room = style.width - canvas.column - 9 - (place?.columns ?? 0)
    if change.fields.count == 1, let field = change.fields.first, field.path == .bid,
      fields.width(of: field) <= room
    {
      canvas.put("  bid  ", .quiet)
      fields.write(field, on: &canvas)
      canvas.endLine(right: place)
    } else {
      canvas.endLine(right: place)
      fields.write(change.fields, indent: 8, on: &canvas)
    }
    writeNotes(change.notes, indent: 8, seen: &seen, on: &canvas)
  }
}
