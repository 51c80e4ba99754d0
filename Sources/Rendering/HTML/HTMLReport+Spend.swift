import AdsModel
import Diagnostics
import Planning

extension HTMLReport {
  func spend(_ html: inout HTMLWriter) {
    html.put("<section id=spend><h2>Spend</h2>\n<p class=quiet>")
    html.put("The worst case: what is active spends all that its budgets and limits allow.</p>\n")
    html.put("<div class=scroll tabindex=0 role=region aria-label=Spend><table><thead><tr><th>")
    html.plain(plan.account.currency.rawValue)
    html.put("<th class=n>Before<th class=n>After<th class=n>Change<th class=n>%<tbody>\n")
    let rows = [
      ("Daily budgets", "daily", plan.spendBefore.daily, plan.spendAfter.daily),
      ("Lifetime budgets", "lifetime", plan.spendBefore.lifetime, plan.spendAfter.lifetime),
      (
        "Most in the next 30 days", "next_30_days_max", plan.spendBefore.next30DaysMax,
        plan.spendAfter.next30DaysMax
      ),
    ]
    for (title, key, before, after) in rows {
      html.put("<tr><th scope=row>")
      html.plain(title)
      html.cell(before, path: "spend.\(key)_before")
      html.cell(after, path: "spend.\(key)_after")
      html.differenceCells(from: before, to: after)
      html.put("\n")
    }
    html.put("</table></div>\n</section>\n")
  }

  /// What refuses the plan, what warns, what was let through, and what is said of it as a whole.
  func remarks(_ html: inout HTMLWriter) {
    let errors = plan.diagnostics.filter { $0.severity == .error }
    let warnings = plan.diagnostics.filter { $0.severity == .warning }
    list(errors, "Refused", "bad", &html)
    list(warnings, Amounts.count(warnings.count, "warning"), "warn", &html)
    if !plan.overrides.isEmpty {
      html.put("<section class=\"remarks warn\"><h2>Guardrails let through</h2><ul>\n")
      for override in plan.overrides {
        html.put("<li><code>")
        html.plain(override.code.rawValue)
        html.put("</code> because: ")
        html.name(override.reason)
        html.put("\n")
      }
      html.put("</ul></section>\n")
    }
    guard !plan.notes.isEmpty else { return }
    html.put("<section class=remarks><h2>Good to know</h2><ul>\n")
    for note in plan.notes {
      html.put("<li>")
      html.text(note)
      html.put("\n")
    }
    html.put("</ul></section>\n")
  }

  private func list(
    _ diagnostics: [Diagnostic], _ title: String, _ role: String, _ html: inout HTMLWriter
  ) {
    guard !diagnostics.isEmpty else { return }
    html.put("<section")
    html.attribute("class", "remarks \(role)")
    html.put("><h2>")
    html.plain(title)
    html.put("</h2><ul>\n")
    for diagnostic in diagnostics {
      html.put("<li data-code=\"")
      html.plain(diagnostic.code.rawValue)
      html.put("\">")
      html.text(diagnostic.message)
      if let hint = diagnostic.hint {
        html.put("<br><span class=quiet>")
        html.text(hint)
        html.put("</span>")
      }
      html.put("<br><code>")
      html.plain(diagnostic.code.rawValue)
      html.put("</code>")
      if let place = diagnostic.span?.description ?? diagnostic.wholeFile {
        html.put(" <span class=place>")
        html.text(place)
        html.put("</span>")
      }
      html.put("\n")
    }
    html.put("</ul></section>\n")
  }
}
