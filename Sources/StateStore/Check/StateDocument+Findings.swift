import AdsModel
import Diagnostics
import Outcomes
import Planning

extension StateDocument {
  /// What contradicts itself in it, or has to be known of it.
  var findings: [StateFinding] {
    countFindings + chainFindings + journalFindings + referenceFindings + lockFindings
  }

  /// What it says in sum, held against what is there.
  private var countFindings: [StateFinding] {
    var findings: [StateFinding] = []
    func add(_ message: String) { findings.append(StateFinding(.integrity, .error, message)) }
    if let late = sortedResources.first(where: { $0.version > head.serial }) {
      add("\(late.address) is of serial \(late.version), and the state is at \(head.serial)")
    }
    let written = history.map {
      max($0.serial, $0.end?.serial ?? 0, $0.runs.map(\.serial).max() ?? 0)
    }
    if let last = written.max(), last > head.serial {
      add("its history is at serial \(last), and the state is at \(head.serial)")
    }
    let open = unsettled.count
    if Int64(open) != head.unsettledCount {
      add("\(open) operations are not settled, and the state says \(head.unsettledCount)")
    }
    if let shared = SharedIDs(in: sortedResources)?.conflicts.first {
      add("the id \(shared.id) is both at \(shared.owner) and at \(shared.other)")
    }
    return findings
  }

  private var chainFindings: [StateFinding] {
    brokenLinks.map { number in
      StateFinding(
        .historyChain, .error,
        "entry \(number) of the history does not follow from the one before: one of the two is not what was written"
      )
    }
  }

  /// The journal is about operations that are there, in entries that follow each other.
  private var journalFindings: [StateFinding] {
    var findings: [StateFinding] = []
    var before: Int64 = 0
    for entry in history {
      let number = entry.begun.number
      if number != before + 1 {
        findings.append(
          StateFinding(
            .reference, .error, "entry \(number) of the history comes after entry \(before)"))
      }
      before = number
      let known = Set(entry.operations.map(\.sequence))
      if let run = entry.runs.first(where: { !$0.run.sequences.allSatisfy(known.contains) }) {
        findings.append(
          StateFinding(
            .reference, .error,
            "the journal of entry \(number) is about operation \(run.run.first), which is not there"
          ))
      }
    }
    return findings
  }

  /// What is stored names nothing that is not.
  private var referenceFindings: [StateFinding] {
    var findings: [StateFinding] = []
    for resource in sortedResources {
      guard let parent = resource.address.parent, resources[parent] == nil else { continue }
      findings.append(
        StateFinding(
          .reference, .warning,
          "\(resource.address) is stored and \(parent), which holds it, is not; the next apply says what becomes of it"
        ))
    }
    let owners = ListOwners(state, unsettled: unsettled)
    for list in lists.keys.sorted()
    where !owners.has(list) && !owners.has(String(list.dropLast())) {
      findings.append(
        StateFinding(.reference, .error, "a list of people is kept that belongs to nothing stored"))
    }
    return findings
  }

  private var lockFindings: [StateFinding] {
    var findings: [StateFinding] = []
    if let place = head.movedTo {
      findings.append(
        StateFinding(
          .lease, .error, "the state has moved to backend \(place.backend), \(place.place)"))
    }
    if let lock = head.lock {
      let words =
        lock.isFree
        ? "the lock is still that of \(lock.holder), which is gone; the next apply frees it"
        : "the state is locked by \(lock.holder)"
      findings.append(StateFinding(.lease, .warning, words))
    }
    if head.lock == nil || head.lock?.isFree == true, state.target.hasAccount,
      let open = unsettledSummary
    {
      let words =
        open.count == 1 ? "of 1 operation it is" : "of \(open.count) operations it is"
      findings.append(
        StateFinding(
          .unsettled, .warning,
          "\(words) not known whether they happened; run `pinplan apply`, which finds out"))
    }
    return findings
  }
}
