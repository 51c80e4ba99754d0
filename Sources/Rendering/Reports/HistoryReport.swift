import AdsModel
import Diagnostics
import Documents
import Outcomes

/// What `history` tells: entries, in the order in which they were written.
public struct HistoryReport: Report {
  /// What was asked for.
  public enum Question: Sendable {
    case all
    case entry(Int64)
    case life(Address)
  }

  private let question: Question
  /// Of one entry with all its operations, of a life with the one that is about the resource.
  private let entries: [HistoryEntry]
  private let currency: Currency
  private let diagnostics: [Diagnostic]

  public init(
    _ question: Question, _ entries: [HistoryEntry], currency: Currency,
    diagnostics: [Diagnostic] = []
  ) {
    self.question = question
    self.entries = entries
    self.currency = currency
    self.diagnostics = diagnostics
  }

  public static var forms: [ReportForm<Self>] {
    [
      .text { $0.text($1.style) },
      .json {
        HistoryDocument.encode($0.entries, currency: $0.currency, diagnostics: $0.diagnostics)
      },
    ]
  }

  private func text(_ style: TextStyle) -> String {
    let renderer = HistoryTextRenderer(style: style, currency: currency)
    return switch question {
    case .all: renderer.render(entries)
    case .entry: entries.map(renderer.render).joined()
    case .life(let address):
      renderer.render(
        lifeOf: address, entries.flatMap { entry in (entry.operations ?? []).map { (entry, $0) } })
    }
  }
}
