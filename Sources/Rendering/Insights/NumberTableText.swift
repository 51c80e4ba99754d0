import AdsModel
import Diagnostics
import Insights

/// Writes a table of numbers as text, with a bar beside each row on a terminal that has signs for it.
struct NumberTableText {
  let style: TextStyle
  var numbers = ReadingText.plain

  private static let barWidth = 10

  func write(_ table: NumberTable, on canvas: inout TextCanvas) {
    canvas.line(Printable.text(table.title), .strong)
    guard !table.rows.isEmpty else { return canvas.line("There is nothing.", indent: 2) }
    let largest = table.rows.compactMap { $0.numbers[table.measure] }.max() ?? 0
    let hasRemarks = table.rows.contains { $0.remark != nil }
    let hasTail = style.unicode || hasRemarks
    var lines = TextTable(
      table.labels.map { $0.isNumber ? .right : .left } + table.metrics.map { _ in .right }
        + (hasTail ? [.left] : []))
    lines.row(
      table.labels.map(\.heading) + table.metrics.map(\.heading) + (hasTail ? [""] : []))
    let room = room(for: table, tail: hasTail)
    for row in table.rows {
      var cells = zip(table.labels, row.labels).map { label, text in
        let text = Printable.text(text ?? ReadingText.nothing)
        guard label.isLong, style.shortens else { return text }
        return text.shortened(to: room, canvas.symbols.ellipsis)
      }
      cells += table.metrics.map { numbers.text($0, of: row.numbers) }
      if hasTail { cells.append(tail(row, table.measure, largest)) }
      lines.row(cells)
    }
    lines.write(on: &canvas)
  }

  /// Why numbers are not there, else how the row compares.
  private func tail(_ row: NumberTable.Row, _ measure: Metric, _ largest: Int64) -> String {
    let bar =
      style.unicode ? Bars.bar(row.numbers[measure], of: largest, width: Self.barWidth) : ""
    guard let remark = row.remark else { return bar }
    return bar.isEmpty ? remark : bar.padded(to: Self.barWidth) + " " + remark
  }

  /// What is left of the width for each long text.
  private func room(for table: NumberTable, tail: Bool) -> Int {
    var taken = tail ? Self.barWidth + 2 : 0
    for (index, label) in table.labels.enumerated() where !label.isLong {
      let widths = table.rows.map { ($0.labels[index] ?? "").columns } + [label.heading.columns]
      taken += (widths.max() ?? 0) + 2
    }
    for metric in table.metrics {
      let widths = table.rows.map { numbers.text(metric, of: $0.numbers).columns }
      taken += max(widths.max() ?? 0, metric.heading.columns) + 2
    }
    let count = table.labels.count(where: \.isLong)
    return max(8, (style.width - taken + 2) / max(1, count) - 2)
  }
}
