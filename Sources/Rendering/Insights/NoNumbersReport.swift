import Diagnostics
import Documents

/// Why a question about numbers has no answer, in the forms that an answer has.
///
/// A table for programs has none: a header without rows would say that there is nothing.
public struct NoNumbersReport: Report {
  private let title: String
  private let diagnostics: [Diagnostic]
  private let document: () -> [UInt8]

  /// `title` says what was asked for; `document` has the names of the answer's.
  public init(
    _ title: String, _ diagnostics: [Diagnostic], document: @escaping () -> [UInt8]
  ) {
    self.title = title
    self.diagnostics = diagnostics
    self.document = document
  }

  public static var forms: [ReportForm<Self>] {
    [
      .json { $0.document() },
      .markdown { report, options in report.markdown(options) },
      .html { $0.page() },
    ]
  }

  private var headline: String { "No \(title)" }

  private func markdown(_ options: MarkdownOptions) -> String {
    "### \(headline)\n\n" + diagnostics.map { MarkdownRemarks.item($0, options).text }.joined()
  }

  private func page() -> [UInt8] {
    var html = HTMLWriter(amounts: ReadingText.plain.amounts)
    html.beginPage(headline, style: NumberPage.style, script: HTMLScript.text)
    html.put("<body>\n<header>\n<h1>")
    html.text(headline)
    html.put("</h1>\n</header>\n<main>\n<section class=\"remarks bad\"><h2>Why</h2><ul>\n")
    for diagnostic in diagnostics {
      html.put("<li><code>")
      html.plain(diagnostic.code.rawValue)
      html.put("</code> ")
      html.text(diagnostic.message)
      if let hint = diagnostic.hint {
        html.put("<p class=quiet>")
        html.text(hint)
        html.put("</p>")
      }
      html.put("\n")
    }
    html.put("</ul></section>\n</main>\n")
    html.endPage(script: HTMLScript.text)
    return html.bytes
  }
}
