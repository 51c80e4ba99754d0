import AdsModel
import CanonicalJSON
import Outcomes
import Planning
import StateStore

/// What an apply writes down: what each operation leads to, and what is stored meanwhile.
///
/// A value without a disk or a network. Operations go by their position in the plan's list.
struct ApplyLedger {
  let plan: Plan
  let operations: [Operation]
  let isRemote: Bool
  /// What is stored where the plan changes something; for a remote target everything, as
  /// operations name what holds them.
  private var stored: [Address: StoredResource]
  private var encoder: FieldEncoder
  private var json = JSONWriter()
  private(set) var nextLocalID: Int64
  /// Of what several steps take: by position, the last one that is done, with what they returned.
  var progress: [Int: OperationStep] = [:]
  /// By address, what is remembered of something that is being made.
  private let unfinished: [Address: PrivateValues]
  /// Settled and stored: changes, with the ids that resources have by now.
  private var storedChanges: [(change: Int, id: String)] = []
  /// Answered by the target, and stored with the next transaction.
  private var answered: [(change: Int, id: String)] = []
  /// By change, whether it is among the applied ones.
  private(set) var isApplied: [Bool]

  init(plan: Plan, state: StoredState, isRemote: Bool) {
    self.plan = plan
    self.isRemote = isRemote
    operations = plan.operations
    // What is created is found nowhere, and is most of a first apply.
    let touched = Set(
      plan.changes.indices.lazy.filter { plan.changes[$0].action != .create }
        .map { plan.changes[$0].address })
    stored =
      state.resources.lazy.filter { isRemote || touched.contains($0.address) }.byAddress
    unfinished = Dictionary(
      state.unfinished.map { ($0.address, $0.privateValues) }
    ) { first, _ in first }
    encoder = FieldEncoder(decimals: plan.account.currency.decimals)
    nextLocalID = state.nextLocalID
    isApplied = Array(repeating: false, count: plan.changes.count)
    storedChanges.reserveCapacity(plan.changes.count)
  }

  func change(of operation: Operation) -> Change { plan.changes[operation.changeIndex] }

  /// Those that bring more people onto a list than one settlement has, or go on with that.
  func longOperations(most limit: Int) -> [Int] {
    guard !isRemote else { return [] }
    return operations.indices.filter { index in
      let change = change(of: operations[index])
      guard let membership = change.membership, !membership.isEmpty else { return false }
      switch operations[index].kind {
      case .create:
        return membership.add > limit || unfinished[change.address]?.memberList != nil
      case .update:
        return membership.add + membership.remove > limit
          || stored[change.address]?.privateValues.uploadCount ?? 0 > 0
      case .archive, .archiveReplaced: return false
      }
    }
  }

  /// How many of some operations create something.
  func creationCount(_ positions: [Int]) -> Int {
    positions.count { operations[$0].kind == .create }
  }

  /// Operations with what the target needs; `ids` are for the creations, in order.
  mutating func prepare(_ positions: [Int], ids: [String]) -> [PreparedOperation] {
    var reserved = ids[...]
    let changes = plan.changes
    return positions.map { position in
      let operation = operations[position]
      let change = changes[operation.changeIndex]
      // A plain creation looks at nothing.
      let previous = change.action == .create ? nil : stored[change.address]
      let attributes = operation.attributes(of: change, previous: previous, encoder: &encoder)
      let id: String? =
        switch operation.kind {
        case .create: reserved.popFirst()
        case .update, .archive: previous?.id ?? change.id
        case .archiveReplaced: change.id
        }
      let outcome = operation.outcome(
        of: change, previous: previous, attributes: attributes,
        id: operation.kind == .create ? id ?? "" : previous?.id ?? "", version: 0)
      guard isRemote else {
        var prepared = PreparedOperation(
          operation, id: id, previous: previous, outcome: outcome)
        if change.address.kind == .audience { remember(&prepared, at: change.address) }
        return prepared
      }
      var prepared = PreparedOperation(
        operation, id: id, parent: change.address.parent.flatMap { stored[$0] },
        previous: previous, outcome: outcome,
        referenceIDs: outcome?.referenceIDs { stored[$0]?.id } ?? [:])
      remember(&prepared, at: change.address)
      return prepared
    }
  }

  /// What is journalled before operations are attempted.
  mutating func intents(
    of batch: [PreparedOperation], until deadline: EffectDeadline? = nil
  ) -> [IntendedOperation] {
    let decimals = plan.account.currency.decimals
    let changes = plan.changes
    return batch.map { prepared in
      var intent = IntendedOperation(
        prepared.operation, of: changes[prepared.operation.changeIndex], id: prepared.id,
        attributes: prepared.outcome?.attributes,
        outcome: isRemote ? prepared.outcome.map(KeptOutcome.resource) ?? .nothing : nil,
        json: &json, decimals: decimals)
      if let deadline { intent.deadline = deadline }
      if let step = prepared.step {
        intent.step = step
        intent.members = prepared.people?.writeUnderWay
      }
      return intent
    }
  }

  /// What an operation's happening means for the state.
  ///
  /// `values` are remembered of the resource from then on; without them, what was is.
  mutating func settle(
    _ prepared: PreparedOperation, id: String, remembering values: PrivateValues? = nil
  ) -> Settlement {
    let operation = prepared.operation
    var resource = prepared.outcome
    // What is as it is to be is not written, which would copy it.
    if let values = values ?? (operation.kind == .create ? prepared.privateValues : nil),
      resource?.privateValues != values
    {
      resource?.privateValues = values
    }
    if !progress.isEmpty { progress[operation.sequence] = nil }
    if operation.kind == .create {
      if resource?.id != id { resource?.id = id }
      if let number = Int64(id), !isRemote { nextLocalID = max(nextLocalID, number + 1) }
    }
    let change = plan.changes[operation.changeIndex]
    if operation.kind == .archiveReplaced {
      // The new copy may have been created in the same batch.
      let previous = stored[change.address]
      resource = operation.outcome(
        of: change, previous: previous, attributes: nil, id: previous?.id ?? "", version: 0)
    }
    if isRemote || change.action != .create { stored[change.address] = resource }
    if change.action == .replace { rewritten.append(change.address) }
    if isLast(operation) {
      // Of a replacement the new copy is what there is now.
      answered.append((operation.changeIndex, resource?.id ?? id))
    }
    guard change.isOfPeopleAlone else {
      return Settlement(sequence: operation.sequence, result: .done(resource))
    }
    resource?.version = prepared.previous?.version ?? 0
    var settlement = Settlement(sequence: operation.sequence, result: .done(resource))
    settlement.keepsVersion = true
    return settlement
  }

  /// What one operation has stored, and another of the same change may store again.
  private var rewritten: [Address] = []

  /// What was answered is stored now, in the write with that serial.
  mutating func confirm(_ serial: Int64) {
    for address in rewritten { stored[address]?.version = serial }
    rewritten.removeAll(keepingCapacity: true)
    for (change, _) in answered { isApplied[change] = true }
    storedChanges += answered
    answered.removeAll(keepingCapacity: true)
  }

  /// A replacement counts once, when its new copy stands and its old one is archived.
  private func isLast(_ operation: Operation) -> Bool {
    operation.kind == .archiveReplaced || plan.changes[operation.changeIndex].action != .replace
  }

  /// How many changes are settled and stored.
  var appliedCount: Int { storedChanges.count }

  /// Those, in the order in which that happened.
  var applied: [ApplyResult.Step] { storedChanges.map { step($0.change, id: $0.id) } }

  func step(_ change: Int, id: String?, error: String? = nil) -> ApplyResult.Step {
    let change = plan.changes[change]
    return ApplyResult.Step(
      change.action, change.address, id: id, error: error, source: change.source)
  }
}

extension ApplyLedger {
  /// The ids that belong to something already, by kind.
  var knownIDs: [ResourceKind: Set<String>] { stored.values.knownIDs }

  /// An operation that may have happened, for looking it up.
  mutating func lookRequest(
    _ prepared: PreparedOperation, marks: [ResourceKind: String], words: String?, now: Instant
  ) -> LookRequest {
    let intended = intents(of: [prepared])[0]
    return LookRequest(
      OperationRecord(intended, .unknown, error: words, at: now),
      parentID: prepared.parentID ?? intended.address.parent?.strangerID,
      outcome: prepared.outcome, newerThan: marks[intended.address.kind],
      referenceIDs: prepared.referenceIDs, privateValues: prepared.privateValues,
      step: prepared.step)
  }
}

// MARK: - Several steps

extension ApplyLedger {
  /// Adds what the target remembers, none of it for most.
  private func remember(_ prepared: inout PreparedOperation, at address: Address) {
    prepared.privateValues =
      switch prepared.operation.kind {
      case .create:
        progress[prepared.operation.sequence]?.values ?? unfinished[address] ?? [:]
      case .update, .archive: prepared.previous?.privateValues ?? [:]
      case .archiveReplaced: stored[address]?.replacedValues ?? [:]
      }
    guard prepared.operation.kind == .archive else { return }
    // Its steps are about that alone where nothing else is there.
    let progress = prepared.previous == nil ? progress[prepared.operation.sequence] : nil
    prepared.givenUp = progress?.values ?? unfinished[address] ?? [:]
  }

  /// What it means for the state that the step of an operation happened.
  mutating func settleStep(
    _ prepared: PreparedOperation, _ values: PrivateValues
  ) -> Settlement {
    let position = prepared.operation.sequence
    guard let step = prepared.step else {
      preconditionFailure("a target answers a step only where it named one")
    }
    progress[position] = OperationStep(step.name, values)
    let address = change(of: prepared.operation).address
    stored[address]?.remember(values, of: .init(prepared.operation.kind))
    let isStored = prepared.operation.kind != .create
    return Settlement(
      sequence: position, result: .stepDone(values, isStored ? stored[address] : nil))
  }
}
