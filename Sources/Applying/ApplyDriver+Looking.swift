import AdsModel
import Planning
import StateStore

extension ApplyDriver {
  /// Looks for what may have happened until it is known, or somebody wants the apply to end.
  mutating func lookUp(
    _ positions: [Int], in group: inout TaskGroup<Arrival>
  ) async -> [Dispatcher.Event] {
    var settling = Settling(positions, apart: target.timing.lookInterval)
    var step = settling.start
    var hasNotified = false
    while true {
      switch step {
      case .look(let operations): look(for: operations, besides: settling.foundIDs, in: &group)
      case .wait(let time, let total):
        // Of the second look alone nobody has to hear.
        if total > target.timing.lookInterval {
          announce(settling.open, wait: total, isRepeated: hasNotified)
          hasNotified = true
        }
        wait(time, in: &group)
      case .over: return [.settled(settling.known)]
      }
      arrivals: while let arrival = await group.next() {
        switch arrival {
        case .looked(let findings):
          step = settling.next(after: findings) { [machineTime, sent] in
            sent.deadline(of: $0)?.remaining(at: machineTime()) ?? .zero
          }
          break arrivals
        case .waited:
          step = .look(settling.open)
          break arrivals
        case .interrupted(let reason):
          await target.interrupt()
          return [.interrupted(reason), .settled(settling.known)]
        case .announced(let announcement):
          announcement.answer(.failure(NotToBeSent("nothing is on its way")))
        case .reply, .ended: continue
        }
      }
    }
  }

  private func announce(_ open: [Int], wait: Duration, isRepeated: Bool) {
    let operations = open.compactMap { uncertain[$0] }
    notify(
      SettlingNotice(
        addresses: operations.map { ledger.change(of: $0.operation).address }, wait: wait,
        isRepeated: isRepeated))
  }

  private func wait(_ time: Duration, in group: inout TaskGroup<Arrival>) {
    group.addTask { [sleep] in
      do { try await sleep(time) } catch { return .interrupted("cut off") }
      return .waited
    }
  }

  private func look(
    for positions: [Int], besides found: [Int: String], in group: inout TaskGroup<Arrival>
  ) {
    var ledger = ledger
    var known = ledger.knownIDs
    known.insert(archived)
    var requests: [LookRequest] = []
    for position in positions {
      guard let prepared = uncertain[position] else {
        preconditionFailure("what is looked for is uncertain")
      }
      requests.append(
        ledger.lookRequest(prepared, marks: marks, words: dispatcher.words[position], now: now))
    }
    for (position, id) in found {
      let kind = ledger.change(of: ledger.operations[position]).address.kind
      known[kind, default: []].insert(id)
    }
    group.addTask { [target, requests, known] in
      let findings = await target.look(for: requests, besides: known)
      return .looked(zip(positions, findings).map { ($0, $1) })
    }
  }
}
