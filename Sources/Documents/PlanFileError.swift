/// Why a file cannot be applied or shown as a plan.
public enum PlanFileError: Error, Hashable, Sendable {
  /// It is no plan document, or no longer the one that was written.
  case damaged(String)
  /// There is no such file, or it may not be read; in the system's words.
  case unreadable(String)
  /// Another pinplan wrote it, in a format that this one does not read.
  case otherFormat(Int, madeBy: String)
  /// It is what `apply --events` wrote.
  case events
  /// It is the document of a plan that could not be made.
  case noPlan(errors: Int)
}

extension PlanFileError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .damaged(let why):
      "plan file is damaged: \(why); make it again with pinplan plan --out"
    case .unreadable(let why):
      "the plan cannot be read: \(why); name a file that pinplan plan --out has written"
    case .events:
      "the file holds the events of an apply and no plan; name a file that pinplan plan --out has written"
    case .otherFormat(let version, let maker):
      """
      plan file has format \(version), written by pinplan \(maker); this is pinplan \
      \(PinplanVersion.current) and reads format \(PlanDocument.formatVersion): apply it with the \
      pinplan that made it, or make it again with pinplan plan --out
      """
    case .noPlan(let errors):
      """
      plan file holds no plan: planning failed with \(errors == 1 ? "1 error" : "\(errors) errors"); \
      correct them and make it again with pinplan plan --out
      """
    }
  }
}
