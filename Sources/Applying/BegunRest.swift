import AdsModel
import Outcomes
import Planning
import StateStore

/// What is left of an apply that was begun, and what there is to hold a later run to it.
///
/// A pure value of what the state keeps: what was approved, and what of it the journal has settled.
public struct BegunRest: Sendable {
  /// How far one approved change got.
  enum Progress {
    case open
    /// Its new copy stands; the old one is still to be archived.
    case copied
    case done
  }

  public let digest: String
  /// The number of the apply that began it.
  public let firstApply: Int64
  public let begunAt: Instant
  /// Until when the approved plan holds.
  public let expiresAt: Instant?
  /// What the account could spend before the approved plan.
  public let spendBefore: Spend
  /// Of the project's files when it began.
  public let configurationDigest: String?
  /// How many changes were approved.
  public let totalCount: Int
  /// Whether anything of it was done; if not, the whole is still to be begun.
  public let hasEffect: Bool
  /// The numbers of its runs.
  public let runs: Set<Int64>

  /// What was left when the last run began, and how far each of it got.
  let items: [(item: Review.Item, progress: Progress)]
  /// Moves that are still to be carried out.
  let moves: [Move]
  /// What moves and writes of its runs left: the serial by address.
  let written: [Address: Int64]
  let movesSerial: Int64?
  let reliances: [Plan.Reliance]
  /// What was done, the archivings among it.
  let doneAddresses: Set<Address>
  let archivedAddresses: Set<Address>
  /// What was approved to be replaced from the beginning.
  let replaced: Set<Address>

  /// None where what was approved is not on record, as it was begun by an earlier pinplan.
  public init?(_ begun: BegunApply) {
    guard let whole = begun.first.review, let last = begun.last.review else { return nil }
    digest = begun.digest
    firstApply = begun.first.record.number
    begunAt = begun.first.record.startedAt
    expiresAt = whole.expiresAt
    spendBefore = whole.spendBefore
    configurationDigest = begun.first.record.configurationDigest
    totalCount = whole.items.count
    hasEffect = begun.hasEffect
    runs = Set(begun.runs.map(\.record.number))
    replaced = Set(
      whole.items.lazy.filter { $0.action == .replace && !$0.isFinishing }.map(\.address))
    reliances = last.reliances
    moves = begun.last.movesSerial == nil ? last.moves : []
    movesSerial = begun.runs.compactMap(\.movesSerial).max()
    var written: [Address: Int64] = [:]
    var done: Set<Address> = []
    var archived: Set<Address> = []
    var items: [(Review.Item, Progress)] = []
    for run in begun.runs {
      guard let review = run.review else { return nil }
      var progress: [Progress] = Array(repeating: .open, count: review.items.count)
      for operation in review.operations {
        guard let serial = run.done[operation.sequence] else { continue }
        let item = review.items[operation.changeIndex]
        written[item.address] = max(written[item.address] ?? 0, serial)
        let isCopied = operation.kind == .create && item.action == .replace
        progress[operation.changeIndex] = isCopied ? .copied : .done
      }
      for (item, progress) in zip(review.items, progress) where progress == .done {
        done.insert(item.address)
        if item.action == .archive { archived.insert(item.address) }
      }
      items = Array(zip(review.items, progress))
    }
    self.written = written
    doneAddresses = done
    archivedAddresses = archived
    self.items = items.map { (item: $0.0, progress: $0.1) }
  }

  /// What stands for the people of the lists that were approved.
  public var bindings: [Address: String] {
    Dictionary(items.compactMap { item, _ in item.binding.map { (item.address, $0) } }) {
      first, _ in first
    }
  }

  /// How many of the approved changes are done.
  public var doneCount: Int { totalCount - items.count { $0.progress != .done } }

  public var isComplete: Bool { doneCount == totalCount && moves.isEmpty }

  /// What a plan that is afresh may be asked to replace: not what was replaced already.
  public func replacing(_ wanted: Set<Address>) -> Set<Address> {
    let open = Set(
      items.lazy.filter {
        $0.item.action == .replace && !$0.item.isFinishing && $0.progress == .open
      }.map(\.item.address))
    return wanted.filter { !replaced.contains($0) || open.contains($0) }
  }

  /// The stored version that something open should have: the one of the beginning, unless the
  /// apply's own moves wrote it.
  func version(_ planned: Int64?, of address: Address, in stored: [Address: StoredResource])
    -> Int64?
  {
    guard planned != nil, let movesSerial, stored[address]?.version == movesSerial else {
      return planned
    }
    return movesSerial
  }
}

extension BegunRest {
  /// What a plan afresh does other than finish what was approved; none when it does just that.
  ///
  /// `configurationDigest` is of the files that the plan was made from.
  public func differences(from fresh: Plan, configurationDigest: String, now: Instant)
    -> [BegunDifference]
  {
    var differences: [BegunDifference] = []
    var open: [ChangeDigest: Review.Item] = [:]
    var copied: Set<Address> = []
    for (item, progress) in items {
      if progress == .copied { copied.insert(item.address) }
      if progress == .open { open[item.digest] = item }
    }
    let openAddresses = Set(open.values.map(\.address))
    for (change, digest) in zip(fresh.changes, fresh.digests().changes) {
      if open.removeValue(forKey: digest) != nil { continue }
      if change.finishesReplacement, copied.remove(change.address) != nil { continue }
      let isDone = !openAddresses.contains(change.address) && doneAddresses.contains(change.address)
      differences.append(
        openAddresses.contains(change.address)
          ? .init("\(change.address): the \(change.action.noun) is not the reviewed one")
          : isDone
            ? .init(
              "\(change.address) was done, and differs again since", undone: change.address)
            : .init("\(change.address): the \(change.action.noun) was not reviewed"))
    }
    if moves != fresh.moves {
      for move in fresh.moves where !moves.contains(move) {
        differences.append(.init("\(move.from): the move to \(move.to) was not reviewed"))
      }
      for move in moves where !fresh.moves.contains(move) {
        differences.append(
          .init("\(move.from): the reviewed move to \(move.to) is no longer to be made"))
      }
    }
    // Somebody has brought the rest about, and the project is the reviewed one: nothing is left.
    let isSettled = fresh.isEmpty && configurationDigest == self.configurationDigest
    if !isSettled {
      let gone = Set(fresh.refreshes.lazy.filter { $0.kind != .recorded }.map(\.address))
      for item in open.values.sorted(by: { $0.address < $1.address })
      where !wentAlong(item, gone) {
        differences.append(
          .init("\(item.address): the reviewed \(item.action.noun) is no longer to be done"))
      }
      for address in copied.sorted() {
        differences.append(
          .init("\(address): the reviewed replacement is no longer to be finished"))
      }
    }
    if !fresh.isEmpty, let expiresAt, now >= expiresAt {
      differences.append(
        .init(
          "the plan held until \(expiresAt): it counts on the next UTC day, and that is now another one"
        ))
    }
    return differences
  }

  /// Whether the archiving of what holds a resource has taken it along.
  private func wentAlong(_ item: Review.Item, _ gone: Set<Address>) -> Bool {
    item.action == .archive && gone.contains(item.address)
      && [item.address.adGroup, item.address.campaign].contains {
        $0.map { $0 != item.address && archivedAddresses.contains($0) } ?? false
      }
  }

  /// What is left of the approved plan itself, and what has moved of what is done already.
  public func rest(
    of plan: Plan, in state: StoredState, now: Instant
  ) -> (plan: Plan, moved: [BegunDifference]) {
    let stored = state.resources.byAddress
    var rest = plan
    rest.lineage = state.lineage
    rest.serial = state.serial
    rest.moves = moves
    rest.refreshes = []
    rest.reliances = reliances.map {
      Plan.Reliance(
        address: $0.address, version: version($0.version, of: $0.address, in: stored) ?? $0.version)
    }
    let byDigest = Dictionary(zip(plan.digests().changes, plan.changes)) { first, _ in first }
    let replacements = Dictionary(
      plan.changes.filter { $0.action == .replace }.map { ($0.address, $0) }
    ) { _, last in last }
    rest.changes = items.compactMap { item, progress in
      switch progress {
      case .done: return nil
      case .open where !item.isFinishing || byDigest[item.digest] != nil:
        var change = byDigest[item.digest]
        change?.storedVersion = version(item.version, of: item.address, in: stored)
        return change
      case .open, .copied:
        var change = replacements[item.address]
        change?.finishesReplacement = true
        change?.fields = []
        change?.defaulted = []
        change?.start = nil
        change?.notes = [
          "an earlier apply created the new one; the old one is still to be archived"
        ]
        change?.storedVersion = progress == .copied ? written[item.address] : item.version
        return change
      }
    }
    rest.summary = PlanSummary()
    rest.summary.unchanged =
      plan.summary.unchanged + doneAddresses.subtracting(archivedAddresses).count
    for change in rest.changes { rest.summary.count(change.action) }
    if rest.isEmpty { rest.expiresAt = nil }
    rest.spendBefore = state.spend(now: now)
    return (rest, moved(stored))
  }

  /// What somebody wrote since of what is done.
  private func moved(_ stored: [Address: StoredResource]) -> [BegunDifference] {
    let left = Set(items.lazy.filter { $0.progress != .done }.map(\.item.address))
    return doneAddresses.subtracting(left).sorted().compactMap { address in
      guard let resource = stored[address] else {
        return archivedAddresses.contains(address)
          ? nil : .init("\(address) is no longer stored", undone: address)
      }
      guard let serial = written[address], resource.version != serial else { return nil }
      return .init(
        "\(address) was changed in the state since (version \(resource.version), not \(serial))",
        undone: address)
    }
  }
}

extension BegunRest {
  /// How far the apply has got, for its result.
  public var continuation: ApplyResult.Continuation {
    .init(apply: firstApply, begunAt: begunAt, doneCount: doneCount, totalCount: totalCount)
  }
}
