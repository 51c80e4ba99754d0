import Diagnostics

/// The mistakes of one file, of which so many are kept as anyone could read.
struct DiagnosticList {
  private static let most = 1000

  private var kept: [Diagnostic] = []
  private var dropped = 0

  /// Keeps a mistake, or only counts it; a file of nothing else costs no message for each.
  mutating func append(_ diagnostic: () -> Diagnostic) {
    if kept.count < Self.most {
      kept.append(diagnostic())
    } else {
      dropped += 1
    }
  }

  /// Keeps the mistake that ended the reading, however many came before it.
  mutating func append(final diagnostic: Diagnostic) {
    kept.append(diagnostic)
  }

  /// What to report, in reading order; the last one says how many were not kept.
  var reported: [Diagnostic] {
    let sorted = kept.sorted(by: Diagnostic.inReadingOrder)
    guard dropped > 0, let last = sorted.last else { return sorted }
    return sorted + [
      Diagnostic(
        last.code, .error, "there are \(dropped) more mistakes in this file", at: last.span,
        hint: "correct those above first")
    ]
  }
}
