import AdsModel
import ManifestLoading
import ManifestModel
import Planning
import TestSupport
import Testing

@testable import Applying

/// What holds for random plans, whatever is answered in whatever order.
struct DispatcherPropertyTests {
  /// What random projects are of.
  enum Contents: CaseIterable {
    case campaigns, audiences

    fileprivate func manifest(_ dice: inout Dice) -> Manifest {
      switch self {
      case .campaigns: RandomProject(&dice).manifest
      case .audiences: Project.load(.memory(RandomAudiences(&dice).files)).manifest
      }
    }
  }

  /// What turns one random project into another, with some replacements.
  private static func plan(_ contents: Contents, _ dice: inout Dice) -> Plan {
    let (first, second) = (contents.manifest(&dice), contents.manifest(&dice))
    let now = ApplyScene.now
    let empty = StoredState(lineage: "x", account: first.account, target: .local)
    let stored = empty.applying(
      PlanDraft(manifest: first, state: nil, options: PlanOptions(), now: now).plan)
    var options = PlanOptions()
    options.replace = Set(stored.resources.map(\.address).filter { _ in dice.chance(10) })
    return PlanDraft(manifest: second, state: stored, options: options, now: now).plan
  }

  private static func finding(_ dice: inout Dice) -> LookFinding {
    dice.pick([
      .happened(id: "1"), .didNotHappen, .didNotHappen, .cannotTell("two"), .failed("lost"),
    ]) ?? .didNotHappen
  }

  @Test(arguments: Contents.allCases, UInt64(1)...150)
  func `every operation ends, none is sent without what it needs, phases keep their order`(
    _ contents: Contents, _ seed: UInt64
  ) {
    var dice = Dice(seed: seed)
    let plan = Self.plan(contents, &dice)
    let operations = plan.operations
    let graph = OperationGraph(
      plan, operations, delivery: .grouped(entities: 3, keywords: 2, concurrency: 3))
    var dispatcher = Dispatcher(graph)
    let needs = graph.waits.flatMap { awaited, waits in
      waits.filter(\.needsSuccess).map { ($0.operation, awaited) }
    }
    let needsOf = Dictionary(grouping: needs, by: \.0)
    let failing = dice.pick([0, 10, 30]) ?? 0
    var underWay: [Dispatcher.Batch] = []
    var sends = Array(repeating: 0, count: operations.count)
    var decision = dispatcher.next(after: .started)
    var phase = 0
    loop: while true {
      underWay += decision.batches
      #expect(underWay.count <= 3)
      for batch in decision.batches {
        let groups = Set(batch.operations.map { graph.groupOf[$0] })
        #expect(groups.count == 1)
        guard let group = groups.first.map({ graph.groups[$0] }) else { continue }
        #expect(batch.operations.count <= group.limit)
        #expect(group.phase.rawValue >= phase)
        phase = group.phase.rawValue
        for operation in batch.operations {
          sends[operation] += 1
          for (_, awaited) in needsOf[operation] ?? [] {
            #expect(dispatcher.conditions[awaited] == .done)
          }
        }
      }
      switch decision.next {
      case .receive:
        let batch = underWay.remove(at: Int.random(in: underWay.indices, using: &dice))
        let answers = batch.operations.map { operation -> TargetAnswer in
          guard dice.chance(failing) else { return .done(id: "\(operation)") }
          return dice.pick([.refused("no"), .unanswered("lost"), .notSent("limit")]) ?? .refused("")
        }
        decision = dispatcher.next(after: .answered(batch: batch.number, answers, stop: nil))
      case .settle(let operations):
        #expect(underWay.isEmpty)
        let findings = operations.map { (operation: $0, finding: Self.finding(&dice)) }
        decision = dispatcher.next(after: .settled(findings))
      case .finish: break loop
      }
    }
    let open = dispatcher.conditions.filter { !$0.isOver }
    #expect(open.isEmpty)
    #expect(sends.allSatisfy { $0 <= Dispatcher.mostSends })
    for (waiting, awaited) in needs where dispatcher.conditions[awaited] != .done {
      #expect(dispatcher.conditions[waiting] == .dropped)
      #expect(sends[waiting] == 0)
    }
    if failing == 0 { #expect(dispatcher.conditions.allSatisfy { $0 == .done }) }
  }
}
