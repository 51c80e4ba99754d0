import AdsModel
import CustomerLists
import Planning

/// Everything that a state holds, as one value: what backends without tables keep, and what a backup
/// carries.
///
/// It stores what the journal decided and decides nothing itself.
public struct StateDocument: Sendable {
  var head: StateHead
  var resources: [Address: StoredResource] = [:]
  var unfinished: [UnfinishedCreation] = []
  var appliedMoves: [Move] = []
  /// Who is on each list, in the order of lookups.
  var lists: [String: [SealedMember]] = [:]
  /// Oldest first.
  var history: [Entry] = []

  /// One entry of the history with all that its journal says.
  struct Entry: Sendable {
    let begun: BegunEntry
    let serial: Int64
    let startedAt: Instant
    var end: HistoryEnd?
    /// In the order of their sequences.
    var operations: [Operation] = []
    /// In the order in which they were journalled.
    var runs: [Run] = []
  }

  struct Operation: Sendable {
    let sequence: Int
    let kind: OperationRecord.Kind
    let address: Address
    let id: String?
    let fieldsJSON: [UInt8]
    var outcomeJSON: [UInt8]?
  }

  struct Run: Sendable {
    let run: JournalRun
    let serial: Int64
    let at: Instant
  }

  init(head: StateHead) { self.head = head }

  /// A state that nobody has written to.
  init(lineage: String, account: Account, target: TargetKind) {
    head = StateHead(
      lineage: lineage, target: target, account: account, serial: 0, nextLocalID: 1,
      unsettledCount: 0, fence: 0)
  }
}

// MARK: - Writing

extension StateDocument {
  /// Stores a write whole, or nothing where its condition does not hold.
  mutating func store(_ write: StateWrite, at place: String) throws(StateError) {
    guard head.fence == write.condition.fence, head.lock?.id == write.condition.lockID,
      write.condition.serial.map({ $0 == head.serial }) ?? true
    else { throw .lockLost(place: place) }
    head.serial = write.serial
    if let totals = write.totals {
      head.nextLocalID = totals.nextLocalID
      head.unsettledCount = totals.unsettledCount
    }
    for entry in write.entries { store(entry, write) }
  }

  private mutating func store(_ entry: StateWrite.Entry, _ write: StateWrite) {
    switch entry {
    case .lock(let lock, let fence):
      head.lock = lock
      head.fence = fence
    case .account(let account):
      head.account.name = account.name
      head.account.adAccountID = account.adAccountID ?? head.account.adAccountID
    case .begin(let entry):
      history.append(Entry(begun: entry, serial: write.serial, startedAt: write.now))
    case .intend(let operations, let apply):
      for operation in operations { add(Operation(operation), to: apply) }
    case .done(let steps, let apply): for step in steps { add(Operation(step), to: apply) }
    case .phases(let runs, let apply):
      change(apply) { entry in
        entry.runs += runs.map { Run(run: $0, serial: write.serial, at: write.now) }
      }
    case .resources(let writes):
      for write in writes {
        switch write {
        case .put(let resource): resources[resource.address] = resource
        case .delete(let address): resources[address] = nil
        }
      }
    case .members(let changes): for change in changes { store(change) }
    case .unfinished(let creations): unfinished = creations
    case .appliedMoves(let moves): appliedMoves = moves
    case .end(let apply, let outcome):
      change(apply) { $0.end = HistoryEnd(outcome: outcome, serial: write.serial, at: write.now) }
    case .everything(let document): replaceEverything(with: document)
    case .moved(let place): head.movedTo = place
    }
  }

  private mutating func replaceEverything(with document: StateDocument) {
    let (lock, fence) = (head.lock, head.fence)
    self = document
    (head.lock, head.fence, head.movedTo) = (lock, fence, nil)
  }

  private mutating func store(_ change: MembersWrite) {
    if change.isForgotten { lists[change.list] = nil }
    // Nobody can go from a list that is not there.
    guard !change.add.isEmpty || lists[change.list] != nil else { return }
    lists[change.list] = (lists[change.list] ?? []).changed(by: change)
  }

  private mutating func add(_ operation: Operation, to apply: Int64) {
    change(apply) { entry in
      var place = entry.operations.endIndex
      while place > 0, entry.operations[place - 1].sequence > operation.sequence { place -= 1 }
      entry.operations.insert(operation, at: place)
    }
  }

  private mutating func change(_ apply: Int64, _ body: (inout Entry) -> Void) {
    // It is the last one, but for what is found out about earlier ones.
    guard let place = history.lastIndex(where: { $0.begun.number == apply }) else { return }
    body(&history[place])
  }
}

extension StateDocument {
  /// What is the same wherever it is kept: without the lock and the fence, which are a place's own.
  public var portable: Self {
    var document = self
    (document.head.lock, document.head.fence, document.head.movedTo) = (nil, 0, nil)
    return document
  }

  public var lineage: String { head.lineage }
  public var serial: Int64 { head.serial }
  public var account: Account { head.account }
  public var target: TargetKind { head.target }
  public var resourceCount: Int { resources.count }
  public var entryCount: Int { history.count }
  /// Whether it keeps who is on customer lists.
  public var keepsMembers: Bool { !lists.isEmpty }

  /// Whether all that an earlier document knows of the history is in this one's too.
  func continues(_ earlier: Self) -> Bool {
    guard lineage == earlier.lineage, earlier.serial <= serial else { return false }
    guard let last = earlier.history.last else { return true }
    return history.contains {
      $0.begun.number == last.begun.number && $0.begun.link == last.begun.link
        && $0.serial == last.serial && $0.startedAt == last.startedAt
    }
  }

  /// Refuses to come in the place of what is kept; none is kept where nothing was ever written.
  ///
  /// `isForced` takes an older one in place of a newer one.
  public func refuseRestoring(
    over kept: (lineage: String, serial: Int64)?, at place: String, isForced: Bool
  ) throws(StateError) {
    guard let kept, kept.serial > 0 else { return }
    guard kept.lineage == lineage else {
      throw .carry(place: place, .otherLineage(kept: kept.lineage, given: lineage))
    }
    guard kept.serial <= serial || isForced else {
      throw .carry(place: place, .older(kept: kept.serial, given: serial))
    }
  }

  /// Refuses to move in the place of what is kept.
  ///
  /// What went away from there may come back whatever was written since, as nobody wrote there.
  public func refuseMoving(over kept: Self?, at place: String) throws(StateError) {
    guard let kept, !kept.head.isUnused else { return }
    guard kept.lineage == lineage else {
      throw .carry(place: place, .otherLineage(kept: kept.lineage, given: lineage))
    }
    guard kept.head.movedTo != nil || continues(kept) else {
      throw .carry(place: place, .apart(lineage: lineage))
    }
  }
}

extension StateDocument.Operation {
  init(_ intended: IntendedOperation) {
    self.init(
      sequence: intended.sequence, kind: OperationRecord.Kind(intended.kind),
      address: intended.address, id: intended.id, fieldsJSON: intended.fieldsJSON,
      outcomeJSON: intended.outcomeJSON)
  }

  init(_ step: JournalStep) {
    self.init(
      sequence: step.sequence, kind: step.kind, address: step.address, id: step.id,
      fieldsJSON: step.fieldsJSON)
  }
}

extension [SealedMember] {
  /// Once some are gone and others are there, in the order of lookups.
  fileprivate func changed(by change: MembersWrite) -> Self {
    var gone = change.remove.sorted { $0.isBefore($1) }[...]
    var coming = change.add.sorted { $0.isBefore($1) }[...]
    var result: Self = []
    result.reserveCapacity(count + coming.count)
    /// Whoever is there already stays as they are.
    func add(_ member: SealedMember) {
      if result.last.map({ $0.isBefore(member) }) ?? true { result.append(member) }
    }
    for member in self {
      while let first = gone.first, first.isBefore(member) { gone.removeFirst() }
      // Who goes and comes in one write is there afterwards.
      while let first = coming.first, first.isBefore(member) { add(coming.removeFirst()) }
      if let first = gone.first, !member.isBefore(first) { continue }
      add(member)
    }
    for member in coming { add(member) }
    return result
  }
}
