import AdsModel
import Planning

extension HTMLReport {
  func header(_ html: inout HTMLWriter) {
    html.put("<header>\n<p class=over>Plan for ")
    html.name(plan.account.name)
    html.put("</p>\n<h1>")
    html.plain(PlanSynopsis(plan).headline)
    html.put("</h1>\n<p class=lead>")
    html.plain(counts)
    html.put("</p>\n")
    facts(&html)
    html.put("<nav aria-label=Sections><a href=\"#spend\">Spend</a>")
    html.put("<a href=\"#calendar\">Calendar</a>")
    if plan.forecast != nil {
      html.put("<a href=\"#days\">Spend by day</a>")
      html.put("<a href=\"#lifetime\">Lifetime budgets</a>")
    }
    html.put("<a href=\"#changes\">Changes</a></nav>\n</header>\n")
  }

  private var counts: String {
    let summary = plan.summary
    guard !plan.isEmpty else {
      return "Nothing changes. \(Amounts.count(summary.unchanged, "resource")) stay as they are."
    }
    var parts = [
      (summary.create, "created"), (summary.update, "updated"), (summary.replace, "replaced"),
      (summary.archive, "archived for good"),
    ].filter { $0.0 > 0 }.map { "\(Amounts.grouped($0)) \($1)" }
    if !plan.moves.isEmpty { parts.append("\(Amounts.grouped(plan.moves.count)) moved") }
    parts.append("\(Amounts.grouped(summary.unchanged)) unchanged")
    return parts.joined(separator: ", ") + "."
  }

  private func facts(_ html: inout HTMLWriter) {
    html.put("<dl class=facts>\n<div><dt>Status<dd class=\"status ")
    if plan.isRefused {
      html.put("bad\">Refused: nothing is applied")
    } else {
      html.put("good\">May be applied")
    }
    html.put("</div>\n<div><dt>Holds until<dd>")
    html.plain(plan.expiresAt.map(TimeText.minute) ?? "no set time")
    html.put("</div>\n<div><dt>Currency<dd>")
    html.plain(plan.account.currency.rawValue)
    html.put("</div>\n<div><dt>Target<dd>")
    html.plain(plan.target.rawValue)
    html.put("</div>\n<div><dt>Compared with<dd>")
    html.plain(plan.lineage == nil ? "no state yet" : "state serial \(plan.serial)")
    html.put("</div>\n<div class=wide><dt>Digest<dd><code id=digest>")
    html.plain(digest)
    html.put("</code></div>\n</dl>\n")
  }
}
