import AdsModel
import CanonicalJSON
import Documents
import Planning
import StateStore

/// How far an apply has come: which operations are still to do, and what is stored meanwhile.
///
/// A value without a disk or a network; the applier does what it says.
struct Run {
  private let plan: Plan
  private let operations: [Operation]
  private var position = 0
  private var current: [Address: StoredResource]
  private var encoder: FieldEncoder
  private var json = JSONWriter()
  /// The attributes of the batch that is under way, by position.
  private var batchAttributes: [[UInt8]?] = []
  private(set) var nextLocalID: Int64
  /// Settled and stored.
  private var applied: [ApplyResult.Step] = []
  /// Answered by the target, and stored with the next transaction.
  private var answered: [ApplyResult.Step] = []
  private var failed: [ApplyResult.Step] = []
  var stopReason: String?

  init(plan: Plan, state: StoredState) {
    self.plan = plan
    operations = plan.operations
    // What is created is found nowhere, and is most of a first apply.
    let touched = Set(
      plan.changes.indices.lazy.filter { plan.changes[$0].action != .create }
        .map { plan.changes[$0].address })
    current = Dictionary(
      state.resources.lazy.filter { touched.contains($0.address) }.map { ($0.address, $0) }
    ) { first, _ in first }
    encoder = FieldEncoder(decimals: plan.account.currency.decimals)
    nextLocalID = state.nextLocalID
    applied.reserveCapacity(operations.count)
  }

  var doneCount: Int { applied.count }

  /// The next operations in order; none when all were handed out.
  mutating func nextOperations(_ size: Int) -> ArraySlice<Operation>? {
    guard position < operations.count else { return nil }
    let batch = operations[position..<min(position + size, operations.count)]
    position = batch.endIndex
    return batch
  }

  /// The operations with what the target needs; `ids` are for the creations, in order.
  func prepare(_ batch: ArraySlice<Operation>, ids: [String]) -> [PreparedOperation] {
    var reserved = ids[...]
    return batch.map { operation in
      let index = operation.changeIndex
      let id: String? =
        switch operation.kind {
        case .create: reserved.popFirst()
        case .update, .archive: current[plan.changes[index].address]?.id
        case .archiveReplaced: plan.changes[index].id
        }
      return PreparedOperation(operation, id: id, outcome: nil)
    }
  }

  /// What is journalled before a batch is attempted.
  mutating func intents(of batch: [PreparedOperation]) -> [IntendedOperation] {
    batchAttributes.removeAll(keepingCapacity: true)
    let changes = plan.changes
    return batch.map { prepared in
      let index = prepared.operation.changeIndex
      let attributes = prepared.operation.attributes(
        of: changes[index], previous: previous(prepared), encoder: &encoder)
      batchAttributes.append(attributes)
      return IntendedOperation(
        prepared.operation, of: changes[index], id: prepared.id, attributes: attributes,
        json: &json, decimals: plan.account.currency.decimals)
    }
  }

  /// What was stored at the operation's address before it; a plain creation looks at nothing.
  private func previous(_ prepared: PreparedOperation) -> StoredResource? {
    let index = prepared.operation.changeIndex
    return plan.changes[index].action == .create ? nil : current[plan.changes[index].address]
  }

  /// What the target's answers mean for the state; stops the run at a refusal.
  mutating func settlements(
    of batch: [PreparedOperation], _ answers: [TargetAnswer], version: Int64
  ) -> [Settlement] {
    let changes = plan.changes
    return batch.indices.map { index in
      let operation = batch[index].operation
      let change = operation.changeIndex
      switch answers[index] {
      case .done(let id):
        let resource = operation.outcome(
          of: changes[change], previous: previous(batch[index]), attributes: batchAttributes[index],
          id: id,
          version: version)
        if changes[change].action != .create { current[changes[change].address] = resource }
        if operation.kind == .create, let number = Int64(id) {
          nextLocalID = max(nextLocalID, number + 1)
        }
        if isLast(operation) {
          // Of a replacement the new copy is what there is now.
          answered.append(step(change, id: resource?.id ?? id))
        }
        return Settlement(sequence: operation.sequence, result: .done(resource))
      case .refused(let words), .notSent(let words):
        stop(change, batch[index].id, words)
        return Settlement(sequence: operation.sequence, result: .failed(words))
      case .unanswered(let words):
        stop(change, batch[index].id, words)
        return Settlement(sequence: operation.sequence, result: .unknown(words))
      }
    }
  }

  /// What was answered is stored now.
  mutating func confirm() {
    applied += answered
    answered = []
  }

  private mutating func stop(_ change: Int, _ id: String?, _ words: String) {
    failed.append(step(change, id: id, error: words))
    stopReason = stopReason ?? words
  }

  /// A replacement counts once, when its new copy stands and its old one is archived.
  private func isLast(_ operation: Operation) -> Bool {
    plan.changes[operation.changeIndex].action != .replace || operation.kind == .archiveReplaced
  }

  private func step(_ change: Int, id: String?, error: String? = nil) -> ApplyResult.Step {
    ApplyResult.Step(
      plan.changes[change].action, plan.changes[change].address, id: id, error: error)
  }

  func result(_ start: ApplyStart, lineage: String, serial: Int64) -> ApplyResult {
    var result = ApplyResult(digest: start.planDigest, lineage: lineage, serial: serial)
    result.applied = applied
    result.failed = failed
    if applied.count + failed.count < plan.changes.count {
      let done = Set(applied.map(\.address)).union(failed.map(\.address))
      result.notTried = plan.changes.filter { !done.contains($0.address) }.map {
        ApplyResult.Step($0.action, $0.address, id: $0.id, error: stopReason)
      }
    }
    result.summary = plan.summary
    result.moveCount = plan.moves.count
    result.stopReason = stopReason
    result.diagnostics = plan.diagnostics
    return result
  }
}
