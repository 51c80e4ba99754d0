import AdsModel
import Diagnostics
import Planning

/// Plans as they come up in a team's week.
public enum Samples {
  public static let spring = Address.campaign("spring-sale")
  public static let ukWomen = Address.adGroup("spring-sale", "uk-women")

  /// A project's first plan: one campaign with everything below it, and an audience.
  public static var createAll: Plan {
    var campaign = Campaign(name: "Spring sale 2027", objective: .traffic)
    campaign.spendLimit = SpendLimit(
      daily: Money(micros: 200_000_000), lifetime: Money(micros: 4_000_000_000))
    var group = AdGroup(name: "UK women 25-44", bid: .plain(Money(micros: 350_000)))
    group.budget = .daily(Money(micros: 25_000_000))
    group.schedule = Schedule(
      start: Day(year: 2027, month: 3, day: 1), end: Day(year: 2027, month: 3, day: 31))
    group.targeting.locations = ["GB"]
    group.targeting.languages = ["en-GB"]
    group.targeting.genders = [.female]
    group.targeting.ages = [.from25, .from35]
    group.targeting.devices = [.iphone, .androidMobile]
    group.targeting.interests = ["home_decor"]
    group.targeting.includedAudiences = ["visitors-30d"]
    group.targeting.excludedAudiences = ["recent-buyers"]
    var rest = AdGroup(name: "UK everyone", bid: .automatic)
    rest.budget = .lifetime(Money(micros: 1_240_000_000))
    rest.schedule.end = Day(year: 2027, month: 3, day: 31)
    rest.status = .paused
    let everyone = Address.adGroup("spring-sale", "everyone")
    var ad = Ad(pin: "813744226420795884")
    ad.name = "Velvet hero"
    ad.destinationURL = "https://northwind.example/sofas"
    ad.trackingParams = [.init(name: "utm_source", value: "pinterest")]
    let audience = Audience(
      name: "Visitors 30 days",
      .visitor(.init(tag: "2617998078211", retentionDays: 30, events: ["add_to_cart"])))
    let review = "the ad goes into review, up to 24 h, before it runs"
    var changes: [Change] = [
      .creating(.audience("visitors-30d"), audience, name: "Visitors 30 days", line: 60),
      .creating(spring, campaign, name: campaign.name, line: 2, defaulted: [.status]),
      .creating(ukWomen, group, name: group.name, line: 7, defaulted: [.status, .placement]),
      .creating(everyone, rest, name: rest.name, line: 40, defaulted: [.placement, .start]),
      .creating(
        .ad(in: ukWomen, "hero"), ad, name: "Velvet hero", line: 30, defaulted: [.status],
        notes: [review]),
      .creating(
        .ad(in: ukWomen, "second"), Ad(pin: "813744226420795885"), name: "second", line: 35,
        defaulted: [.status], notes: [review]),
    ]
    changes[3].start = Day(year: 2026, month: 11, day: 23)
    changes[3].notes = ["starts on 2026-11-23, the next UTC day"]
    for (line, text) in ["velvet sofa", "corner sofa", "sofa bed", "green, velvet"].enumerated() {
      let match: MatchType = line == 1 ? .exact : line == 3 ? .negativePhrase : .broad
      let bid = line == 1 ? Money(micros: 500_000) : nil
      changes.append(
        .creating(
          .keyword(in: ukWomen, match, text), Keyword(text: text, match: match, bid: bid),
          name: text, line: 20 + line))
    }
    for number in 1...12 {
      let text = "sofa idea \(number)"
      changes.append(
        .creating(
          .keyword(in: everyone, .broad, text), Keyword(text: text), name: text, line: 50 + number))
    }
    var plan = Plan.sample(changes, unchanged: 0)
    plan.lineage = nil
    plan.serial = 0
    plan.spendBefore = Spend()
    plan.spendAfter.daily = Money(micros: 25_000_000)
    plan.spendAfter.lifetime = Money(micros: 1_240_000_000)
    plan.spendAfter.next30DaysMax = Money(micros: 1_240_000_000)
    plan.expiresAt = Instant(parsing: "2026-11-23T00:00:00Z")
    plan.notes = ["ad groups that start on their own day are not delayed by a late apply"]
    return plan
  }

  /// Bids, budgets, dates, targeting and keywords of campaigns that are running.
  public static var edits: Plan {
    let interests = "its ads go back into review, up to 24 h, because interests changed"
    var group = Change.editing(
      ukWomen, name: "UK women 25-44", line: 15, .bid, .cents(35), .cents(45), notes: [interests])
    group.fields += [
      FieldChange(path: .dailyBudget, before: .cents(2500), after: .cents(3000)),
      FieldChange(path: .end, before: nil, after: Day(parsing: "2027-04-15").map { .day($0) }),
      FieldChange(
        path: .locations, before: .list(["GB", "CA"]), after: .list(["GB", "US", "IE"])),
      FieldChange(path: .interests, before: nil, after: .list(["home_decor"])),
    ]
    let corner = Address.keyword(in: ukWomen, .exact, "corner sofa")
    var bed = Keyword(text: "sofa bed")
    bed.bid = Money(micros: 400_000)
    var plan = Plan.sample([
      group,
      .editing(corner, name: "corner sofa", line: 22, .bid, .cents(50), .cents(55)),
      .creating(.keyword(in: ukWomen, .broad, "sofa bed"), bed, name: "sofa bed", line: 23),
      .archiving(.keyword(in: ukWomen, .phrase, "old sofa"), name: "old sofa"),
      .editing(
        .ad(in: ukWomen, "hero"), name: "Velvet hero", line: 31, .destinationURL,
        .text("https://northwind.example/collections/sofas/velvet?ref=spring-2026"),
        .text("https://northwind.example/collections/sofas/velvet-and-corduroy?ref=spring-2027")),
    ])
    plan.spendAfter.daily = Money(micros: 245_000_000)
    plan.spendAfter.next30DaysMax = Money(micros: 8_050_000_000)
    return plan
  }

  /// A campaign that left the YAML with all that is below it, and an ad group elsewhere.
  public static var archives: Plan {
    let old = Address.campaign("winter-sale")
    let group = Address.adGroup("winter-sale", "all")
    var plan = Plan.sample([
      .archiving(old, name: "Winter sale"),
      .archiving(group, name: "All"),
      .archiving(.keyword(in: group, .broad, "snow"), name: "snow"),
      .archiving(.keyword(in: group, .broad, "ice"), name: "ice"),
      .archiving(.ad(in: group, "hero"), name: "Snow hero"),
      .archiving(ukWomen, name: "UK women 25-44"),
      .archiving(.ad(in: ukWomen, "hero"), name: "Velvet hero"),
    ])
    plan.spendAfter.daily = Money(micros: 190_500_000)
    plan.spendAfter.next30DaysMax = Money(micros: 6_100_000_000)
    return plan
  }

  /// A paused campaign, and a replacement that `--replace` asked for.
  public static var pauseAndReplace: Plan {
    var replaced = Change(
      .replace, .campaign("app"), reason: .replaceRequested, name: "App", id: "1203")
    replaced.fields = [
      FieldChange(path: .objective, before: .text("traffic"), after: .text("app_install")),
      FieldChange(path: .status, before: .text("active"), after: .text("active")),
    ]
    replaced.source = Place(file: "campaigns/app.yaml", line: 3)
    return .sample([
      replaced,
      .editing(
        spring, name: "Spring sale 2027", line: 4, .status, .text("active"), .text("paused"),
        notes: ["2 ad groups and 7 ads stop with it and start again when it does"]),
    ])
  }

  /// Two campaigns that swap keys and one that is renamed: nothing but moves.
  public static var renames: Plan {
    var plan = Plan.sample([
      .editing(
        .campaign("spring-2027"), name: "Spring 2027", line: 2, .name, .text("Spring sale"),
        .text("Spring 2027"))
    ])
    plan.moves = [
      Move(from: spring, to: .campaign("spring-2027")),
      Move(from: .campaign("winter"), to: .campaign("winter-2027")),
    ]
    return plan
  }

  /// A plan that guardrails refuse, one of which somebody let through.
  public static var refused: Plan {
    var plan = Plan.sample([
      .editing(
        ukWomen, name: "UK women 25-44", line: 15, .dailyBudget, .cents(2500), .cents(250_000))
    ])
    plan.spendAfter.daily = Money(micros: 2_715_000_000)
    plan.spendAfter.next30DaysMax = Money(micros: 82_150_000_000)
    plan.overrides = [Override(code: .guardrailMaxBudgetChange, reason: "launch week, Ana agreed")]
    plan.diagnostics = [
      Diagnostic(
        .guardrailMaxDailySpend, .error,
        "daily spend would be 2715.00 GBP, over max_daily_spend 2500.00", at: nil)
    ]
    return plan
  }

  public static var empty: Plan { .sample([], unchanged: 14) }

  /// A plan with something under every name of its document.
  public static var everything: Plan {
    var plan = edits
    plan.changes += createAll.changes + archives.changes + pauseAndReplace.changes
    plan.summary = PlanSummary()
    for change in plan.changes { plan.summary.count(change.action) }
    plan.moves = renames.moves
    plan.appliedMoves = [Move(from: .campaign("a"), to: .campaign("b"))]
    plan.reliances = [Plan.Reliance(address: .audience("recent-buyers"), version: 2)]
    plan.expiresAt = Instant(parsing: "2026-11-23T00:00:00Z")
    plan.forecast = forecast
    plan.notes = ["a note"]
    plan.overrides = [Override(code: .guardrailMaxBidChange, reason: "launch week")]
    let start = SourcePosition(line: 15, column: 14)
    let span = SourceSpan(
      file: "campaigns/spring.yaml", start: start, end: SourcePosition(line: 15, column: 18))
    let note = SourceSpan(file: "pinplan.yaml", start: start, end: start)
    plan.diagnostics = [
      Diagnostic(
        .bidNearPeggedMinimum, .warning, "bid 0.45 is near the minimum", at: span,
        address: ukWomen.description, hint: "write more", notes: [.init("set here", at: note)]),
      Diagnostic(.adGroupNoAds, .warning, "has no ads", at: nil),
    ]
    return plan
  }
}
