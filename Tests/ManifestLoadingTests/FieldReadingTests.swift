import AdsModel
import Diagnostics
import ManifestLoading
import ManifestModel
import Testing

/// How the fields of resources are read: by what the catalogue says of them.
struct FieldReadingTests {
  private static let root = "version: 1\naccount: { name: northwind-uk, country: GB }\n"

  private static func load(_ campaigns: String) -> Project {
    Project.load(.memory(["pinplan.yaml": root, "campaigns/a.yaml": campaigns]))
  }

  /// One ad group with some lines of its own, below a campaign.
  private static func adGroup(_ lines: String...) -> Project {
    load(
      (["campaigns:", "  a:", "    objective: traffic", "    ad_groups:", "      g:"]
        + lines.map { "        " + $0 }).joined(separator: "\n") + "\n")
  }

  private static func words(_ project: Project) -> [String] {
    project.diagnostics.map { diagnostic in
      let place = diagnostic.span.map { "\($0.start.line):\($0.start.column) " } ?? ""
      let hint = diagnostic.hint.map { " | \($0)" } ?? ""
      return "\(place)\(diagnostic.code.rawValue): \(diagnostic.message)\(hint)"
    }
  }

  @Test func `what is left out holds its default, and is known to be left out`() throws {
    let project = Self.adGroup("bid: 0.40")
    #expect(Self.words(project) == [])
    let campaign = try #require(project.manifest.campaigns.first)
    #expect(campaign.value.name == "a")
    #expect(campaign.value.status == .active)
    #expect(campaign.defaulted == [.name, .status])
    let adGroup = try #require(project.manifest.adGroups.first)
    #expect(adGroup.value.placement == .all)
    #expect(adGroup.defaulted == [.name, .status, .placement])
    #expect(adGroup.unreadable == [])
  }

  @Test func `every form of a field is read as what it is`() throws {
    let project = Self.adGroup(
      "name: UK women", "status: paused", "placement: search",
      "schedule: { start: 2027-03-01, end: 2027-03-31 }", "budget: { daily: 25.00 }",
      "bid: { cpm: 3.00 }",
      "targeting: { locations: [GB], genders: [female], audiences: { exclude: [buyers] } }",
      "keywords: [Velvet Sofa, { text: corner sofa, match: exact, bid: 0.50 }]",
      "ads:", "  hero:", "    pin: https://www.pinterest.co.uk/pin/sofas--813744226420795884/",
      "    tracking_params: { utm_source: pinterest, b: c=d }",
      "lifecycle: { prevent_archive: true, ignore_changes: [bid, budget] }")
    #expect(Self.words(project) == [])
    let declared = try #require(project.manifest.adGroups.first)
    #expect(
      declared.value.fields.all.map { "\($0.path)" } == [
        "name", "status", "placement", "schedule.start", "schedule.end", "budget.daily", "bid.cpm",
        "targeting.locations", "targeting.genders", "targeting.audiences.exclude",
        "lifecycle.prevent_archive",
      ])
    #expect(declared.value.bid == .named(Money(micros: 3_000_000), .cpm))
    #expect(declared.ignoredChanges == [.bid, .budget])
    #expect(declared.defaulted == [])
    #expect(
      project.manifest.keywords.map { "\($0.address)" } == [
        "keyword/a/g/broad/velvet sofa", "keyword/a/g/exact/corner sofa",
      ])
    #expect(project.manifest.keywords.map(\.value.bid) == [nil, Money(micros: 500_000)])
    let ad = try #require(project.manifest.ads.first)
    #expect(ad.value.pin == "813744226420795884")
    #expect(
      ad.value.trackingParams == [
        .init(name: "utm_source", value: "pinterest"), .init(name: "b", value: "c=d"),
      ])
  }

  @Test func `a mistake names its place and leaves the field unreadable, and no other`() throws {
    let project = Self.adGroup(
      "status: on", "bid: 0.40", "budget: { daily: 25,00 }",
      "schedule: { start: 1 March, end: 2027-03-31 }", "targeting: { ages: [18-24, 99] }")
    #expect(
      Self.words(project) == [
        "6:17 field.unknown_value: status has no value \"on\" | it takes active, paused, archived",
        """
        8:29 yaml.unknown_key: a budget has no key "00" | write amounts with a point before the \
        decimals and no comma, such as 1000.50
        """,
        """
        9:28 schedule.not_a_date: schedule.start "1 March" is not a calendar day | write it as \
        YYYY-MM-DD, such as 2027-03-01
        """,
        """
        10:36 field.unknown_value: targeting.ages has no value "99" | it takes 18-24, 19+, 20+, \
        21+, 25-34, 35-44, 45-49, 50-54, 55-64, 65+
        """,
      ])
    let declared = try #require(project.manifest.adGroups.first)
    for path in [FieldPath.status, .dailyBudget, .start, .ages] {
      #expect(!declared.isReadable(path), "\(path)")
    }
    for path in [FieldPath.bid, .end, .placement, .locations] {
      #expect(declared.isReadable(path), "\(path)")
    }
    #expect(declared.value.schedule.end == Day(parsing: "2027-03-31"))
  }

  @Test func `a field that may not be left out is missed at its resource`() {
    #expect(
      Self.words(Self.load("campaigns:\n  a: { ad_groups: { g: { ads: { hero: {} } } } }\n")) == [
        """
        2:3 field.missing: campaign/a has no objective | write `objective:` with one of traffic, \
        engagement, awareness, video_awareness, app_install
        """,
        """
        2:21 field.missing: ad_group/a/g has no bid | write `bid:` with an amount, or `bid: \
        automatic`
        """,
        """
        2:33 field.missing: ad/a/g/hero has no pin | write `pin:` with the Pin's id in quotes, or \
        its URL
        """,
      ])
  }

  @Test func `a misspelt key is not missing as well`() {
    #expect(
      Self.words(Self.adGroup("bidd: 0.40", "targeting: { genderz: [female] }")) == [
        "6:9 yaml.unknown_key: an ad group has no key \"bidd\" | did you mean `bid`?",
        "7:22 yaml.unknown_key: targeting has no key \"genderz\" | did you mean `genders`?",
      ])
  }

  @Test func `a value without its key is told which keys there are`() {
    #expect(
      Self.words(Self.adGroup("bid: 0.40", "budget: 25.00", "schedule: 2027-03-01")) == [
        """
        7:17 yaml.wrong_type: budget "25.00" does not say whether it is daily or lifetime | write \
        `{ daily: 25.00 }` for each day, or `{ lifetime: 25.00 }` for all of it
        """,
        """
        8:19 yaml.wrong_type: schedule "2027-03-01" does not say whether it starts or ends then | \
        write `{ start: 2027-03-01 }`, `{ end: 2027-03-01 }` or both
        """,
      ])
  }

  @Test func `two budgets are one too many`() {
    #expect(
      Self.words(Self.adGroup("bid: 0.40", "budget: { daily: 5, lifetime: 50 }")) == [
        """
        7:17 budget.two_types: ad_group/a/g has a daily and a lifetime budget | keep one of them; \
        a spend_limit on the campaign can cap the other
        """
      ])
  }

  @Test func `a resource that is no mapping is told once`() {
    #expect(
      Self.words(Self.load("campaigns:\n  a: spring\n")) == [
        """
        2:6 yaml.wrong_type: a campaign takes keys and values, not the text "spring" | write \
        `name: …` on a line of its own, further in
        """
      ])
  }

  @Test func `a keyword's text and match type are what it is`() {
    let project = Self.adGroup(
      "bid: 0.40", "keywords: [{ match: exact }, { text: sofa, match: loose }, { text: rug }]")
    #expect(
      Self.words(project) == [
        "7:20 field.missing: a keyword has no text | write `{ text: corner sofa, match: exact }`",
        """
        7:59 field.unknown_value: match has no value "loose" | it takes broad, phrase, exact, \
        negative_phrase, negative_exact
        """,
      ])
    #expect(project.manifest.keywords.map { "\($0.address)" } == ["keyword/a/g/broad/rug"])
  }
}
