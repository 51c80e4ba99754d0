import AdsModel
import Diagnostics
import Planning

extension ChangeWriter {
  /// One line for many resources to which the same happens, the first few of them named.
  func write(_ group: EqualChanges.Group, on canvas: inout TextCanvas) {
    guard let first = group.changes.first else { return }
    canvas.put(canvas.symbols.sign(first.action) + " ", first.action.role)
    canvas.put(Amounts.count(group.changes.count, group.kind.title), .strong)
    canvas.endLine(right: Self.place(of: first).map { $0 + " and more" })
    fields.write([group.field], indent: 4, on: &canvas)
    let names = group.names(of: isFull ? group.changes.count : ValueText.namedMembers + 2)
    canvas.paragraph(counted(names, of: group.changes.count), indent: 4, nil)
    var seen: Set<String> = []
    writeNotes(first.notes, indent: 4, seen: &seen, on: &canvas)
    canvas.endLine()
  }

  /// The names, or the first of them and how many there are beside.
  func counted(_ names: [String], of count: Int) -> String {
    guard !isFull, count > ValueText.namedMembers + 1 else {
      return names.joined(separator: ", ")
    }
    return names.prefix(ValueText.namedMembers).joined(separator: ", ")
      + " and " + Amounts.grouped(count - ValueText.namedMembers) + " more"
  }
}
