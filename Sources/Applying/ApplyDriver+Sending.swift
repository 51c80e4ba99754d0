import Planning
import StateStore

extension ApplyDriver {
  /// Records what is settled and what is sent next, then sends it.
  mutating func send(
    _ decision: inout Dispatcher.Decision, in group: inout TaskGroup<Arrival>
  ) async {
    var batches: [(number: Int, sent: SentBatches.Batch)] = []
    var intents: [IntendedOperation] = []
    var failure: String?
    let deadline = ledger.isRemote ? deadlineFromNow : nil
    for batch in decision.batches {
      let ids =
        await target.reserveIDs(
          ledger.creationCount(batch.operations), from: ledger.nextLocalID) ?? []
      var prepared = ledger.prepare(batch.operations, ids: ids)
      if let words = await gatherPeople(for: &prepared) {
        failure = failure ?? words
      } else {
        prepared = await withSteps(prepared)
      }
      // What is sent again is on record already, with a deadline of its own; what goes on and names no step
      // ends.
      let new =
        uncertain.isEmpty && ledger.progress.isEmpty
        ? prepared
        : prepared.filter {
          uncertain[$0.operation.sequence] == nil
            && ($0.step != nil || ledger.progress[$0.operation.sequence] == nil)
        }
      intents += ledger.intents(of: new, until: deadline)
      if let deadline { sent.keep(deadline, of: new) }
      let isNew = new.count == prepared.count
      batches.append(
        (batch.number, SentBatches.Batch(operations: prepared, deadline: isNew ? deadline : nil)))
    }
    if let failure { return giveUp(batches, because: failure, &decision) }
    do throws(StateError) {
      try await recorder.record(intending: intents, in: &ledger)
    } catch {
      return giveUp(batches, because: error.description, &decision)
    }
    for batch in batches { perform(batch.sent, as: batch.number, in: &group) }
  }

  /// Sends nothing of some batches, and nothing after them.
  private mutating func giveUp(
    _ batches: [(number: Int, sent: SentBatches.Batch)], because words: String,
    _ decision: inout Dispatcher.Decision
  ) {
    decision = dispatcher.next(after: .interrupted(words))
    for batch in batches {
      let answers = batch.sent.operations.map { _ in TargetAnswer.notSent(words) }
      decision = dispatcher.next(after: .answered(batch: batch.number, answers, stop: nil))
    }
  }

  private mutating func perform(
    _ batch: SentBatches.Batch, as number: Int, in group: inout TaskGroup<Arrival>
  ) {
    sent.add(batch, as: number)
    let willSend = willSend(number, recorded: batch.deadline)
    group.addTask { [target, plan = ledger.plan] in
      .reply(
        batch: number, await target.perform(batch.operations, of: plan, willSend: willSend))
    }
  }

  /// Asks the target for what takes several steps, but not of what is to be sent once more as it was.
  private func withSteps(_ prepared: [PreparedOperation]) async -> [PreparedOperation] {
    guard ledger.isRemote else { return prepared }
    var prepared = prepared
    let new =
      uncertain.isEmpty ? prepared : prepared.filter { uncertain[$0.operation.sequence] == nil }
    let steps = await target.steps(of: new, of: ledger.plan)
    guard !steps.isEmpty || !uncertain.isEmpty else { return prepared }
    for index in prepared.indices {
      let position = prepared[index].operation.sequence
      prepared[index].step = uncertain[position].map(\.step) ?? steps[position]
    }
    return prepared
  }

  /// Of what is sent right after this.
  private var deadlineFromNow: EffectDeadline {
    EffectDeadline(recorded: machineTime(), span: target.timing.span)
  }

  func listen(in group: inout TaskGroup<Arrival>) {
    group.addTask { [line] in await line.next().map { .announced($0) } ?? .ended }
  }

  /// What a target calls before it sends a batch: asks for a later deadline if the one on record
  /// does not cover it, and for a proof of the lock if its lease may be over.
  private func willSend(_ batch: Int, recorded: EffectDeadline?) -> WillSend {
    {
      [line, machineTime, effect = target.timing.effect, isHeld = recorder.isHeld]
      () throws(NotToBeSent) in
      if let recorded, recorded.covers(effect, sentAt: machineTime()), isHeld() { return }
      try await line.announce(batch)
    }
  }

  /// Puts a later deadline on record, if that is needed.
  mutating func extend(_ number: Int) async -> Result<Void, NotToBeSent> {
    if let failure = recorder.failure { return .failure(NotToBeSent(failure.description)) }
    guard let batch = sent[number] else { return .failure(NotToBeSent("nobody waits for it")) }
    if let recorded = batch.deadline, recorder.isHeld(),
      recorded.covers(target.timing.effect, sentAt: machineTime())
    {
      return .success(())
    }
    let deadline = deadlineFromNow
    do throws(StateError) {
      try await recorder.extend(batch.operations.map(\.operation.sequence), until: deadline)
    } catch {
      return .failure(NotToBeSent(error.description))
    }
    sent.extend(number, until: deadline)
    return .success(())
  }
}
