import AdsModel
import Diagnostics
import Documents
import Insights

/// Writes a table of numbers as text, with a bar beside each row on a terminal that has signs for it.
///
/// Rows are walked more than once, and never held.
struct NumberTableText {
  let style: TextStyle
  var numbers = ReadingText.plain
  /// Where a table goes that is not to be held whole.
  var stream: ByteStream?

  private static let widestBar = 10

  /// How a table is divided: what is not a number shares what numbers leave.
  private struct Layout {
    /// Columns of each long text.
    var text = Int.max
    var bar = 0
    /// Columns of a remark.
    var remark = Int.max
  }

  /// In a window, columns that have no room beside the others stand below them.
  func write(_ table: NumberTable, on canvas: inout TextCanvas) {
    canvas.line(Printable.text(table.title), .strong)
    guard !table.rows.isEmpty else { return canvas.line("There is nothing.", indent: 2) }
    for (index, part) in parts(of: table).enumerated() {
      if index > 0 { canvas.endLine() }
      lines(of: part, on: &canvas)
    }
  }

  /// The columns that fit beside each other, with the labels in front of them.
  private func parts(of table: NumberTable) -> [NumberTable] {
    guard style.shortens else { return [table] }
    let extent = TableExtent(table, numbers)
    let labels = table.labels.indices
    func fits(_ places: [Int], _ metrics: [Metric]) -> Bool {
      extent.width(of: places, metrics, in: table) <= style.width
    }
    if fits(Array(labels), table.metrics) { return [table] }
    let needed = labels.filter { !table.labels[$0].isOptional }
    var parts: [[Metric]] = [[]]
    for metric in table.metrics {
      let last = parts[parts.count - 1]
      if last.isEmpty || fits(needed, last + [metric]) {
        parts[parts.count - 1].append(metric)
      } else {
        parts.append([metric])
      }
    }
    return parts.map { table.with(labels: needed, metrics: $0) }
  }

  private func lines(of table: NumberTable, on canvas: inout TextCanvas) {
    let extent = TableExtent(table, numbers)
    let layout = layout(of: table, extent)
    let hasTail = layout.bar > 0 || extent.hasRemarks
    let widths = widths(of: table, extent, layout)
    let isRight = table.labels.map(\.isNumber) + table.metrics.map { _ in true } + [false]
    func line(_ cells: [String], _ role: Role?) {
      var line = ""
      for (index, cell) in cells.enumerated() {
        if index > 0 { line += "  " }
        let gap = index < widths.count ? max(0, widths[index] - cell.columns) : 0
        if isRight[index], gap > 0 { line += String(repeating: " ", count: gap) }
        line += cell
        if !isRight[index], gap > 0, index < cells.count - 1 {
          line += String(repeating: " ", count: gap)
        }
      }
      while line.utf8.last == UInt8(ascii: " ") { line.removeLast() }
      canvas.line(line, role)
    }
    line(table.labels.map(\.heading) + table.metrics.map(\.heading), .quiet)
    for row in table.rows {
      var cells = labels(of: row, table, layout)
      cells += table.metrics.map { numbers.text($0, of: row.numbers) }
      if hasTail { cells.append(tail(of: row, table, extent, layout)) }
      line(cells, nil)
      guard canvas.drain(to: stream) else { return }
    }
  }

  private func labels(
    of row: NumberTable.Row, _ table: NumberTable, _ layout: Layout
  ) -> [String] {
    zip(table.labels, row.labels).map { label, text in
      let text = Printable.text(text ?? ReadingText.nothing)
      return label.isLong ? shortened(text, to: layout.text) : text
    }
  }

  /// A bar, and why numbers are not there.
  private func tail(
    of row: NumberTable.Row, _ table: NumberTable, _ extent: TableExtent, _ layout: Layout
  ) -> String {
    let bar = Bars.bar(row.numbers[table.measure], of: extent.largest, width: layout.bar)
    let remark = row.remark.map { shortened($0, to: layout.remark) } ?? ""
    let isApart = layout.bar > 0 && !remark.isEmpty && !bar.isEmpty
    return isApart ? bar.padded(to: layout.bar) + " " + remark : bar + remark
  }

  private func shortened(_ text: String, to width: Int) -> String {
    style.shortens ? text.shortened(to: width, Symbols(style).ellipsis) : text
  }

  /// The columns of labels and metrics, as they are written.
  private func widths(
    of table: NumberTable, _ extent: TableExtent, _ layout: Layout
  ) -> [Int] {
    var widths = extent.labels
    if style.shortens, table.labels.contains(where: \.isLong) {
      // What is shortened may be a column less than it may take.
      for (index, label) in table.labels.enumerated() where label.isLong {
        widths[index] = label.heading.columns
      }
      for row in table.rows {
        for (index, text) in labels(of: row, table, layout).enumerated()
        where table.labels[index].isLong {
          widths[index] = max(widths[index], text.columns)
        }
      }
    }
    return widths + extent.metrics
  }

  private func layout(of table: NumberTable, _ extent: TableExtent) -> Layout {
    var layout = Layout()
    layout.bar = style.unicode ? Self.widestBar : 0
    guard style.shortens else { return layout }
    let remark = extent.remark
    let texts = zip(table.labels, extent.labels).filter(\.0.isLong).map(\.1)
    let left = style.width - extent.taken(by: table)
    if !texts.isEmpty {
      // A text is read before a bar is looked at.
      let wanted = texts.reduce(0) { $0 + min($1, 32) + 2 }
      let tail = remark > 0 ? remark + 3 : 2
      layout.bar = min(layout.bar, left - tail - wanted)
      if layout.bar < 3 { layout.bar = 0 }
      let taken = layout.bar + (layout.bar > 0 || remark > 0 ? tail : 0)
      layout.text = Self.share(of: left - taken, texts)
    } else {
      layout.bar = min(layout.bar, left - (remark > 0 ? remark + 1 : 0))
      if layout.bar < 3 { layout.bar = 0 }
      layout.remark = max(4, left)
    }
    return layout
  }
}

extension NumberTableText {
  /// The most columns of a text, so that all fit; what is shorter leaves its room to the others.
  fileprivate static func share(of room: Int, _ texts: [Int]) -> Int {
    var (room, left) = (room, texts.count)
    for text in texts.sorted() {
      let share = room / left - 2
      guard text <= share else { return max(TableExtent.shortest, share) }
      room -= text + 2
      left -= 1
    }
    return .max
  }
}

/// How much room the cells of a table take, before any is shortened.
private struct TableExtent {
  /// The largest value of what a bar shows.
  var largest: Int64 = 0
  /// Columns with the heading.
  var labels: [Int]
  var metrics: [Int]
  var remark = 0
  var hasRemarks = false

  /// No text is shortened to less.
  static let shortest = 8

  init(_ table: NumberTable, _ numbers: ReadingText) {
    labels = table.labels.map(\.heading.columns)
    metrics = table.metrics.map(\.heading.columns)
    for row in table.rows {
      if let value = row.numbers[table.measure] { largest = max(largest, value) }
      for (index, text) in row.labels.enumerated() {
        labels[index] = max(labels[index], Printable.text(text ?? ReadingText.nothing).columns)
      }
      for (index, metric) in table.metrics.enumerated() {
        metrics[index] = max(metrics[index], numbers.text(metric, of: row.numbers).columns)
      }
      guard let text = row.remark else { continue }
      hasRemarks = true
      remark = max(remark, text.columns)
    }
  }

  /// The columns of everything that is not shortened, with the gaps behind it.
  func taken(by table: NumberTable) -> Int {
    let labels = zip(table.labels, labels).filter { !$0.0.isLong }.map(\.1)
    return (labels + metrics).reduce(0) { $0 + $1 + 2 }
  }

  /// The columns of some labels and metrics, with long texts as short as they may be.
  func width(of places: [Int], _ wanted: [Metric], in table: NumberTable) -> Int {
    let texts = places.map {
      table.labels[$0].isLong ? min(labels[$0], Self.shortest) : labels[$0]
    }
    let numbers = wanted.map { metric in
      table.metrics.firstIndex(of: metric).map { metrics[$0] } ?? 0
    }
    return (texts + numbers).reduce(-2) { $0 + $1 + 2 }
  }
}
