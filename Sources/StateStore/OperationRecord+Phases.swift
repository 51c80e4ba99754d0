import AdsModel

extension [OperationRecord] {
  /// Gives operations, which are in the order of their sequences, the phase that a run of them got
  /// into; called with each run of the journal in turn.
  mutating func take(_ run: JournalRun, at: Instant) {
    var index = partitioningIndex { $0.sequence >= run.first }
    while index < count, self[index].sequence <= run.last {
      self[index].phase = run.phase.known
      self[index].id = run.id ?? self[index].id
      self[index].error = run.error
      self[index].at = at
      index += 1
    }
  }

  /// Where the elements begin that meet a condition that all later ones meet too.
  private func partitioningIndex(_ isLate: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isLate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
