import AdsModel
import Diagnostics
import Insights

/// Writes a table of numbers as text, with a bar beside each row on a terminal that has signs for it.
struct NumberTableText {
  let style: TextStyle
  var numbers = ReadingText.plain

  private static let widestBar = 10

  /// How a table is divided: what is not a number shares what numbers leave.
  private struct Layout {
    /// Columns of each long text.
    var text = Int.max
    var bar = 0
    /// Columns of a remark.
    var remark = Int.max
  }

  func write(_ table: NumberTable, on canvas: inout TextCanvas) {
    canvas.line(Printable.text(table.title), .strong)
    guard !table.rows.isEmpty else { return canvas.line("There is nothing.", indent: 2) }
    let largest = table.rows.compactMap { $0.numbers[table.measure] }.max() ?? 0
    let layout = layout(of: table)
    let hasTail = layout.bar > 0 || table.rows.contains { $0.remark != nil }
    var lines = TextTable(
      table.labels.map { $0.isNumber ? .right : .left } + table.metrics.map { _ in .right }
        + (hasTail ? [.left] : []))
    lines.row(
      table.labels.map(\.heading) + table.metrics.map(\.heading) + (hasTail ? [""] : []))
    for row in table.rows {
      var cells = zip(table.labels, row.labels).map { label, text in
        let text = Printable.text(text ?? ReadingText.nothing)
        return label.isLong ? shortened(text, to: layout.text) : text
      }
      cells += table.metrics.map { numbers.text($0, of: row.numbers) }
      if hasTail {
        let bar = Bars.bar(row.numbers[table.measure], of: largest, width: layout.bar)
        let remark = row.remark.map { shortened($0, to: layout.remark) } ?? ""
        let isApart = layout.bar > 0 && !remark.isEmpty && !bar.isEmpty
        cells.append(isApart ? bar.padded(to: layout.bar) + " " + remark : bar + remark)
      }
      lines.row(cells)
    }
    lines.write(on: &canvas)
  }

  private func shortened(_ text: String, to width: Int) -> String {
    style.shortens ? text.shortened(to: width, Symbols(style).ellipsis) : text
  }

  private func layout(of table: NumberTable) -> Layout {
    var layout = Layout()
    layout.bar = style.unicode ? Self.widestBar : 0
    guard style.shortens else { return layout }
    let remark = table.rows.compactMap { $0.remark?.columns }.max() ?? 0
    let texts = table.labels.count(where: \.isLong)
    let left = style.width - taken(by: table)
    if texts > 0 {
      // A text is read before a bar is looked at.
      let wanted = min(widestText(of: table), 32) + 2
      let tail = remark > 0 ? remark + 3 : 2
      layout.bar = min(layout.bar, left - tail - texts * wanted)
      if layout.bar < 3 { layout.bar = 0 }
      let taken = layout.bar + (layout.bar > 0 || remark > 0 ? tail : 0)
      layout.text = max(8, (left - taken) / texts - 2)
    } else {
      layout.bar = min(layout.bar, left - (remark > 0 ? remark + 1 : 0))
      if layout.bar < 3 { layout.bar = 0 }
      layout.remark = max(4, left)
    }
    return layout
  }

  /// The columns of the longest text that may be shortened.
  private func widestText(of table: NumberTable) -> Int {
    table.rows.reduce(0) { widest, row in
      zip(table.labels, row.labels).reduce(widest) { widest, cell in
        cell.0.isLong ? max(widest, Printable.text(cell.1 ?? "–").columns) : widest
      }
    }
  }

  /// The columns of everything that is not shortened, with the gaps behind it.
  private func taken(by table: NumberTable) -> Int {
    var taken = 0
    for (index, label) in table.labels.enumerated() where !label.isLong {
      let widths = table.rows.map { Printable.text($0.labels[index] ?? "–").columns }
      taken += max(widths.max() ?? 0, label.heading.columns) + 2
    }
    for metric in table.metrics {
      let widths = table.rows.map { numbers.text(metric, of: $0.numbers).columns }
      taken += max(widths.max() ?? 0, metric.heading.columns) + 2
    }
    return taken
  }
}
