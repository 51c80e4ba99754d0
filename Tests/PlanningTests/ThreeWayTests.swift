import AdsModel
import Diagnostics
import Planning
import Testing

/// Declared, stored and live meet in one field: every way in which they may agree.
struct ThreeWayTests {
  private static func bids(_ declared: String, _ stored: String, _ live: String) -> ThreeWay {
    ThreeWay(
      declared: .with { $0.adGroup = "bid: \(declared)" },
      stored: .with { $0.adGroup = "bid: \(stored)" },
      live: .with { $0.adGroup = "bid: \(live)" })
  }

  private static let bid = "update ad_group/spring/women bid:"

  @Test func `all three alike are no change`() {
    let draft = Self.bids("0.35", "0.35", "0.35").draft
    #expect(draft.plan.isEmpty)
    #expect(draft.refreshes.isEmpty)
    #expect(draft.diagnostics.isEmpty)
    #expect(draft.plan.summary.unchanged == 6)
  }

  @Test func `declared alone is yours`() {
    let draft = Self.bids("0.45", "0.35", "0.35").draft
    #expect(draft.moves == ["\(Self.bid) 0.35 > 0.45 (yours)"])
    #expect(draft.plan.changes.map(\.reason) == [.configEdited])
    #expect(draft.diagnostics.isEmpty)
  }

  @Test func `live alone is theirs and refused`() {
    let draft = Self.bids("0.35", "0.35", "0.40").draft
    #expect(draft.moves == ["\(Self.bid) 0.40 > 0.35 (theirs)"])
    #expect(draft.plan.changes.map(\.reason) == [.drift])
    #expect(
      draft.diagnostics.map(\.message) == [
        """
        bid of ad_group/spring/women was changed on Pinterest since the last apply: \
        stored 0.35, live 0.40, declared 0.35
        """
      ])
    #expect(
      draft.diagnostics.first?.hint
        == "`pinplan pull` writes the live value into the YAML; --overwrite-drift puts the declared one back"
    )
    #expect(draft.diagnostics.first?.span?.start.line == 7)
    #expect(draft.diagnostics.first?.code == .driftUnresolved)
  }

  @Test func `three different ones are both and refused`() {
    let draft = Self.bids("0.45", "0.35", "0.40").draft
    #expect(draft.moves == ["\(Self.bid) 0.40 > 0.45 (both)"])
    #expect(draft.plan.changes.map(\.reason) == [.configEdited])
    #expect(draft.complaints == ["drift.unresolved ad_group/spring/women"])
  }

  @Test func `declared and live alike are only recorded`() {
    let draft = Self.bids("0.40", "0.35", "0.40").draft
    #expect(draft.plan.isEmpty)
    #expect(draft.refreshes == ["recorded ad_group/spring/women bid: 0.35 > 0.40"])
    #expect(draft.diagnostics.isEmpty)
    #expect(draft.plan.summary.unchanged == 6)
  }

  @Test(arguments: [("0.35", "theirs"), ("0.45", "both")])
  func `overwriting puts the declared value back`(_ declared: String, _ mover: String) {
    var project = Self.bids(declared, "0.35", "0.40")
    project.options.overwritesDrift = true
    #expect(project.draft.moves == ["\(Self.bid) 0.40 > \(declared) (\(mover))"])
    #expect(project.draft.diagnostics.isEmpty)
    project.options = PlanOptions()
    project.declared.root = "drift: overwrite"
    #expect(project.draft.moves == ["\(Self.bid) 0.40 > \(declared) (\(mover))"])
    #expect(project.draft.diagnostics.isEmpty)
  }

  @Test func `a value that became automatic is one change of one field`() {
    let draft = Self.bids("0.35", "0.35", "automatic").draft
    #expect(draft.moves == ["\(Self.bid) automatic > 0.35 (theirs)"])
    #expect(
      draft.diagnostics.first?.message.hasSuffix("stored 0.35, live automatic, declared 0.35")
        == true)
  }

  @Test func `lists are sets`() {
    var project = ThreeWay()
    project.live.targeting = "locations: [US, GB]"
    #expect(project.draft.plan.isEmpty)
    #expect(project.draft.refreshes.isEmpty)
    project.live.targeting = "locations: [US, GB, IE]"
    #expect(
      project.draft.moves == [
        "update ad_group/spring/women targeting.locations: [US,GB,IE] > [GB,US] (theirs)"
      ])
    project.declared.targeting = "locations: [IE, GB, US]"
    #expect(project.draft.plan.isEmpty)
    #expect(
      project.draft.refreshes == [
        "recorded ad_group/spring/women targeting.locations: [GB,US] > [US,GB,IE]"
      ])
  }

  @Test func `a value that was added or taken out is drift too`() {
    var project = ThreeWay()
    project.live.targeting = "locations: [GB, US], genders: [female]"
    #expect(
      project.draft.moves == [
        "update ad_group/spring/women targeting.genders: [female] > none (theirs)"
      ])
    project = ThreeWay()
    project.declared.targeting = "locations: [GB, US], genders: [female]"
    project.stored = project.declared
    #expect(
      project.draft.moves == [
        "update ad_group/spring/women targeting.genders: none > [female] (theirs)"
      ])
    #expect(
      project.draft.diagnostics.first?.message.hasSuffix(
        "stored [female], live none, declared [female]") == true)
  }

  @Test func `a left-out default is the value it stands for`() {
    var project = ThreeWay()
    project.live.adGroup = "bid: 0.35\n        placement: all\n        status: active"
    #expect(project.draft.plan.isEmpty)
    #expect(project.draft.refreshes.isEmpty)
    project.live.adGroup = "bid: 0.35\n        placement: search"
    #expect(
      project.draft.moves == ["update ad_group/spring/women placement: search > all (theirs)"])
  }

  @Test func `a pause on Pinterest is drift of the status`() {
    var project = ThreeWay()
    project.live.campaign += "\n    status: paused"
    let draft = project.draft
    #expect(draft.moves == ["update campaign/spring status: paused > active (theirs)"])
    #expect(draft.plan.spendBefore.daily == .zero)
    #expect(draft.plan.spendAfter.daily == Money(micros: 100_000_000))
  }

  @Test func `a start that is left out is the one of the first apply`() {
    var project = ThreeWay()
    project.live.campaign += "\n    schedule: { start: 2026-12-24 }"
    let draft = project.draft
    #expect(
      draft.moves == [
        "update campaign/spring schedule.start: 2026-12-24 > 2026-11-23 (theirs)"
      ])
    #expect(draft.complaints == ["drift.unresolved campaign/spring"])
    project.declared.campaign += "\n    schedule: { start: 2026-12-24 }"
    #expect(project.draft.plan.isEmpty)
    #expect(
      project.draft.refreshes == [
        "recorded campaign/spring schedule.start: 2026-11-23 > 2026-12-24"
      ])
  }

  @Test func `what is left alone is no drift and counts as live`() {
    var project = ThreeWay()
    project.declared.campaign += "\n    lifecycle: { ignore_changes: [budget] }"
    project.stored = project.declared
    project.live.campaign = "objective: traffic\n    budget: { daily: 80.00 }"
    let draft = project.draft
    #expect(draft.plan.isEmpty)
    #expect(draft.refreshes.isEmpty)
    #expect(draft.diagnostics.isEmpty)
    #expect(draft.plan.spendBefore.daily == Money(micros: 80_000_000))
    #expect(draft.plan.spendAfter.daily == Money(micros: 80_000_000))
    let ignored = project.declared.manifest.ignoredChanges
    let drift = Drift(state: project.state, live: project.account, ignoring: ignored)
    #expect(drift.isEmpty)
  }

  @Test func `what is left alone is recorded when something beside it is written`() {
    var project = ThreeWay()
    project.stored.adGroup =
      "bid: 0.35\n        lifecycle: { ignore_changes: [targeting.languages] }"
    project.declared = project.stored
    project.live.targeting = "locations: [GB, US], languages: [en]"
    project.declared.targeting = "locations: [GB]"
    let draft = project.draft
    #expect(
      draft.moves == ["update ad_group/spring/women targeting.locations: [GB,US] > [GB] (yours)"])
    #expect(
      draft.refreshes == ["recorded ad_group/spring/women targeting.languages: none > [en]"])
    #expect(draft.diagnostics.isEmpty)
  }

  @Test func `a resource that is archived says what changed on it`() {
    var project = ThreeWay()
    project.declared.ads = "{ more: { pin: \"2\" } }"
    project.live.ads = "{ hero: { pin: \"1\", name: Held }, more: { pin: \"2\" } }"
    let draft = project.draft
    #expect(draft.plan.changes.map(\.action) == [.archive])
    #expect(
      draft.plan.changes.first?.notes
        .contains("changed on Pinterest since the last apply: name") == true)
    #expect(draft.diagnostics.isEmpty)
  }

  @Test func `a new copy says who moved and is refused while that is unresolved`() {
    var project = Self.bids("0.35", "0.35", "0.40")
    project.options.replace = [ThreeWay.women]
    let draft = project.draft
    #expect(
      draft.moves.contains("replace ad_group/spring/women bid: 0.40 > 0.35 (theirs)"),
      "\(draft.moves)")
    #expect(draft.complaints == ["drift.unresolved ad_group/spring/women"])
    project.options.overwritesDrift = true
    #expect(project.draft.diagnostics.isEmpty)
  }

  @Test func `every change names the time of the account's own last change`() {
    let draft = Self.bids("0.45", "0.35", "0.35").draft
    #expect(draft.plan.changes.map(\.updatedTime) == [1_795_000_000])
  }

  @Test func `without a look at the account nobody moved`() {
    let project = Self.bids("0.45", "0.35", "0.40")
    let draft = PlanDraft(
      manifest: project.declared.manifest, state: project.state, options: PlanOptions(),
      now: ThreeWay.now)
    #expect(draft.moves == ["\(Self.bid) 0.35 > 0.45 (nobody)"])
    #expect(draft.plan.refreshes.isEmpty)
    #expect(draft.plan.changes.map(\.updatedTime) == [nil])
  }

  @Test func `a moved resource is found by its id`() {
    var project = Self.bids("0.35", "0.35", "0.40")
    project.declared.root = "moved: [{ from: campaign/summer, to: campaign/spring }]"
    var state = project.state
    state.resources = state.resources.map { stored in
      var resource = stored
      resource.address = stored.address.replacing(
        parts: ["summer"] + stored.address.parts.dropFirst())
      return resource
    }
    let draft = PlanDraft(
      manifest: project.declared.manifest, state: state, live: project.account,
      options: PlanOptions(), now: ThreeWay.now)
    #expect(draft.moves.filter { $0.contains(" bid:") } == ["\(Self.bid) 0.40 > 0.35 (theirs)"])
    #expect(draft.plan.moves.count == 1)
  }
}
