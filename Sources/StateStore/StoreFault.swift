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
  /// Something was sent that stores nothing, and no answer came.
  case unanswered(String)
  /// It says that a write is stored, by this status, and has something else.
  case notStored(Int)
  /// It has an older state than it had a moment ago; with both serials.
  case older(had: Int64, has: Int64)
  /// Somebody holds the lock of the place; as that tells it.
  case locked(String)
  /// What was to be stored is, and the lock could not be given back.
  case stillLocked(lock: String, String)
  /// The place takes it for no state, or has one of its number; with what it says.
  case notTaken(String)
  /// The state is larger than the place takes; with what it says.
  case tooLarge(bytes: Int, String)
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
    case .unanswered(let words): Self.unreachable(words).description(of: place)
    case .notStored(let status):
      """
      the state in \(place) was not stored, though the server answered \(status): it has what was there before; \
      nothing more was sent, so have the server mended, then try again
      """
    case .older(let had, let has):
      """
      the state in \(place) is at serial \(has), and a moment ago it was at serial \(had): what was applied in \
      between is gone; put the newer one back, or, if somebody restored an older one, try again
      """
    case .locked(let holder):
      """
      the state in \(place) is locked by \(holder); wait until it is done, or, if it is gone for good, free \
      the lock with `pinplan state unlock --force`
      """
    case .stillLocked(let lock, let words):
      """
      the lock \(lock) on the state in \(place) could not be given back: \(words); nothing more is written \
      under it, so free it with `pinplan state unlock --force`
      """
    case .notTaken(let words):
      """
      the state in \(place) was not stored: the server answered 422\(words), so it keeps no such documents, or \
      has one of this number from a write that it forgot; nothing more was sent, so look at what is there, then \
      try again
      """
    case .tooLarge(let bytes, let words):
      """
      the state is too large for \(place): its size is \(bytes) bytes, and the server answered 413\(words); \
      have the server take larger states, or keep it in backend postgres
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

extension StoreFault {
  /// What was said, without what to do.
  var words: String {
    switch self {
    case .unreachable(let words), .refused(let words), .unconfirmed(let words),
      .unanswered(let words), .locked(let words), .stillLocked(_, let words),
      .notTaken(let words), .tooLarge(_, let words), .notSetUp(let words), .full(let words):
      words
    case .missing: "there is none"
    case .notStored(let status): "the server answered \(status), and has something else"
    case .older(let had, let has): "it went back from serial \(had) to \(has)"
    }
  }
}

extension StateError {
  /// What a place said, without what to do.
  var storeWords: String {
    if case .store(_, let fault) = self { return fault.words }
    return description
  }
  /// Who holds the lock where it is taken; in the words of the place, or of pinplan itself.
  public var lockHolder: String? {
    switch self {
    case .locked(let holder): holder.description
    case .store(_, .locked(let words)): words
    default: nil
    }
  }
}
