import AdsModel
import Diagnostics
import Planning
import Rendering
import TestSupport

/// Texts that try to be markup, mentions or commands where a report is read.
enum HostileMarkup {
  static let all =
    HostileText.all + [
      "</details></summary><script>alert(1)</script>", "<!-- --> <img src=x onerror=alert(1)>",
      "a | b || c \\| d", "@northwind/leads please approve", "a@b.example",
      "[click](https://evil.example)", "![x](https://evil.example/x.png)", "<https://evil.example>",
      "www.evil.example", "http://evil.example/?a=1&b=2", "# heading", "- item", "1. item",
      "1) item",
      "> quote", "``` code", "`code`", "**bold** __bold__ _em_ *em* ~~gone~~", "$x^2$ $`y`$",
      "owner/repo#123 !45 ~label %milestone &7", ":tada: :+1:", "&lt;b&gt; &#64;x &amp;",
      "=====", "-----", "+ plus", "[^1] [ref]: https://evil.example", "::error::x\r\n::notice::y",
      "100%0Adone, a:b", "{0} [a](1) \\[", "\u{E000}-->", "-->", "--!>", "</bdi>",
    ]
}

enum MarkdownSamples {
  static let time = Instant(secondsSince1970: 1_795_341_600)

  static func options(
    budget: Int = MarkdownOptions.defaultBudget, view: PlanView = .changes,
    sourceURL: String? = "https://git.example/northwind/ads/blob/3f2a9c01"
  ) -> MarkdownOptions {
    MarkdownOptions(
      sourceURL: sourceURL, headCommit: "3f2a9c01b7de55aa", time: time, byteBudget: budget,
      view: view)
  }

  /// A week of a team: edits, a new campaign, one that ends, one that is replaced, ads that pause.
  static var rich: Plan {
    var plan = Samples.everything
    let outdoor = Address.campaign("outdoor")
    let patio = Address.adGroup("outdoor", "patio")
    var group = AdGroup(name: "Patio", bid: .automatic)
    group.budget = .lifetime(Money(micros: 540_000_000))
    group.schedule.end = Day(year: 2027, month: 5, day: 31)
    group.targeting.locations = ["GB", "IE"]
    plan.changes =
      Samples.edits.changes + Samples.archives.changes.prefix(5)
      + Samples.pauseAndReplace.changes.prefix(1) + [
        .creating(
          outdoor, Campaign(name: "Outdoor living", objective: .awareness), name: "Outdoor living",
          line: 70, defaulted: [.status]),
        .creating(
          patio, group, name: "Patio", line: 74, defaulted: [.status, .placement],
          notes: ["starts on 2026-11-23, the next UTC day"]),
        .creating(
          .ad(in: patio, "deck"), Ad(pin: "813744226420795890"), name: "deck", line: 90,
          defaulted: [.status], notes: ["goes into review, which takes up to 24 h"]),
      ]
    for number in 1...12 {
      let text = "patio idea \(number)"
      plan.changes.append(
        .creating(
          .keyword(in: patio, .broad, text), Keyword(text: text), name: text, line: 75 + number))
    }
    for number in 1...214 {
      let group = Address.adGroup("always-on", "group-\(number % 4)")
      plan.changes.append(
        .editing(
          .ad(in: group, "ad-\(number)"), name: "Ad \(number)", line: number, .status,
          .text("active"), .text("paused")))
    }
    plan.summary = PlanSummary()
    for change in plan.changes { plan.summary.count(change.action) }
    plan.summary.unchanged = 12
    plan.notes = ["Lifetime budgets are not paced evenly: much of one can be spent in a day."]
    plan.spendAfter.next30DaysMax = Money(micros: 6_325_500_000)
    plan.spendAfter.lifetime = Money(micros: 1_240_000_000)
    plan.diagnostics.append(
      Diagnostic(
        .guardrailMaxDailySpend, .error,
        "daily spend would be 2715.00 GBP, over max_daily_spend 2500.00", at: nil,
        hint: "lower a budget, or `--override guardrail.max_daily_spend`"))
    return plan
  }

  /// Every place of a plan that a user or a target fills, with one text.
  static func plan(with text: String) -> Plan {
    let group = Address.adGroup("a", "b")
    let keyword = Address.keyword(in: group, .exact, text)
    var change = Change.editing(
      .campaign("a"), name: text, line: 1, FieldPath(text), .text(text), .list([text, text]),
      notes: [text])
    change.source = Place(file: text, line: 4)
    change.fields.append(FieldChange(path: .name, before: .text(text), after: .text(text + "!")))
    var replaced = Change(.replace, .campaign("d"), reason: .replaceRequested, name: text, id: text)
    replaced.notes = [text]
    var plan = Plan.sample(
      [
        change, replaced,
        .creating(keyword, Keyword(text: text, match: .exact), name: text, line: 5, notes: [text]),
        .creating(.campaign("c"), Campaign(name: text, objective: .traffic), name: text, line: 6),
        .archiving(.campaign("e"), name: text),
        .archiving(.keyword(in: group, .broad, text), name: text),
      ]
        + (1...3).map {
          .editing(.ad(in: group, "x\($0)"), name: text, line: $0, .name, .text(text), .text("x"))
        })
    plan.account.name = text
    plan.notes = [text]
    plan.overrides = [Override(code: .guardrailProtected, reason: text)]
    plan.moves = [Move(from: keyword, to: .keyword(in: group, .phrase, text))]
    plan.diagnostics = [.error, .warning].map { severity in
      diagnostic(text, severity)
    }
    return plan
  }

  static func diagnostic(_ text: String, _ severity: Severity = .error) -> Diagnostic {
    let span = SourceSpan(
      file: text, start: .init(line: 3, column: 2), end: .init(line: 3, column: 4))
    return Diagnostic(
      .fieldUnknownValue, severity, text, at: span, address: text, hint: text,
      notes: [.init(text, at: span)])
  }
}
