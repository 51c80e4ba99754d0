import AdsModel
import Diagnostics
import Outcomes
import Planning

/// Shows what pinplan has on record.
package struct StateTextRenderer: Sendable {
  private let style: TextStyle

  package init(style: TextStyle) { self.style = style }

  /// One line for each resource, in the order given.
  package func render(_ listing: StateListing) -> String {
    guard !listing.resources.isEmpty else { return "Nothing is stored.\n" }
    var canvas = TextCanvas(style)
    var table = TextTable([.left, .left, .left])
    table.row(["address", "status", "id"])
    for resource in listing.resources {
      table.row([
        Printable.text(resource.address.description), resource.status.rawValue,
        Printable.text(resource.id),
      ])
    }
    table.write(on: &canvas)
    canvas.endLine()
    canvas.line(
      "\(Amounts.count(listing.resources.count, "resource")), state serial \(listing.serial)")
    return canvas.text
  }

  /// Everything that is stored of one resource.
  package func render(_ resource: StoredResource, currency: Currency) -> String {
    let values = ValueText(amounts: Amounts(currency: currency))
    var rows = [("id", Printable.text(resource.id)), ("version", String(resource.version))]
    if let start = resource.start { rows.append(("starts", start.description)) }
    if let old = resource.replaces {
      rows.append(("replaces", "id \(Printable.text(old)), which is still to be archived"))
    }
    let defaulted = Set(resource.defaulted)
    let fields = Fields(json: resource.attributes) ?? Fields()
    for field in fields.all {
      let remark = defaulted.contains(field.path) ? "  (default)" : ""
      rows.append((Printable.text(field.path.text), values.text(field.value) + remark))
    }
    if fields[.status] == nil { rows.append(("status", resource.status.rawValue)) }
    var canvas = TextCanvas(style)
    canvas.line(Printable.text(resource.address.description), .strong)
    let width = rows.reduce(0) { max($0, $1.0.columns) }
    for (label, text) in rows {
      canvas.put("  " + label.padded(to: width + 2), .quiet)
      canvas.line(text)
    }
    return canvas.text
  }
}
