import AdsModel
import Diagnostics
import Outcomes

/// Shows what `audience stream` did.
struct StreamTextRenderer: Sendable {
  let style: TextStyle

  func render(_ report: StreamReport) -> String {
    var canvas = TextCanvas(style)
    canvas.line(
      "\(report.address): \(Amounts.count(report.read, "line")) read, \(Amounts.grouped(report.added)) put on the list, \(Amounts.grouped(report.removed)) taken out, in \(batches(report.batches)); \(Amounts.grouped(report.rejected)) rejected."
    )
    let notes = [
      (report.superseded, "said again or otherwise by a later line of the same batch"),
      (report.suppressed, "of people on the opt-outs, who were taken out instead"),
    ].filter { $0.0 > 0 }.map { "  \(Amounts.count($0, "line")) \($1)" }
    for note in notes { canvas.line(note) }
    let used = report.namespaces.filter { $0.count != .init() }
    if !used.isEmpty {
      var table = TextTable([.left, .right, .right, .right])
      table.row(["namespace", "added", "removed", "rejected"])
      for (name, count) in used {
        table.row([
          name, Amounts.grouped(count.added), Amounts.grouped(count.removed),
          Amounts.grouped(count.rejected),
        ])
      }
      table.write(on: &canvas)
    }
    canvas.line("Settled: \(Amounts.count(report.settled, "line")) of the input.")
    return canvas.text
  }

  private func batches(_ count: Int) -> String {
    count == 1 ? "1 batch" : "\(Amounts.grouped(count)) batches"
  }
}
