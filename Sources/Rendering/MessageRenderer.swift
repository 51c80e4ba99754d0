import Diagnostics

/// Lays out what is said about a run: failures with their details, warnings, notices.
public struct MessageRenderer: Sendable {
  private let style: TextStyle

  public init(style: TextStyle) { self.style = style }

  /// Lines stay lines, and what a terminal would obey is written out.
  ///
  /// What is in `whole` is never broken; it is given as it is shown.
  public func render(_ text: String, whole: [String] = []) -> String {
    var canvas = TextCanvas(style)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let shown = Printable.text(String(line))
      let lead = Self.leads.first { shown.hasPrefix($0) } ?? ""
      canvas.put(lead)
      canvas.message(
        String(shown.dropFirst(lead.count)), hanging: lead.isEmpty ? 4 : lead.columns,
        whole: whole)
    }
    return canvas.text
  }

  /// What a detail, a note and a hint begin with; the lines below their first one hang behind it.
  private static let leads = ["  - ", "  = note: ", "  = hint: "]
}
