import AdsModel
import Diagnostics
import Documents
import Insights

extension PinListing: Report {
  public static var forms: [ReportForm<Self>] {
    [
      .text { PinListTextRenderer(style: $1.style).render($0) },
      .json(PinListDocument.encode),
    ]
  }
}

/// Lists Pins with what is to be written into a project, and what stands in the way.
struct PinListTextRenderer {
  let style: TextStyle

  func render(_ listing: PinListing) -> String {
    var canvas = TextCanvas(style)
    guard !listing.pins.isEmpty else { return "There is no such Pin.\n" }
    for (index, entry) in listing.pins.enumerated() {
      if index > 0 { canvas.endLine() }
      canvas.put(Printable.text(entry.pin.title?.visible ?? "untitled"), .strong)
      if let count = entry.count {
        let metric = listing.ranking ?? .pinClicks
        canvas.put("  \(Amounts.grouped(String(count))) \(metric.title)", .quiet)
      }
      canvas.endLine()
      canvas.line("pin: \"\(Printable.text(entry.pin.id))\"", indent: 2)
      if let board = entry.boardName ?? entry.pin.board {
        canvas.line("board: \(Printable.text(board))", indent: 2, .quiet)
      }
      if let link = entry.pin.link {
        canvas.line("link: \(Printable.text(link))", indent: 2, .quiet)
      }
      for obstacle in entry.obstacles {
        canvas.notice(Printable.text(obstacle), indent: 2, lead: "! ", .warning)
      }
    }
    for notice in listing.notices {
      canvas.notice(Printable.text(notice), indent: 0, lead: "note: ", .note)
    }
    return canvas.text
  }
}
