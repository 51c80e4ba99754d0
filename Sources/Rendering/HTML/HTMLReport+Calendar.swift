import AdsModel
import Planning

extension HTMLReport {
  /// Up to so many flights all campaigns are open at first, up to ten times as many those that
  /// change.
  private static let openFlights = 60

  func calendar(_ forecast: Forecast, _ html: inout HTMLWriter) {
    html.put("<section id=calendar><h2>Flight calendar</h2>\n<p class=quiet>")
    html.plain("When each ad group runs, from \(forecast.from) to \(forecast.to).")
    html.put("</p>\n")
    let total = forecast.campaigns.reduce(0) { $0 + $1.flights.count }
    guard total > 0 else {
      html.put("<p>There are no ad groups.</p></section>\n")
      return
    }
    let axis = DayAxis(from: forecast.from, to: forecast.to)
    legend(axis, &html)
    for campaign in forecast.campaigns where !campaign.flights.isEmpty {
      let changed = campaign.flights.count { $0.isChanged }
      let isOpen = total <= Self.openFlights || changed > 0 && total <= Self.openFlights * 10
      html.put("<details class=campaign")
      html.attribute("data-campaign", campaign.address.description)
      if isOpen { html.put(" open") }
      html.put("><summary>")
      html.name(campaign.name)
      html.put(" ")
      html.code(campaign.address)
      html.put(" <span class=quiet>")
      html.plain(Amounts.count(campaign.flights.count, "ad group"))
      if changed > 0 { html.plain(", \(Amounts.grouped(changed)) changed") }
      html.put("</span></summary>\n<table class=flights><thead><tr><th>Ad group<th class=days>")
      html.put("<span class=sr>Calendar</span>")
      axis.writeMonths(on: &html)
      html.put("<th>State<th>Days<th class=n>Budget<th>Plan<tbody>\n")
      for flight in campaign.flights { row(flight, axis, &html) }
      html.put("</table></details>\n")
    }
    html.put("</section>\n")
  }

  private func legend(_ axis: DayAxis, _ html: inout HTMLWriter) {
    axis.writeDefinitions(on: &html)
    html.put("<ul class=legend aria-label=Legend>")
    html.put("<li><svg class=key aria-hidden=true><rect class=on y=6 width=100% height=5 /></svg>")
    html.put("runs<li><svg class=key aria-hidden=true>")
    html.put("<rect class=\"on new\" y=3 width=100% height=10 /></svg>runs, changed by the plan")
    html.put("<li><svg class=key aria-hidden=true>")
    html.put("<rect class=off x=1 y=3 width=32 height=10 /></svg>paused")
    html.put("<li><svg class=key aria-hidden=true>")
    html.put("<rect class=was y=6 width=100% height=3 /></svg>before the plan</ul>\n")
  }

  private func row(_ flight: Flight, _ axis: DayAxis, _ html: inout HTMLWriter) {
    html.put("<tr")
    html.attribute("data-address", flight.address.description)
    html.put("><th scope=row>")
    html.name(flight.name)
    html.put("<td class=days>")
    axis.writeBar(of: flight, on: &html)
    html.put("<td>")
    html.plain(flight.stateText)
    html.put("<td class=dates>")
    html.plain((flight.after ?? flight.before)?.days ?? "")
    if let before = flight.before, let after = flight.after, before.days != after.days {
      html.put("<br><span class=quiet>was ")
      html.plain(before.days)
      html.put("</span>")
    }
    budget(flight, &html)
    html.put("<td>")
    html.plain(flight.planText)
    html.put("\n")
  }

  private func budget(_ flight: Flight, _ html: inout HTMLWriter) {
    guard let side = flight.after ?? flight.before, let budget = side.budget else {
      html.put("<td>")
      return
    }
    html.put("<td class=n")
    html.value(budget.amount)
    html.put(">")
    html.plain(amounts.bare(budget.amount))
    html.put(" <span class=unit>")
    html.plain(budget.daily == nil ? "in all" : "a day")
    if side.isShared { html.put(", shared") }
    html.put("</span>")
    if let before = flight.before?.budget, flight.after != nil, before != budget {
      html.put("<br><span class=quiet>was ")
      html.plain(amounts.bare(before.amount))
      html.put("</span>")
    }
  }
}

extension Flight {
  /// Whether the calendar shows something else after the plan.
  var isChanged: Bool { action != nil || before != after }

  fileprivate var stateText: String {
    guard let after else { return "archived" }
    guard let before, before.state != after.state else { return after.state.title }
    return "\(after.state.title), was \(before.state.title)"
  }

  fileprivate var planText: String {
    switch action {
    case .create: "new"
    case .update: "changed"
    case .replace: "replaced"
    case .archive: "archived for good"
    case nil: before == after ? "" : "changed with its campaign"
    }
  }
}

extension Flight.State {
  fileprivate var title: String { self == .notStarted ? "not started" : rawValue }
}

extension Flight.Side {
  /// `2027-03-01 to 2027-03-31`.
  var days: String { end.map { "\(start) to \($0)" } ?? "from \(start), no end" }
}
