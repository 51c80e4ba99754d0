/// Neighbouring operations that got into a phase together, with nothing to say about one alone.
struct JournalRun: Hashable, Sendable {
  enum Phase: Hashable, Sendable {
    case reached(OperationRecord.Phase)
    /// What was intended is sent now, or once more.
    case sending
  }

  /// Counts from 1 in each state.
  fileprivate(set) var entry: Int64 = 0
  let first: Int
  fileprivate(set) var last: Int
  let phase: Phase
  /// The target's id, where the intent did not know it.
  var id: String?
  var error: String?
  /// Until when what is intended or sent can take effect.
  var deadline: EffectDeadline?
  /// The step of the one operation that it is about; none where it is about whole operations.
  var step: Step?

  struct Step: Hashable, Sendable {
    /// Counts from 0 in each operation of an apply.
    let position: Int
    /// With what it returned, once it is done.
    let step: OperationStep
  }

  init(
    _ sequence: Int, _ phase: Phase, id: String? = nil, error: String? = nil,
    deadline: EffectDeadline? = nil, step: Step? = nil
  ) {
    self.step = step
    first = sequence
    last = sequence
    self.phase = phase
    self.id = id
    self.error = error
    self.deadline = deadline
  }

  /// As it was journalled, with its number.
  init(
    entry: Int64, _ sequences: ClosedRange<Int>, _ phase: Phase, id: String?, error: String?,
    deadline: EffectDeadline?, step: Step?
  ) {
    self.init(
      sequences.lowerBound, phase, id: id, error: error, deadline: deadline, step: step)
    self.entry = entry
    last = sequences.upperBound
  }

  /// Operations in a row that are done as they are stored.
  init(done sequences: Range<Int>) {
    self.init(sequences.lowerBound, .reached(.done))
    last = sequences.upperBound - 1
  }

  var sequences: ClosedRange<Int> { first...last }

  /// Whether it tells no more than until when it can take effect.
  fileprivate var isPlain: Bool { id == nil && error == nil && step == nil }

  /// Whether the next one goes on with this one.
  fileprivate func takes(_ next: Self) -> Bool {
    last + 1 == next.first && phase == next.phase && id == nil && next.id == nil
      && error == next.error && deadline == next.deadline && step == nil && next.step == nil
  }
}

extension JournalRun.Phase: RawRepresentable {
  init?(rawValue: String) {
    if rawValue == "sending" {
      self = .sending
    } else if let phase = OperationRecord.Phase(rawValue: rawValue) {
      self = .reached(phase)
    } else {
      return nil
    }
  }

  var rawValue: String {
    switch self {
    case .reached(let phase): phase.rawValue
    case .sending: "sending"
    }
  }

  /// What is known of an operation then: of what is sent again not whether it happened.
  var known: OperationRecord.Phase {
    switch self {
    case .reached(let phase): phase
    case .sending: .intent
    }
  }
}

extension [JournalRun] {
  /// Adds an operation of which nothing is to be told but its phase.
  mutating func extend(
    to sequence: Int, _ phase: JournalRun.Phase, deadline: EffectDeadline? = nil
  ) {
    if let last = indices.last, self[last].last + 1 == sequence, self[last].phase == phase,
      self[last].isPlain, self[last].deadline == deadline
    {
      self[last].last = sequence
    } else {
      append(JournalRun(sequence, phase, deadline: deadline))
    }
  }

  /// Adds a run, or makes the last one longer.
  mutating func extend(to next: JournalRun) {
    if let last = indices.last, self[last].takes(next) {
      self[last].last = next.last
    } else {
      append(next)
    }
  }

  /// Numbers them after an entry.
  func numbered(after entry: Int64) -> Self {
    var runs = self
    for index in indices { runs[index].entry = entry + Int64(index) + 1 }
    return runs
  }
}
