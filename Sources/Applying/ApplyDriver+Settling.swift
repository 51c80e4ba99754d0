import Planning
import StateStore

extension ApplyDriver {
  /// Turns what is known now into what is recorded next.
  mutating func settle(_ event: Dispatcher.Event) {
    switch event {
    case .answered(let batch, let answers, _):
      for (prepared, answer) in zip(sent.remove(batch), answers) {
        if case .done(let id) = answer { settle(prepared, id: id) } else { settle(prepared) }
      }
    case .settled(let findings):
      for (position, finding) in findings {
        guard let prepared = uncertain[position] else { continue }
        if case .happened(let id) = finding {
          settle(prepared, id: id)
        } else if dispatcher.conditions[position].isOver {
          settle(prepared)
        }
      }
    case .started, .interrupted: break
    }
  }

  private mutating func settle(_ prepared: PreparedOperation, id: String) {
    if !uncertain.isEmpty { uncertain[prepared.operation.sequence] = nil }
    recorder.keep(ledger.settle(prepared, id: id))
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
