import AdsModel
import Diagnostics
import ManifestModel
import Planning
import TestSupport
import Testing

/// What is archived on the account, or gone from it, while pinplan was not looking.
struct LostResourceTests {
  private static let all = "{ hero: { pin: \"1\" }, more: { pin: \"2\" } }"
  private static let archived = "{ hero: { pin: \"1\", status: archived }, more: { pin: \"2\" } }"
  private static let one = "{ more: { pin: \"2\" } }"

  private static func ads(_ declared: String, live: String) -> ThreeWay {
    ThreeWay(declared: .with { $0.ads = declared }, live: .with { $0.ads = live })
  }

  @Test(arguments: [false, true])
  func `an ad archived outside is said and never created anew`(_ overwriting: Bool) {
    var project = Self.ads(Self.all, live: Self.archived)
    project.options.overwritesDrift = overwriting
    let draft = project.draft
    #expect(draft.plan.changes.isEmpty)
    #expect(
      draft.diagnostics.map(\.message) == [
        """
        ad/spring/women/hero was archived on Pinterest since the last apply, which is permanent
        """
      ])
    #expect(
      draft.diagnostics.map(\.hint) == [
        """
        take it out of the YAML, or forget it with `pinplan state rm ad/spring/women/hero`: \
        the next apply then creates a new one
        """
      ])
    #expect(draft.diagnostics.map(\.code) == [.driftArchived])
    #expect(draft.diagnostics.first?.span?.start.line == 10)
  }

  @Test(arguments: [false, true])
  func `an ad that vanished is said and never created anew`(_ overwriting: Bool) throws {
    var project = Self.ads(Self.all, live: Self.one)
    project.options.overwritesDrift = overwriting
    let draft = project.draft
    let id = try #require(project.state.resources.first { $0.address == ThreeWay.hero }).id
    #expect(draft.plan.changes.isEmpty)
    #expect(
      draft.diagnostics.map(\.message) == [
        "ad/spring/women/hero is no longer on the account: Pinterest has nothing under its id \(id)"
      ])
    #expect(draft.diagnostics.map(\.code) == [.driftVanished])
  }

  @Test(arguments: [archived, one])
  func `what is gone on both sides is forgotten`(_ live: String) {
    let draft = Self.ads(Self.one, live: live).draft
    #expect(draft.plan.isEmpty)
    #expect(draft.refreshes == ["forgotten ad/spring/women/hero"])
    #expect(draft.diagnostics.isEmpty)
  }

  @Test(arguments: [archived, one])
  func `what is declared archived and gone is recorded`(_ live: String) {
    let project = Self.ads(Self.archived, live: live)
    let draft = project.draft
    #expect(draft.plan.isEmpty)
    #expect(draft.refreshes == ["archived ad/spring/women/hero"])
    #expect(draft.diagnostics.isEmpty)
    let next = project.state.applying(draft.plan)
    #expect(next.resources.first { $0.address == ThreeWay.hero }?.status == .archived)
  }

  @Test func `what is below a lost campaign is counted there`() {
    var project = ThreeWay()
    project.live.campaign += "\n    status: archived"
    let draft = project.draft
    #expect(draft.plan.changes.isEmpty)
    #expect(
      draft.diagnostics.map(\.message) == [
        """
        campaign/spring was archived on Pinterest since the last apply, which is permanent; \
        5 stored resources below it went along
        """
      ])
    #expect(draft.plan.spendBefore.daily == .zero)
    #expect(draft.plan.spendAfter.daily == .zero)
    let drift = Drift(state: project.state, live: project.account)
    #expect(drift.items.map(\.address) == [ThreeWay.campaign])
    #expect(drift.items.map(\.kind) == [.archived(below: 5)])
  }

  @Test func `nothing new is planned below what is lost`() {
    var project = ThreeWay()
    project.live.campaign += "\n    status: archived"
    project.declared.ads = "{ hero: { pin: \"1\" }, third: { pin: \"3\" } }"
    #expect(project.draft.plan.changes.isEmpty)
    #expect(project.draft.complaints == ["drift.archived campaign/spring"])
    #expect(project.draft.refreshes == ["forgotten ad/spring/women/more"])
  }

  @Test func `a whole campaign that is gone on both sides is forgotten with all below it`() {
    var project = ThreeWay()
    project.stored.more = """
        old:
          objective: traffic
          budget: { daily: 5.00 }
          ad_groups:
            men: { bid: 0.35, targeting: { locations: [GB] }, ads: { one: { pin: "9" } } }
      """.split(separator: "\n").map { String($0) }.joined(separator: "\n")
    let draft = project.draft
    #expect(
      draft.refreshes == [
        "forgotten campaign/old", "forgotten ad_group/old/men", "forgotten ad/old/men/one",
      ])
    #expect(draft.plan.isEmpty)
    let next = project.state.applying(draft.plan)
    #expect(!next.resources.contains { $0.address.campaign == .campaign("old") })
  }

  @Test func `a keyword is looked up by its id, and archived is as good as gone`() {
    var project = ThreeWay()
    project.live.keywords = "[lamp]"
    #expect(project.draft.plan.changes.isEmpty)
    #expect(project.draft.complaints == ["drift.vanished keyword/spring/women/broad/sofa"])
    project.declared.keywords = "[lamp]"
    #expect(project.draft.refreshes == ["forgotten keyword/spring/women/broad/sofa"])
    #expect(project.draft.plan.isEmpty)
  }

  @Test func `what the state does not know is nobody's drift`() {
    var project = ThreeWay()
    project.live.ads = "{ hero: { pin: \"1\" }, more: { pin: \"2\" }, theirs: { pin: \"3\" } }"
    #expect(project.draft.plan.isEmpty)
    #expect(project.draft.diagnostics.isEmpty)
  }

  @Test func `what is archived on record is not looked at`() {
    var project = Self.ads(Self.archived, live: Self.one)
    let state = ThreeWay.applied(project.declared.manifest, to: project.state)
    let drift = Drift(state: state, live: project.account)
    #expect(drift.isEmpty)
    project.declared.ads = Self.archived
  }

  @Test func `a saved plan is stale once what it only records was written`() {
    let project = Self.ads(Self.one, live: Self.one)
    var state = project.state
    let plan = project.draft.plan
    #expect(plan.staleness(in: state, now: ThreeWay.now).isEmpty)
    for index in state.resources.indices { state.resources[index].version += 1 }
    #expect(
      plan.staleness(in: state, now: ThreeWay.now) == [
        "ad/spring/women/hero was changed in the state (version 2, not 1)"
      ])
  }

  @Test func `an adoption names what is stored by its address before the moves`() {
    var project = ThreeWay()
    project.declared.root = "moved: [{ from: campaign/summer, to: campaign/spring }]"
    project.declared.adGroup = "bid: 0.40"
    project.live.adGroup = "bid: 0.40"
    var state = project.state
    state.resources = state.resources.map { stored in
      var resource = stored
      resource.address = stored.address.replacing(
        parts: ["summer"] + stored.address.parts.dropFirst())
      return resource
    }
    let plan = PlanDraft(
      manifest: project.declared.manifest, state: state, live: project.account,
      options: PlanOptions(), now: ThreeWay.now
    ).plan
    let adopted = plan.adoption(in: state)
    #expect(adopted.resources.map(\.address) == [.adGroup("summer", "women")])
    #expect(adopted.forgotten.isEmpty)
    let next = state.applying(plan)
    let again = PlanDraft(
      manifest: project.declared.manifest, state: next, live: project.account,
      options: PlanOptions(), now: ThreeWay.now)
    #expect(again.plan.isEmpty)
    #expect(again.plan.refreshes.isEmpty)
  }

  /// A state whose campaign was archived by an apply that was cut off before what is below it.
  private static func cutOff(_ live: String) -> PlanDraft {
    var project = ThreeWay()
    project.live.campaign += live
    var state = project.state
    state.resources.removeAll { $0.address == ThreeWay.campaign }
    return PlanDraft(
      manifest: project.declared.manifest, state: state, live: project.account,
      options: PlanOptions(), now: ThreeWay.now)
  }

  @Test func `what went along with what pinplan archived is forgotten and made anew`() {
    let draft = Self.cutOff("\n    status: archived")
    #expect(draft.diagnostics.filter { $0.severity == .error }.isEmpty)
    #expect(draft.plan.changes.map(\.action) == Array(repeating: .create, count: 6))
    #expect(draft.refreshes.count == 5)
    #expect(draft.refreshes.allSatisfy { $0.hasPrefix("forgotten ") })
    #expect(
      draft.plan.notes.contains(
        "5 resources went along when what held them was archived; an apply records that, and creates new ones."
      ))
  }

  @Test func `what an account has left below what pinplan archived is archived and made anew`() {
    let draft = Self.cutOff("")
    let actions = Dictionary(grouping: draft.plan.changes, by: \.action).mapValues(\.count)
    #expect(actions == [.create: 1, .replace: 5])
    #expect(draft.plan.changes.allSatisfy { $0.reason == .new })
    #expect(draft.plan.refreshes.isEmpty)
  }

  @Test func `a replacement that is begun is finished and not begun again`() throws {
    let project = ThreeWay()
    var state = project.state
    let index = try #require(state.resources.firstIndex { $0.address == ThreeWay.hero })
    state.resources[index].replaces = "77"
    var options = PlanOptions()
    options.replace = [ThreeWay.hero]
    func plan() -> PlanDraft {
      PlanDraft(
        manifest: project.declared.manifest, state: state, options: options, now: ThreeWay.now)
    }
    let begun = plan()
    #expect(begun.diagnostics.isEmpty)
    #expect(begun.plan.changes.map(\.finishesReplacement) == [true])
    #expect(
      begun.plan.notes == [
        "The earlier replacement of ad/spring/women/hero is finished, not begun again; once it is, --replace makes another one."
      ])
    state.resources[index].replaces = nil
    let anew = plan()
    #expect(anew.plan.changes.map(\.finishesReplacement) == [false])
    #expect(anew.plan.notes.isEmpty)
  }
}
