import AdsModel
import Diagnostics
import ManifestWriting
import Planning

/// Shows what an import wrote and bound, what it left out, and how it was proved.
package struct ImportTextRenderer: Sendable {
  private let style: TextStyle

  package init(style: TextStyle) { self.style = style }

  package func render(_ report: ImportReport) -> String {
    let result = report.result
    var canvas = TextCanvas(style)
    if result.bindings.isEmpty {
      canvas.line("Nothing to import.")
    } else {
      let count = Amounts.count(result.bindings.count, "resource")
      canvas.line(report.isDryRun ? "Would import \(count):" : "Imported \(count):")
      for file in result.files.keys.sorted() {
        let within = result.bindings.count { $0.file == file }
        canvas.line("\(file): \(Amounts.count(within, "resource"))", indent: 2)
      }
      for binding in result.bindings where result.files[binding.file] == nil {
        let resource = binding.resource
        canvas.line(
          "\(Printable.text(resource.address.description)) is \(Printable.text(resource.id))",
          indent: 2)
      }
    }
    canvas.put(result.kept)
    if !result.leftOut.isEmpty {
      canvas.line("Left out:")
      for left in result.leftOut {
        let name = left.name.map { " " + quoted($0) } ?? ""
        let below = left.below == 0 ? "" : " with \(left.below) below it"
        canvas.line("\(left.kind.title) \(Printable.text(left.id))\(name)\(below)", indent: 2)
        let code = left.code.map { " (\($0.rawValue))" } ?? ""
        canvas.notice(Printable.text(left.reason) + code, indent: 4, nil)
      }
      if result.leftOut.contains(where: { $0.code != nil }) {
        canvas.notice(
          "What a rule refuses stays as it is on Pinterest. Change it in Ads Manager and import again, or leave it there.",
          indent: 0, nil)
      }
    }
    canvas.put(result.notCarried)
    if let differences = report.differences { put(differences, report.currency, on: &canvas) }
    return canvas.text
  }

  private func put(
    _ differences: [ImportReport.Difference], _ currency: Currency, on canvas: inout TextCanvas
  ) {
    guard !differences.isEmpty else {
      canvas.line("A plan now has nothing to do for what was imported.")
      return
    }
    canvas.line("A plan now would change:")
    let values = ValueText(amounts: Amounts(currency: currency))
    for difference in differences {
      let (before, after, _) = values.sides(difference.change)
      canvas.line(
        "\(Printable.text(difference.address.description)) \(difference.change.path): "
          + "\(before.isEmpty ? "none" : before) -> \(after)", indent: 2)
    }
  }
}

extension TextCanvas {
  /// Counts what resources have on Pinterest and no file says.
  mutating func put(_ properties: [UncarriedProperty]) {
    guard !properties.isEmpty else { return }
    line("Not carried, and kept as it is on Pinterest:")
    for one in properties {
      line(
        "\(Printable.text(one.property)) of \(Amounts.count(one.count, one.kind.title))", indent: 2)
    }
  }
}
