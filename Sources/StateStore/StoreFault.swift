/// Why a place that is not a file of this machine cannot be used; each says what to do.
public enum StoreFault: Error, Hashable, Sendable {
  /// Nobody answers there; with what was said instead.
  case unreachable(String)
  /// It answers, and does not let us.
  case refused(String)
  /// Something was sent and no answer came, nor could it be found out what became of it.
  case unconfirmed(String)
  /// There is no room for what is to be stored.
  case full(String)
  /// There is none, where one is expected.
  case missing
  /// What the project says of it cannot be; with what, and what to do.
  case notSetUp(String)
}

extension StoreFault {
  func description(of place: String) -> String {
    switch self {
    case .unreachable(let words):
      """
      the state in \(place) cannot be reached: \(words); nothing is known of what was applied until it \
      can, so try again when it is back
      """
    case .refused(let words):
      """
      the state in \(place) may not be used: \(words); give this job the right to read and write it, \
      then try again
      """
    case .unconfirmed(let words):
      """
      it is not known whether the last write to the state in \(place) was stored: \(words); run the \
      command again once it can be reached, which finds out
      """
    case .full(let words):
      """
      there is no room left for the state in \(place): \(words); make room there, then try again
      """
    case .missing:
      """
      there is no state in \(place), so nothing is known of what was applied; put the state back, or, if \
      nothing was ever applied, say `--first-run`
      """
    case .notSetUp(let words): "the state in \(place) cannot be used: \(words)"
    }
  }
}
