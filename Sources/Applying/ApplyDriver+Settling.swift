import Planning
import StateStore

extension ApplyDriver {
  /// Turns what is known now into what is recorded next.
  mutating func settle(_ event: Dispatcher.Event) {
    switch event {
    case .answered(let batch, let answers, _):
      for (prepared, answer) in zip(sent.remove(batch), answers) {
        switch answer {
        case .done(let id, let values): settle(prepared, id: id, values)
        case .stepDone(let values):
          settleStep(prepared, values, bringing: people(with: prepared))
        case .refused, .unanswered, .notSent: settle(prepared)
        }
      }
    case .settled(let findings):
      for (position, finding) in findings {
        guard let prepared = uncertain[position] else { continue }
        switch finding {
        case .happened(let id, let values): settle(prepared, id: id, values)
        case .stepHappened(let values):
          // That a list is there does not tell that everybody is on it: they are uploaded once more.
          uploads[position] = nil
          settleStep(prepared, values, bringing: nil)
        case .didNotHappen, .cannotTell, .failed:
          if dispatcher.conditions[position].isOver { settle(prepared) }
        }
      }
    case .started, .interrupted: break
    }
  }

  private mutating func settle(
    _ prepared: PreparedOperation, id: String, _ values: PrivateValues?
  ) {
    if !uncertain.isEmpty { uncertain[prepared.operation.sequence] = nil }
    let position = prepared.operation.sequence
    let upload = uploads.isEmpty ? nil : uploads.removeValue(forKey: position)
    var settlement = ledger.settle(
      prepared, id: id, remembering: ledger.isRemote ? values : upload?.values.uploaded ?? values)
    settlement.members = people(with: prepared)
    recorder.keep(settlement)
  }

  /// Who came or went with what is done.
  private mutating func people(with prepared: PreparedOperation) -> MembersWrite? {
    prepared.people?.write ?? parts.removeValue(forKey: prepared.operation.sequence)
  }

  private mutating func settleStep(
    _ prepared: PreparedOperation, _ values: PrivateValues, bringing members: MembersWrite?
  ) {
    uncertain[prepared.operation.sequence] = nil
    var settlement = ledger.settleStep(prepared, values)
    settlement.members = members
    recorder.keep(settlement)
  }

  /// Settles what has done some of its steps when nothing more is sent: a later apply goes on.
  mutating func settleHalfDone() {
    for position in ledger.progress.keys.sorted() where dispatcher.conditions[position] == .ready {
      recorder.keep(
        Settlement(
          sequence: position, result: .failed(halfDoneWords(position) ?? Self.goesOn)))
    }
  }

  /// Settles what did not happen, or may have happened.
  private mutating func settle(_ prepared: PreparedOperation) {
    let position = prepared.operation.sequence
    let words = dispatcher.words[position] ?? ""
    switch dispatcher.conditions[position] {
    case .failed, .notSent:
      uncertain[position] = nil
      recorder.keep(Settlement(sequence: position, result: .failed(words)))
    default:
      uncertain[position] = prepared
      recorder.keep(Settlement(sequence: position, result: .unknown(words)))
    }
  }
}
