import AdsModel
import Diagnostics
import ManifestLoading
import ManifestModel
import Planning
import TestSupport
import Testing

/// What a plan does about audiences: what waits for what, how long it takes, and what moves along.
struct AudiencePlanTests {
  private static let now = Instant(secondsSince1970: 1_795_341_600)

  private static func manifest(_ text: String) -> Manifest {
    let project = Project.load(
      .memory([
        "pinplan.yaml": "version: 1\naccount: { name: northwind-uk, country: GB }\n" + text
      ]))
    #expect(project.diagnostics == [])
    return project.manifest
  }

  private static func plan(_ manifest: Manifest, _ state: StoredState? = nil) -> Plan {
    PlanDraft(manifest: manifest, state: state, options: PlanOptions(), now: now).plan
  }

  private static func applied(_ manifest: Manifest, to state: StoredState? = nil) -> StoredState {
    let empty = StoredState(lineage: "test", account: manifest.account, target: .local)
    return (state ?? empty).applying(plan(manifest, state))
  }

  private static func steps(_ plan: Plan) -> [String] {
    plan.changes.map { "\($0.action.rawValue) \($0.address)" }
  }

  private static func adGroup(_ targeting: String) -> String {
    "{ bid: 0.35, budget: { daily: 5.00 }, targeting: { locations: [GB]\(targeting) }, ads: { hero: { pin: \"1\" } } }"
  }

  /// Every type, each with all that it can say.
  private static let everyType = """
    audiences:
      like: { type: actalike, seed: customers, country: GB, percentage: 3 }
      customers:
        { type: customer_list, source: lists/a.csv, identifiers: email, sync: replace,
          suppress: lists/b.csv, hashing: sha256, terms_accepted: true, opt_outs_removed: true }
      devices:
        { type: customer_list, identifiers: idfa, sync: external, allow_idfa: true,
          terms_accepted: true, opt_outs_removed: true, source: !env DEVICES }
      visitors:
        { type: visitor, tag: "1", retention_days: 30, include_past_traffic: false,
          events: [search, signup], urls: [{ contains: /a }], sources: [mobile],
          filters: [{ field: order_id, not_equals: none }], description: Who searched }
      anybody: { type: visitor, tag: "1" }
      pins: { type: engagement, engagement: all, source: { pins: ["1", "2"] } }
      ads: { type: engagement, engagement: all, source: { ads: [spring/women/hero, "9"] } }
      campaigns: { type: engagement, engagement: all, source: { campaigns: [spring] } }
      objectives: { type: engagement, engagement: all, source: { objectives: [traffic] } }
      domains: { type: engagement, engagement: optimized, source: { domains: [a.example] } }
      engaged: { type: engagement, engagement: all, retention_days: 540 }
      partner: { type: external, id: "3", third_party: true, lifecycle: { prevent_archive: true } }
    campaigns:
      spring: { objective: traffic, ad_groups: { women: \(Self.adGroup("")) } }
    """

  @Test func `audiences of every type are as declared once they are applied`() {
    let manifest = Self.manifest(Self.everyType)
    let state = Self.applied(manifest)
    #expect(Self.plan(manifest, state).isEmpty)
    for audience in manifest.audiences {
      let stored = state.resources.first { $0.address == audience.address }
      let fields = stored.flatMap { Fields(json: $0.attributes) }
      #expect(fields.flatMap(Audience.init(fields:)) == audience.value, "\(audience.address)")
    }
  }

  @Test func `audiences of every type are archived once they are taken out`() {
    let state = Self.applied(Self.manifest(Self.everyType))
    let rest = Self.manifest(
      "campaigns:\n  spring: { objective: traffic, ad_groups: { women: \(Self.adGroup("")) } }\n")
    let plan = Self.plan(rest, state)
    #expect(plan.summary.archive == 12)
    #expect(plan.changes.allSatisfy { $0.notes == ["archiving is permanent"] })
    #expect(Self.plan(rest, state.applying(plan)).isEmpty)
  }

  @Test func `another order of what is a set is no change`() {
    let state = Self.applied(Self.manifest(Self.everyType))
    let turned = Self.everyType.replacing("[search, signup]", with: "[signup, search]")
      .replacing("[\"1\", \"2\"]", with: "[\"2\", \"1\"]")
    #expect(turned != Self.everyType)
    #expect(Self.plan(Self.manifest(turned), state).isEmpty)
  }

  @Test func `what an audience is made from comes before it, and it before who names it`() {
    let plan = Self.plan(
      Self.manifest(
        """
        audiences:
          like-engaged: { type: actalike, seed: of-ad, country: GB, percentage: 3 }
          of-ad: { type: engagement, engagement: all, source: { ads: [spring/women/hero] } }
          of-campaign: { type: engagement, engagement: all, source: { campaigns: [summer] } }
          other: { type: external, id: "1" }
        campaigns:
          spring:
            objective: traffic
            ad_groups:
              men: \(Self.adGroup(", audiences: { include: [like-engaged] }"))
              women: \(Self.adGroup(", audiences: { exclude: [of-campaign, other] }"))
          summer: { objective: traffic, ad_groups: { all: \(Self.adGroup("")) } }
        """))
    #expect(
      Self.steps(plan) == [
        "create audience/other", "create campaign/spring", "create campaign/summer",
        "create audience/of-campaign", "create ad_group/spring/women", "create ad_group/summer/all",
        "create ad/spring/women/hero", "create audience/of-ad", "create audience/like-engaged",
        "create ad_group/spring/men", "create ad/spring/men/hero", "create ad/summer/all/hero",
      ])
  }

  @Test func `an audience that gets another source waits for it, and one that goes is the last`() {
    let before = Self.manifest(
      """
      audiences:
        old: { type: external, id: "1" }
        like: { type: actalike, seed: old, country: GB, percentage: 3 }
      campaigns:
        spring:
          objective: traffic
          ad_groups: { women: \(Self.adGroup(", audiences: { include: [old] }")) }
      """)
    let after = Self.manifest(
      """
      audiences:
        like: { type: actalike, seed: new, country: GB, percentage: 3 }
        new: { type: visitor, tag: "1" }
      campaigns:
        spring:
          objective: traffic
          ad_groups: { women: \(Self.adGroup("")) }
      """)
    let plan = Self.plan(after, Self.applied(before))
    #expect(
      Self.steps(plan) == [
        "update ad_group/spring/women", "create audience/new", "update audience/like",
        "archive audience/old",
      ])
    #expect(plan.changes[2].notes == ["is filled anew: up to 72 h"])
  }

  @Test func `each type takes its time, and an ad group on one that is not ready says so`() {
    let text = """
      audiences:
        visitors: { type: visitor, tag: "1" }
        customers: { type: customer_list, source: a.csv, identifiers: email, terms_accepted: true, opt_outs_removed: true }
        engaged: { type: engagement, engagement: all }
        like-customers: { type: actalike, seed: customers, country: GB, percentage: 3 }
        partner: { type: external, id: "1" }
      campaigns:
        spring:
          objective: traffic
          ad_groups: { women: \(Self.adGroup(", audiences: { include: [visitors, partner], exclude: [customers] }")) }
      """
    let manifest = Self.manifest(text)
    let plan = Self.plan(manifest)
    let notes = Dictionary(
      uniqueKeysWithValues: plan.changes.map { ($0.address.description, $0.notes) })
    #expect(notes["audience/visitors"] == ["can be used once it is filled: up to 24 h"])
    #expect(notes["audience/customers"] == ["can be used once it is filled: 24 to 48 h"])
    #expect(notes["audience/engaged"] == ["can be used once it is filled: up to 24 h"])
    #expect(notes["audience/like-customers"] == ["can be used once it is filled: up to 72 h"])
    #expect(notes["audience/partner"] == [])
    #expect(
      notes["ad_group/spring/women"]?.suffix(2) == [
        "audience/visitors is not ready yet: up to 24 h",
        "audience/customers is not ready yet: 24 to 48 h",
      ])
    let later = Self.manifest(
      text.replacing(
        "  partner:",
        with:
          "  like-visitors: { type: actalike, seed: visitors, country: GB, percentage: 3 }\n  partner:"
      ).replacing("tag: \"1\"", with: "tag: \"1\", name: V")
        .replacing("engagement: all", with: "engagement: all, retention_days: 30"))
    let next = Self.plan(later, Self.applied(manifest))
    #expect(
      Dictionary(uniqueKeysWithValues: next.changes.map { ($0.address.description, $0.notes) })
        == [
          "audience/visitors": [], "audience/engaged": ["is filled anew: up to 24 h"],
          "audience/like-visitors": ["can be used once it is filled: up to 24 h"],
        ])
  }

  @Test func `what names something that moves names it by its new key`() {
    let before = Self.manifest(
      """
      audiences:
        buyers: { type: external, id: "1" }
        like: { type: actalike, seed: buyers, country: GB, percentage: 3 }
        of-campaign: { type: engagement, engagement: all, source: { campaigns: [spring, "7"] } }
        of-ad: { type: engagement, engagement: all, source: { ads: [spring/women/hero, "9"] } }
      campaigns:
        spring:
          objective: traffic
          ad_groups: { women: \(Self.adGroup(", audiences: { include: [like] }")) }
      """)
    let after = Self.manifest(
      """
      audiences:
        clients: { type: external, id: "1", name: buyers }
        like: { type: actalike, seed: clients, country: GB, percentage: 3 }
        of-campaign: { type: engagement, engagement: all, source: { campaigns: [april, "7"] } }
        of-ad: { type: engagement, engagement: all, source: { ads: [april/all/main, "9"] } }
      campaigns:
        april:
          name: spring
          objective: traffic
          ad_groups:
            all: { name: women, bid: 0.35, budget: { daily: 5.00 }, targeting: { locations: [GB], audiences: { include: [like] } }, ads: { main: { pin: "1" } } }
      moved:
        - { from: audience/buyers, to: audience/clients }
        - { from: campaign/spring, to: campaign/april }
        - { from: ad_group/april/women, to: ad_group/april/all }
        - { from: ad/april/all/hero, to: ad/april/all/main }
      """)
    let state = Self.applied(before)
    let plan = Self.plan(after, state)
    #expect(Self.steps(plan) == [])
    #expect(plan.moves.count == 4)
    #expect(Self.plan(after, Self.applied(after, to: state)).isEmpty)
  }

  @Test func `a plan relies on what an audience is made from`() {
    let text = """
      audiences:
        buyers: { type: external, id: "1" }
        of-campaign: { type: engagement, engagement: all, source: { campaigns: [spring] } }
      campaigns:
        spring: { objective: traffic, ad_groups: { women: \(Self.adGroup("")) } }
      """
    let state = Self.applied(
      Self.manifest(
        text.replacing(
          "  of-campaign: { type: engagement, engagement: all, source: { campaigns: [spring] } }\n",
          with: "")))
    let plan = Self.plan(Self.manifest(text), state)
    #expect(Self.steps(plan) == ["create audience/of-campaign"])
    #expect(plan.reliances.map(\.address) == [.campaign("spring")])
  }

  /// What versions before these fields stored of audiences.
  private static func old(_ attributes: [(String, String)]) -> StoredState {
    let manifest = manifest("")
    var state = StoredState(lineage: "test", account: manifest.account, target: .local)
    state.resources = attributes.enumerated().map { index, resource in
      StoredResource(
        address: .audience(resource.0), id: "\(index + 1)", status: .active,
        attributes: Array(resource.1.utf8))
    }
    return state
  }

  @Test func `what an older version stored of audiences is no change`() {
    let state = Self.old([
      (
        "customers",
        #"{"identifiers":["email"],"name":"Customers","source":"lists/a.csv","type":"customer_list"}"#
      ),
      (
        "engaged",
        #"{"engagement":"optimized","name":"engaged","source.campaigns":["spring"],"type":"engagement"}"#
      ),
      (
        "like",
        #"{"country":"GB","name":"like","percentage":3,"seed":"customers","type":"actalike"}"#
      ),
      (
        "partner",
        #"{"id":"2542620905475","lifecycle.prevent_archive":true,"name":"partner","type":"external"}"#
      ),
      ("visitors", #"{"events":["signup","search"],"name":"visitors","tag":"1","type":"visitor"}"#),
    ])
    let plan = Self.plan(
      Self.manifest(
        """
        audiences:
          customers: { type: customer_list, name: Customers, source: lists/a.csv, identifiers: email, terms_accepted: true, opt_outs_removed: true }
          engaged: { type: engagement, engagement: optimized, source: { campaigns: [spring] } }
          like: { type: actalike, seed: customers, country: GB, percentage: 3 }
          partner: { type: external, id: "2542620905475" }
          visitors: { type: visitor, tag: "1", events: [search, signup], retention_days: 180 }
        campaigns: { spring: { objective: traffic, status: archived } }
        """), state)
    // Attestations are new, and whoever gives them wrote them.
    #expect(Self.steps(plan) == ["update audience/customers"])
    #expect(plan.changes[0].fields.map { "\($0.path)" } == ["terms_accepted", "opt_outs_removed"])
    #expect(plan.changes[0].notes == [])
  }

  @Test func `a stored value that a default stands for is what a change goes from`() {
    let state = Self.old([
      ("visitors", #"{"name":"visitors","tag":"1","type":"visitor"}"#)
    ])
    let plan = Self.plan(
      Self.manifest("audiences: { visitors: { type: visitor, tag: \"1\", retention_days: 30 } }\n"),
      state)
    #expect(
      plan.changes.flatMap(\.fields) == [
        FieldChange(path: .retentionDays, before: .integer(180), after: .integer(30))
      ])
  }

  @Test func `a list of Apple's ids that is let through is on record for the history`() {
    var plan = Self.plan(Self.manifest(Self.everyType))
    func warning(_ severity: Severity, _ audience: String) -> Diagnostic {
      Diagnostic(.audienceIOSNotAllowed, severity, "", at: nil, address: audience)
    }
    plan.diagnostics = [
      warning(.warning, "audience/devices"), warning(.warning, "audience/unchanged"),
      warning(.error, "audience/customers"),
    ]
    #expect(plan.overrides == [])
    #expect(
      plan.allowances == [
        Override(code: .audienceIOSNotAllowed, reason: "allow_idfa: true in audience/devices")
      ])
    plan.changes = []
    #expect(plan.allowances == [])
  }
}
