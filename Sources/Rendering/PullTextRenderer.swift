import AdsModel
import Diagnostics
import ManifestWriting
import Planning

/// Shows what a pull wrote into the YAML, or would write.
package struct PullTextRenderer: Sendable {
  private let style: TextStyle

  package init(style: TextStyle) { self.style = style }

  package func render(_ report: PullReport) -> String {
    let edits = report.edits
    guard !edits.pulled.isEmpty || !edits.notPulled.isEmpty || !report.kept.isEmpty else {
      var canvas = TextCanvas(style)
      canvas.line("Nothing to write: the YAML is as the account.")
      canvas.put(report.notCarried)
      return canvas.text
    }
    var canvas = TextCanvas(style)
    if !edits.pulled.isEmpty {
      let count = Amounts.count(edits.pulled.count, "value")
      canvas.line(report.isDryRun ? "Would pull \(count):" : "Pulled \(count):")
      let values = ValueText(amounts: Amounts(currency: report.currency))
      for pulled in edits.pulled {
        let change = FieldChange(path: pulled.path, before: pulled.before, after: pulled.after)
        canvas.line("\(pulled.address.shown) \(pulled.path)", indent: 2)
        canvas.line("\(pulled.file):\(pulled.line)  \(sides(change, values))", indent: 4)
      }
    }
    canvas.put(report.kept)
    if !edits.notPulled.isEmpty {
      canvas.line("Not pulled:")
      for left in edits.notPulled {
        canvas.line("\(left.address.shown)\(left.path.map { " \($0)" } ?? "")", indent: 2)
        let place = left.file.map { "\($0):\(left.line ?? 1)  " } ?? ""
        let code = left.code.map { " (\($0.rawValue))" } ?? ""
        canvas.notice(Printable.text(left.reason) + code, indent: 4, lead: place, nil)
      }
      if edits.notPulled.contains(where: { $0.code != nil }) {
        canvas.notice(
          "What a rule refuses stays as it was in the YAML. Change it in Ads Manager and pull again, or put the declared value back with --overwrite-drift.",
          indent: 0, nil)
      }
    }
    canvas.put(report.notCarried)
    return canvas.text
  }

  private func sides(_ change: FieldChange, _ values: ValueText) -> String {
    let (before, after, _) = values.sides(change)
    return before.isEmpty ? "none -> \(after)" : "\(before) -> \(after)"
  }
}

extension Address {
  /// Fit to show; a keyword's text may hold anything.
  fileprivate var shown: String { Printable.text(description) }
}
