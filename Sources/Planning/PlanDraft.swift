import AdsModel
import Diagnostics
import ManifestModel

/// What a plan is asked to do beyond making the stored state the declared one.
public struct PlanOptions: Sendable {
  /// Resources to create anew and archive, with all below them.
  public var replace: Set<Address> = []
  /// Whether values that somebody changed on the account are put back, whatever the project says.
  public var overwritesDrift = false
  /// Whether an earlier apply left open what it made.
  public var isUnsettled = false

  public init() {}
}

/// A plan before anybody has judged it, with everything that rules want to look at.
public struct PlanDraft: Sendable {
  public let comparison: Comparison
  public let state: StoredState?
  public let now: Instant
  public var plan: Plan
  /// The customer lists that it was made with.
  public let lists: PlanLists
  /// What each change of the plan is about; none for what is no longer declared.
  public var subjects: [ResourceRef?] = []
  /// What is wrong with `moved` entries, with the addresses to replace, and what has drifted.
  public internal(set) var diagnostics: [Diagnostic] = []

  public var manifest: Manifest { _read { yield comparison.manifest } }

  /// Compares what is declared with what is stored and lays out the steps between them.
  ///
  /// A pure function: equal inputs give equal plans. The manifest has to be free of errors.
  ///
  /// - Parameters:
  ///   - manifest: What is declared.
  ///   - state: What is stored; none before the first apply.
  ///   - live: What the account holds; none where the state itself is the account.
  ///   - options: What else is asked for.
  ///   - lists: What the customer lists have beside what is stored of them; none where nobody read them.
  ///   - now: The time that starts, ends and expiry are judged by.
  public init(
    manifest: Manifest, state: StoredState?, live: LiveAccount? = nil, options: PlanOptions,
    lists: PlanLists = PlanLists(), now: Instant
  ) {
    self.lists = lists
    let moving = state.map { MoveResolution(manifest: manifest, state: $0) }
    let moves = moving?.moves ?? []
    let decimals = manifest.account.currency.decimals
    let moved = state.map { $0.carryingOut(moves, decimals: decimals) }
    let base = moved.flatMap { state in
      live.map { LiveBase(manifest: manifest, state: state, live: $0) }
    }
    let stored = moved?.resources ?? []
    let places = AddressIndex(stored)
    let isAsStored = base?.drift.isEmpty ?? true
    let begun = stored.begunReplacements(of: options.replace)
    let asked = options.replace.subtracting(begun)
    comparison = Comparison(
      manifest: manifest, stored: base?.resources ?? stored,
      places: isAsStored ? places : nil, drifted: base?.drift.changedFields ?? [:],
      lost: base?.lost ?? [], replacing: asked.union(stored.leftBelowOldCopies),
      leftBehind: stored.leftBelowArchived(places))
    self.state = moved
    self.now = now
    plan = Plan(account: manifest.account, target: manifest.target)
    plan.lineage = state?.lineage
    plan.serial = state?.serial ?? 0
    plan.moves = moves
    plan.appliedMoves = manifest.historicMoves(after: state)
    diagnostics = moving?.diagnostics ?? []
    var builder = ChangeBuilder(
      comparison: comparison, options: options, lists: lists, now: now)
    builder.build()
    builder.add(moved?.unfinished ?? [])
    let order = builder.executionOrder
    plan.changes = order.map { builder.changes[$0] }
    subjects = order.map { builder.subjects[$0] }
    plan.summary = builder.summary
    if builder.countsOnNextDay { plan.expiresAt = now.nextDay.start }
    plan.reliances = builder.reliances(moves: moves)
    plan.spendBefore = Spend(comparison.spendBefore(now: now), now: now)
    plan.spendAfter = Spend(comparison.spendAfter(now: now), now: now)
    plan.notes = builder.planNotes + begun.sorted().map(\.finishingNote)
    if let base, let live {
      weigh(
        base, live, overwriting: options.overwritesDrift || manifest.drift == .overwrite)
    }
    if let live {
      var strangers = Strangers(
        manifest, isUnsettled: options.isUnsettled, hasState: state != nil)
      if let base, let moved {
        strangers.add(LookAlike.all(in: live, beside: moved.resources, base.resources))
      }
      strangers.add(plan.changes, live, stored: moved?.resources ?? [])
      diagnostics += strangers.diagnostics
    }
    for address in asked.sorted() where !builder.replaced.contains(address) {
      diagnostics.append(
        Diagnostic(
          .referenceUnknown, "\(address) cannot be replaced: it is not both declared and stored",
          at: nil, address: address.description,
          hint: "name a resource that `pinplan state list` shows"))
    }
  }

  /// What the plan does to the next days; costs a second look at every ad group.
  public var forecast: Forecast { Forecast(comparison, changes: plan.changes, now: now) }

  /// The changes with one of some actions and what each is about, without copying the others.
  public func changes(_ actions: Action...) -> [(change: Change, subject: ResourceRef?)] {
    plan.changes.indices.filter { actions.contains(plan.changes[$0].action) }
      .map { (plan.changes[$0], subjects[$0]) }
  }

  /// Where the subject of a change is declared; none for what is no longer declared.
  public func origin(of subject: ResourceRef?) -> Origin? { subject.map { manifest[$0].origin } }
}
