/// Rows whose columns line up; the first row is the heading.
struct TextTable {
  enum Alignment { case left, right }

  private let alignments: [Alignment]
  private var rows: [[String]] = []

  init(_ alignments: [Alignment]) { self.alignments = alignments }

  /// Adds a row; its cells are printable already.
  mutating func row(_ cells: [String]) { rows.append(cells) }

  func write(on canvas: inout TextCanvas) {
    var widths = Array(repeating: 0, count: alignments.count)
    for row in rows {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.columns) }
    }
    for (number, row) in rows.enumerated() {
      var line = ""
      for (index, cell) in row.enumerated() {
        if index > 0 { line += "  " }
        line +=
          alignments[index] == .left
          ? cell.padded(to: widths[index]) : cell.paddedLeft(to: widths[index])
      }
      while line.last == " " { line.removeLast() }
      canvas.line(line, number == 0 ? .quiet : nil)
    }
  }
}
