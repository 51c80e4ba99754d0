import AdsModel
import Diagnostics
import ManifestModel
import Planning
import TestSupport
import Testing

/// Whatever an account holds: overwriting it and applying makes it what is declared, once.
struct DriftPropertyTests {
  private static let later = PlanPropertyTests.later
  // Each of them reads three projects and plans four times.
  static let seeds = Array(UInt64(1)...60)

  /// A declared project, what was last applied, and what somebody made of the account since.
  private struct Case {
    let declared: Manifest
    var state: StoredState
    let account: LiveAccount

    init(_ seed: UInt64) {
      var dice = Dice(seed: seed)
      let projects = [0, 1, 2].map { _ in RandomProject(&dice).manifest }
      declared = projects[dice.chance(50) ? 0 : 1]
      state = PlanPropertyTests.applied(projects[0], to: nil, now: PlanPropertyTests.now)
      var other = state
      // What others create has ids that pinplan will never be given.
      other.nextLocalID += 1_000_000
      let changed = PlanPropertyTests.applied(projects[2], to: other, now: PlanPropertyTests.now)
      account = LiveAccount(holding: changed)
    }

    func draft(_ live: LiveAccount, _ state: StoredState) -> PlanDraft {
      var options = PlanOptions()
      options.overwritesDrift = true
      return PlanDraft(
        manifest: declared, state: state, live: live, options: options, now: later)
    }

    /// What `pinplan state rm` leaves of the state once everything lost is forgotten.
    mutating func forgetLost() {
      let lost = draft(account, state).diagnostics.ofDrift.compactMap(\.address)
        .compactMap(Address.init(parsing:))
      state.resources.removeAll { stored in
        [stored.address, stored.address.adGroup, stored.address.campaign]
          .contains { $0.map(lost.contains) ?? false }
      }
    }
  }

  @Test(arguments: Self.seeds)
  func `overwriting and applying leaves what is declared, and nothing to plan`(
    _ seed: UInt64
  ) {
    var random = Case(seed)
    random.forgetLost()
    let draft = random.draft(random.account, random.state)
    #expect(draft.diagnostics.ofDrift == [])
    let next = random.state.applying(draft.plan)
    var model = LiveModel(holding: random.account)
    model.apply(draft.plan, after: next)
    let again = random.draft(model.account, next)
    #expect(again.plan.changes == [])
    #expect(again.plan.refreshes == [])
    #expect(again.diagnostics.ofDrift == [])
    #expect(Drift(state: next, live: model.account).isEmpty)
    #expect(again.plan.spendBefore == draft.plan.spendAfter)
  }

  @Test(arguments: Self.seeds)
  func `refusing names exactly the fields that overwriting takes back`(_ seed: UInt64) {
    var random = Case(seed)
    random.forgetLost()
    let refusing = PlanDraft(
      manifest: random.declared, state: random.state, live: random.account,
      options: PlanOptions(), now: Self.later)
    let overwriting = random.draft(random.account, random.state)
    #expect(refusing.plan.changes == overwriting.plan.changes)
    let taken = overwriting.plan.changes.flatMap { change in
      change.fields.filter { $0.mover == .theirs || $0.mover == .both }
        .map { "\($0.path) of \(change.address)" }
    }
    let named = refusing.diagnostics.ofDrift.map { String($0.message.prefix { $0 != "," }) }
    #expect(named.count == taken.count)
    #expect(taken.allSatisfy { field in named.contains { $0.hasPrefix(field) } })
  }

  @Test(arguments: Self.seeds)
  func `an account that nobody touched changes no plan`(_ seed: UInt64) {
    var dice = Dice(seed: seed)
    let (first, second) = (RandomProject(&dice).manifest, RandomProject(&dice).manifest)
    let state = PlanPropertyTests.applied(first, to: nil, now: PlanPropertyTests.now)
    let blind = PlanPropertyTests.draft(second, state, now: Self.later).plan
    var seen = PlanDraft(
      manifest: second, state: state, live: LiveAccount(holding: state), options: PlanOptions(),
      now: Self.later
    ).plan
    #expect(seen.refreshes == [])
    #expect(seen.changes.flatMap(\.fields).allSatisfy { $0.mover == .yours })
    for change in seen.changes.indices {
      seen.changes[change].updatedTime = nil
      for field in seen.changes[change].fields.indices {
        seen.changes[change].fields[field].mover = nil
      }
    }
    #expect(seen.changes == blind.changes)
    #expect(seen.spendBefore == blind.spendBefore)
    #expect(seen.spendAfter == blind.spendAfter)
  }
}

extension [Diagnostic] {
  /// Without what the random account has of strangers.
  fileprivate var ofDrift: Self { filter { $0.code.rawValue.hasPrefix("drift.") } }
}
