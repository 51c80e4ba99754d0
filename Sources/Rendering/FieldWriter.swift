import AdsModel
import Diagnostics
import Planning

/// Writes what changes in a resource, one line a field with both sides of it.
struct FieldWriter {
  let style: TextStyle
  let values: ValueText

  init(style: TextStyle, currency: Currency) {
    self.style = style
    values = ValueText(amounts: Amounts(currency: currency))
  }

  func write(
    _ fields: [FieldChange], of membership: Membership? = nil, indent: Int,
    on canvas: inout TextCanvas
  ) {
    let fields = fields.filter(\.isShown)
    let labels = fields.map { Printable.text($0.path.text) }
    let width = min(24, labels.reduce(0) { max($0, $1.columns) })
    for (field, label) in zip(fields, labels) {
      canvas.indent(indent)
      canvas.put(label.padded(to: width), .quiet)
      canvas.indent(2)
      write(field, of: membership, on: &canvas)
      writeMover(of: field, indent: indent + 2, on: &canvas)
      canvas.endLine()
    }
  }

  /// Who moved, behind the values where that fits, else below them.
  private func writeMover(of field: FieldChange, indent: Int, on canvas: inout TextCanvas) {
    guard let remark = field.moverRemark else { return }
    if canvas.column + 2 + remark.columns <= style.width {
      canvas.put("  ")
    } else {
      canvas.endLine()
      canvas.indent(indent)
    }
    canvas.put(remark, .warning)
  }

  /// Writes what was and what will be, from the current column on.
  func write(
    _ field: FieldChange, of membership: Membership? = nil, on canvas: inout TextCanvas
  ) {
    if case .list(let after) = field.after ?? .list([]),
      case .list(let before) = field.before ?? .list([]),
      let members = ValueText.members(from: before, to: after)
    {
      return canvas.put(members)
    }
    let start = canvas.column
    let arrow = " " + canvas.symbols.arrow + " "
    let sides = values.sides(field, membership)
    let tail = sides.remark.map { "  (\($0))" } ?? ""
    if !sides.before.isEmpty {
      let width = sides.before.columns + arrow.columns + sides.after.columns + tail.columns
      if start + width <= style.width {
        canvas.put(sides.before + arrow)
      } else {
        canvas.put(shortened(sides.before, from: start, canvas.symbols.ellipsis))
        canvas.endLine()
        canvas.indent(start - arrow.columns + 1)
        canvas.put(canvas.symbols.arrow + " ")
      }
    }
    canvas.put(shortened(sides.after, from: canvas.column, canvas.symbols.ellipsis))
    canvas.put(tail, .quiet)
  }

  /// Columns that both sides and the remark take on one line.
  func width(of field: FieldChange) -> Int {
    let sides = values.sides(field)
    return sides.before.columns + Symbols(style).arrow.columns + 2 + sides.after.columns
      + (sides.remark.map { $0.columns + 4 } ?? 0)
  }

  private func shortened(_ text: String, from column: Int, _ ellipsis: String) -> String {
    style.shortens ? text.shortened(to: max(16, style.width - column), ellipsis) : text
  }
}
