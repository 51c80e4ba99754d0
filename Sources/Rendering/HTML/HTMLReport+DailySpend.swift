import AdsModel
import Planning

extension HTMLReport {
  func dailySpend(_ forecast: Forecast, _ html: inout HTMLWriter) {
    html.put("<section id=days><h2>Worst-case spend by day</h2>\n<p class=quiet>")
    html.put("Daily budgets on each day inside their schedules, daily limits applied. ")
    html.put("Lifetime budgets come on top; they are below.</p>\n")
    let axis = DayAxis(from: forecast.from, to: forecast.to)
    let spending = forecast.campaigns.filter {
      $0.dailyBefore.spends || $0.dailyAfter.spends
    }
    selector(spending, &html)
    figure(nil, "All campaigns", forecast.dailyBefore, forecast.dailyAfter, axis, &html)
    if !spending.isEmpty {
      html.put("<details id=plots><summary>By campaign <span class=quiet>(")
      html.plain(Amounts.grouped(spending.count))
      html.put(")</span></summary>\n")
      for campaign in spending {
        figure(
          campaign.address, campaign.name, campaign.dailyBefore, campaign.dailyAfter, axis, &html)
      }
      html.put("</details>\n")
    }
    html.put("</section>\n")
  }

  private func selector(_ campaigns: [CampaignForecast], _ html: inout HTMLWriter) {
    guard !campaigns.isEmpty else { return }
    html.put("<p class=\"controls js\" hidden><label>Campaign <select id=plot>")
    html.put("<option value=\"\">All campaigns")
    for campaign in campaigns {
      html.put("<option")
      html.attribute("value", campaign.address.description)
      html.put(">")
      html.text(campaign.name)
      if campaign.dailyBefore != campaign.dailyAfter { html.put(" (changed)") }
    }
    html.put("</select></label></p>\n")
  }

  private func figure(
    _ campaign: Address?, _ name: String, _ before: [Forecast.Run], _ after: [Forecast.Run],
    _ axis: DayAxis, _ html: inout HTMLWriter
  ) {
    html.put("<figure")
    html.attribute("data-campaign", campaign?.description ?? "")
    html.put("><figcaption>")
    html.name(name)
    html.put("<ul class=legend aria-label=Legend>")
    if before == after {
      html.put("<li><svg class=key aria-hidden=true><line class=after x2=100% y1=8 y2=8 /></svg>")
      html.put("before and after are the same")
    } else {
      html.put("<li><svg class=key aria-hidden=true><line class=before x2=100% y1=8 y2=8 /></svg>")
      html.put("before<li><svg class=key aria-hidden=true>")
      html.put("<line class=after x2=100% y1=8 y2=8 /></svg>after")
    }
    html.put("</ul></figcaption>\n")
    StepPlot(before: before, after: after, axis: axis, amounts: amounts).write(on: &html)
    table(before, after, &html)
    html.put("</figure>\n")
  }

  /// The numbers behind a plot: days that follow each other and are equal share a row.
  private func table(
    _ before: [Forecast.Run], _ after: [Forecast.Run], _ html: inout HTMLWriter
  ) {
    html.put("<details class=numbers><summary>As a table</summary>\n<table class=runs><thead><tr>")
    html.put("<th>From<th>To<th class=n>Days<th class=n>Before, a day<th class=n>After, a day")
    html.put("<th class=n>Change<th class=n>%<tbody>\n")
    for segment in ForecastSegment.segments(before, after) {
      html.put("<tr><td>")
      html.plain(segment.from.description)
      html.put("<td>")
      html.plain(segment.to.description)
      html.put("<td class=n>")
      html.plain(String(segment.to.number - segment.from.number + 1))
      html.cell(segment.before)
      html.cell(segment.after)
      html.differenceCells(from: segment.before, to: segment.after)
      html.put("\n")
    }
    html.put("</table></details>\n")
  }

  func lifetime(_ forecast: Forecast, _ html: inout HTMLWriter) {
    html.put("<section id=lifetime><h2>Lifetime budgets</h2>\n<p class=quiet>")
    html.put("What is active and not ended may spend, whole, until its end; ")
    html.put("nobody knows on which days. Past spend is not subtracted.</p>\n")
    let campaigns = forecast.campaigns.filter {
      $0.lifetimeBefore > .zero || $0.lifetimeAfter > .zero
    }
    guard !campaigns.isEmpty else {
      html.put("<p>There are none.</p></section>\n")
      return
    }
    html.put("<div class=scroll tabindex=0 role=region aria-label=\"Lifetime budgets\">")
    html.put("<table><thead><tr><th>Campaign<th class=n>Before<th class=n>After")
    html.put("<th class=n>Change<th class=n>%<tbody>\n")
    for campaign in campaigns {
      html.put("<tr")
      html.attribute("data-campaign", campaign.address.description)
      html.put("><th scope=row>")
      html.name(campaign.name)
      html.put(" ")
      html.code(campaign.address)
      html.cell(campaign.lifetimeBefore)
      html.cell(campaign.lifetimeAfter)
      html.differenceCells(from: campaign.lifetimeBefore, to: campaign.lifetimeAfter)
      html.put("\n")
    }
    html.put("<tfoot><tr><th scope=row>All campaigns")
    html.cell(plan.spendBefore.lifetime, path: "spend.lifetime_before")
    html.cell(plan.spendAfter.lifetime, path: "spend.lifetime_after")
    html.differenceCells(from: plan.spendBefore.lifetime, to: plan.spendAfter.lifetime)
    html.put("\n</table></div>\n</section>\n")
  }
}

/// Days that follow each other and have the same amounts before and after.
struct ForecastSegment {
  let from: Day
  let to: Day
  let before: Money
  let after: Money

  static func segments(_ before: [Forecast.Run], _ after: [Forecast.Run]) -> [Self] {
    var segments: [Self] = []
    var (left, right) = (before[...], after[...])
    while let old = left.first, let new = right.first {
      let to = min(old.to, new.to)
      segments.append(
        Self(from: max(old.from, new.from), to: to, before: old.amount, after: new.amount))
      if old.to <= to { left.removeFirst() }
      if new.to <= to { right.removeFirst() }
    }
    return segments
  }
}

extension [Forecast.Run] {
  var spends: Bool { contains { $0.amount > .zero } }
}
