import AdsModel
import Diagnostics
import Outcomes
import Planning

/// Shows what `retire` is about to archive, and what came of it.
public struct RetireTextRenderer: Sendable {
  private let style: TextStyle

  public init(style: TextStyle) { self.style = style }

  /// What it is, what it holds, what is below it, and what is not spent any more.
  func renderQuestion(_ report: RetireReport) -> String {
    let live = report.stranger.live
    let amounts = Amounts(currency: report.account.currency)
    var canvas = TextCanvas(style)
    canvas.put(canvas.symbols.sign(.archive) + " ", Action.archive.role)
    canvas.put(title(report), .strong)
    canvas.line(", \(Printable.text(live.statusWord))")
    var fields = live.fields
    fields[.status] = nil
    let change = Change(
      .create, report.stranger.address, reason: .new, name: "",
      fields: fields.all.map { FieldChange(path: $0.path, before: nil, after: $0.value) })
    CreationWriter(values: ValueText(amounts: amounts)).write(change, indent: 4, on: &canvas)
    for remark in live.uncarried { canvas.paragraph(Printable.text(remark), indent: 4, nil) }
    let counts = [
      (ResourceKind.adGroup, "ad group"), (.keyword, "keyword"), (.ad, "ad"),
    ].compactMap { kind, noun in
      let count = report.stranger.count(kind)
      return count > 0 ? Amounts.count(count, noun) : nil
    }
    if !counts.isEmpty {
      canvas.paragraph("archived along with it: \(counts.joined(separator: ", "))", indent: 4, nil)
    }
    canvas.paragraph(spend(report.spend, amounts), indent: 4, nil)
    canvas.line("Archiving is permanent.")
    return canvas.text
  }

  /// What came of it; nothing where it failed, which is no result.
  func renderResult(_ report: RetireReport) -> String {
    switch report.outcome {
    case .archived: "Archived \(title(report)).\nState serial \(report.serial).\n"
    case .alreadyArchived: "\(title(report).capitalizedFirst) is archived already.\n"
    case .notApproved: "Not approved; nothing was written.\n"
    case .failed: ""
    }
  }

  /// That nothing tells whether it is archived, and why.
  public func renderFailure(_ report: RetireReport) -> String {
    "\(title(report)) is not known to be archived: \(Printable.text(report.error ?? ""))"
  }

  private func title(_ report: RetireReport) -> String {
    let live = report.stranger.live
    let name = report.stranger.name.map { " " + quoted($0) } ?? ""
    return "\(live.kind.title) \(Printable.text(live.id))\(name)"
  }

  private func spend(_ spend: Spend, _ amounts: Amounts) -> String {
    let parts = [(spend.daily, " a day"), (spend.lifetime, " in all")]
      .filter { $0.0.micros > 0 }.map { amounts.text($0.0) + $0.1 }
    return parts.isEmpty
      ? "no spend ends with it" : "spend that ends with it: \(parts.joined(separator: ", "))"
  }
}
