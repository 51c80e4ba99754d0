/// Finds out what became of operations that may have happened: decides when to look and what the
/// findings mean.
///
/// A value without a network or a clock. What is found is settled at once; what is not found did not
/// happen only if it can no longer take effect and two looks, apart, agree on it.
struct Settling {
  enum Step: Equatable {
    case look([Int])
    /// So much of all that is waited at most.
    case wait(Duration, of: Duration)
    case over
  }

  /// What is not known yet.
  private(set) var open: [Int]
  /// What is known.
  private(set) var findings: [Int: LookFinding] = [:]

  private let interval: Duration
  /// What is still to be waited; none before the first look.
  private var waits: [Duration]?
  /// Of what is not there, how many looks in a row said so since it could no longer take effect.
  private var absences: [Int: Int] = [:]
  /// Why looking for it failed the last time.
  private var failures: [Int: String] = [:]

  /// - Parameters:
  ///   - operations: By position.
  ///   - interval: Between the last two looks.
  init(_ operations: [Int], apart interval: Duration) {
    open = operations
    self.interval = interval
  }

  /// The first look.
  var start: Step { open.isEmpty ? .over : .look(open) }

  /// What follows on a look; `remaining` tells from then on how long an operation can still take
  /// effect.
  mutating func next(
    after looked: [(operation: Int, finding: LookFinding)], remaining: (Int) -> Duration
  ) -> Step {
    let isLate = waits.map { $0.count <= 1 } ?? false
    for (operation, finding) in looked { take(finding, of: operation, isLate: isLate) }
    open.removeAll { findings[$0] != nil }
    guard !open.isEmpty else { return .over }
    if waits == nil {
      waits = LookSchedule.waits(until: open.map(remaining).max() ?? .zero, apart: interval)
      // Nothing could take effect any more: the first look was one of the two.
      if waits?.count == 1 {
        for (operation, finding) in looked { take(finding, of: operation, isLate: true) }
      }
    }
    guard var left = waits, !left.isEmpty else {
      conclude()
      return .over
    }
    let total = left.reduce(.zero, +)
    let wait = left.removeFirst()
    waits = left
    return .wait(wait, of: total)
  }

  private mutating func take(_ finding: LookFinding, of operation: Int, isLate: Bool) {
    failures[operation] = nil
    switch finding {
    case .happened, .stepHappened, .cannotTell: findings[operation] = finding
    case .didNotHappen: absences[operation, default: 0] += isLate ? 1 : 0
    case .failed(let words):
      absences[operation] = 0
      failures[operation] = words
    }
  }

  /// Nothing more is waited for.
  private mutating func conclude() {
    for operation in open {
      if let words = failures[operation] {
        findings[operation] = .failed(words)
      } else if absences[operation, default: 0] >= 2 {
        findings[operation] = .didNotHappen
      } else {
        findings[operation] = .failed("it could be looked for only once; apply again")
      }
    }
    open = []
  }
}

extension Settling {
  /// What is known, in the order of the operations.
  var known: [(operation: Int, finding: LookFinding)] {
    findings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The ids of what was found to have happened.
  var foundIDs: [Int: String] {
    findings.compactMapValues { if case .happened(let id, _) = $0 { id } else { nil } }
  }
}
