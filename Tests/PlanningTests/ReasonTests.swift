import AdsModel
import ManifestModel
import Planning
import TestSupport
import Testing

/// Why a change is there, where that is not an edit of the YAML.
struct ReasonTests {
  /// What a version of pinplan stored whose default placement was another one.
  private static func stored(isLeftOut: Bool) throws -> StoredState {
    var state = ThreeWay().state
    let index = try #require(state.resources.firstIndex { $0.address == ThreeWay.women })
    var fields = try #require(Fields(json: state.resources[index].attributes))
    fields[.placement] = .text("browse")
    var encoder = FieldEncoder(decimals: 2)
    state.resources[index].attributes = encoder.encode(fields)
    #expect(state.resources[index].defaulted.contains(.placement))
    if !isLeftOut { state.resources[index].defaulted.removeAll { $0 == .placement } }
    return state
  }

  @Test(arguments: [true, false])
  func `a field that was left out and is has another default now, or else was edited`(
    _ isLeftOut: Bool
  ) throws {
    let draft = PlanDraft(
      manifest: ThreeWay().declared.manifest, state: try Self.stored(isLeftOut: isLeftOut),
      options: PlanOptions(), now: ThreeWay.now)
    let change = try #require(draft.plan.changes.first)
    #expect(draft.plan.changes.count == 1)
    #expect(change.address == ThreeWay.women)
    #expect(change.fields.map(\.path) == [.placement])
    #expect(change.reason == (isLeftOut ? .defaultChanged : .configEdited))
  }

  @Test func `a move alone is told among the moves, and is no change that needs a reason`() {
    var renamed = ThreeWay()
    renamed.declared.root = "moved: [{ from: campaign/summer, to: campaign/spring }]"
    let summer = Self.renamed(ThreeWay().state)
    let draft = PlanDraft(
      manifest: renamed.declared.manifest, state: summer, options: PlanOptions(),
      now: ThreeWay.now)
    #expect(draft.plan.moves.map(\.from) == [.campaign("summer")])
    #expect(draft.plan.moves.map(\.to) == [.campaign("spring")])
    #expect(draft.plan.changes.isEmpty)
    #expect(!draft.plan.isEmpty)
  }

  /// The state in which the campaign has the key that it is moved from.
  private static func renamed(_ state: StoredState) -> StoredState {
    var state = state
    for index in state.resources.indices {
      let old = state.resources[index]
      state.resources[index] = StoredResource(
        address: old.address.moved(by: [ThreeWay.campaign: .campaign("summer")]), id: old.id,
        status: old.status, attributes: old.attributes, defaulted: old.defaulted)
    }
    return state
  }
}
