import AdsModel
import Diagnostics
import Planning

/// Shows how an account differs from what pinplan last applied.
package struct DriftTextRenderer: Sendable {
  private let style: TextStyle

  package init(style: TextStyle) { self.style = style }

  package func render(_ report: DriftReport) -> String {
    var canvas = TextCanvas(style)
    let fields = FieldWriter(style: style, currency: report.account.currency)
    canvas.put(Printable.text(report.account.name), .strong)
    canvas.line(
      " (\(report.account.currency.rawValue)), the account compared with state serial \(report.serial)"
    )
    canvas.endLine()
    guard !report.items.isEmpty else {
      let count = Amounts.count(report.compared, "resource")
      canvas.paragraph(
        "No drift: \(count) \(report.compared == 1 ? "is" : "are") on Pinterest as the last apply left \(report.compared == 1 ? "it" : "them").",
        indent: 0, .strong)
      return canvas.text
    }
    for item in report.items { write(item, fields, on: &canvas) }
    let counts = DriftReport.Kind.allCases.filter { report.count($0) > 0 }
      .map { "\(Amounts.grouped(report.count($0))) \($0.rawValue)" }
    canvas.paragraph(
      "Drift: \(counts.joined(separator: ", ")) on Pinterest since the last apply, of "
        + "\(Amounts.count(report.compared, "resource")).", indent: 0, .strong)
    if report.count(.changed) > 0 {
      let isForeign = report.items.flatMap(\.fields).contains { !$0.foreignWords.isEmpty }
      let limit = isForeign ? ", but for those that no project can write" : ""
      canvas.notice(
        "`pinplan pull` writes the live values into the YAML\(limit); `pinplan apply --overwrite-drift` puts the declared ones back.",
        indent: 0, nil)
    }
    return canvas.text
  }

  private func write(
    _ item: DriftReport.Item, _ fields: FieldWriter, on canvas: inout TextCanvas
  ) {
    let action: Action = item.kind == .changed ? .update : .archive
    canvas.put(canvas.symbols.sign(action) + " ", action.role)
    canvas.put(Printable.text(item.address.description), .strong)
    canvas.put("  id \(Printable.text(item.id))", .quiet)
    canvas.endLine(
      right: item.source.map { "\(Printable.text($0.file)):\($0.line)" } ?? "not declared")
    if item.kind != .changed {
      let verb = item.kind == .archived ? "archived on Pinterest" : "no longer on the account"
      let below =
        item.below == 0 ? "" : ", with \(Amounts.count(item.below, "resource")) below it"
      canvas.paragraph(verb + below, indent: 4, .archive)
    }
    for field in item.fields {
      canvas.indent(4)
      canvas.put(Printable.text(field.path.text), .quiet)
      canvas.indent(2)
      fields.write(
        FieldChange(path: field.path, before: field.stored, after: field.live), on: &canvas)
      canvas.endLine()
      canvas.paragraph(declared(field, of: item, fields.values), indent: 6, .quiet)
      if !field.foreignWords.isEmpty {
        canvas.paragraph(
          "no project can write \(Printable.text(field.foreignWords.joined(separator: ", ")))",
          indent: 6, .quiet)
      }
    }
    canvas.endLine()
  }

  private func declared(
    _ field: DriftReport.Field, of item: DriftReport.Item, _ values: ValueText
  ) -> String {
    guard item.source != nil else { return "not declared any more" }
    if FieldValue.same(field.declared, field.live, at: field.path) { return "declared as live" }
    if FieldValue.same(field.declared, field.stored, at: field.path) { return "declared as stored" }
    return "declared \(values.text(field.declared))"
  }
}

extension DriftReport.Field {
  /// What of the live value no project can write.
  fileprivate var foreignWords: [String] { live?.foreignWords(at: path) ?? [] }
}
