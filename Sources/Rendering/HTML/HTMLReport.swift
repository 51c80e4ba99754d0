import AdsModel
import Planning

/// A plan as one HTML file for the people who answer for the spend.
///
/// The file needs nothing beside it: no network, no font, no script from elsewhere. Without its own
/// script it shows everything and filters nothing.
public struct HTMLReport: Sendable {
  let plan: Plan
  let digest: String
  let values: ValueText
  /// What people call the campaigns, those included that do not change themselves.
  let names: [Address: String]

  public init(_ plan: Plan) {
    self.plan = plan
    names = Dictionary(plan.forecast?.campaigns.map { ($0.address, $0.name) } ?? []) { $1 }
    digest = plan.digest()
    values = ValueText(amounts: Amounts(currency: plan.account.currency))
  }

  var amounts: Amounts { values.amounts }

  public func render() -> [UInt8] {
    var html = HTMLWriter(amounts: amounts)
    let flights = plan.forecast?.campaigns.reduce(0) { $0 + $1.flights.count } ?? 0
    html.reserve(plan.changes.count * 768 + flights * 512 + 1 << 16)
    html.beginPage(
      "\(plan.account.name): plan \(digest.prefix(12))", style: HTMLStyle.text,
      script: HTMLScript.text)
    html.put("<body>\n<a class=skip href=\"#changes\">Go to the changes</a>\n")
    header(&html)
    html.put("<main>\n")
    spend(&html)
    remarks(&html)
    if let forecast = plan.forecast {
      calendar(forecast, &html)
      dailySpend(forecast, &html)
      lifetime(forecast, &html)
    } else {
      html.put("<section id=calendar><h2>Flight calendar</h2>\n<p class=quiet>")
      html.put("This plan was saved without its forecast; plan again to have one.</p></section>\n")
    }
    changes(&html)
    html.put("</main>\n")
    html.endPage(script: HTMLScript.text)
    return html.bytes
  }
}
