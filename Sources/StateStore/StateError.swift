import AdsModel
import Planning

/// Why state could not be read or written; each says what to do.
public enum StateError: Error, Hashable, Sendable {
  /// Somebody else is at work; with when the lock was taken.
  case locked(LockHolder)
  /// Another process was in the middle of a write for longer than we wait.
  case busy(place: String)
  /// The lock was freed or taken over while we held it; what came after it is not written.
  case lockLost(place: String)

  /// The state has gone elsewhere, so what is left in a place is old.
  case moved(place: String, to: StatePlace)

  /// A state is not put in the place of another.
  case carry(place: String, CarryFault)
  /// A file that is to be put in the place of a state is none; with what is wrong.
  case backup(String, BackupFault)

  /// The state of another account or target; with what differs.
  case otherAccount(place: String, what: String, stored: String, given: String)

  /// The file that holds it is not there, or cannot be used.
  case file(String, StateFileFault)

  /// The place that is no file of this machine and holds it cannot be used.
  case store(String, StoreFault)

  /// What is in such a place is no state that can be used.
  case document(String, DocumentFault)

  /// The project's marker cannot be used, or tells of another state than there is.
  case marker(String, MarkerFault)

  /// `state mv` or `state rm` while an earlier apply may have done what is not known yet.
  case unsettled(place: String, operations: Int)
  /// `state mv` and `state rm` name a resource that is not stored.
  case notStored(Address)
  /// A move to an address at which another resource is stored, or that two moves name.
  case addressTaken(Address)
  /// A move that would make another resource of it.
  case unmovable(MoveProblem)
  /// A resource was to be stored with an id that another address has.
  case idTaken(OwnedIDs.Conflict)
}

extension StateError {
  /// The exit code while nothing is written yet: 3, or 1 for a wrong `state mv` or `state rm`.
  public var exitCode: Int32 {
    switch self {
    case .notStored, .addressTaken, .idTaken, .unmovable: 1
    default: 3
    }
  }
}

extension StateError {
  /// Whether a file is there that was a state and cannot be read as one.
  public var isOfDamage: Bool {
    switch self {
    case .file(_, .empty), .file(_, .truncated), .file(_, .damaged): true
    default: false
    }
  }

  /// Refuses what is stored of an account at a target unless it is a declared one's.
  public static func refuse(
    _ stored: Account, _ storedTarget: TargetKind, unlessOf account: Account,
    on target: TargetKind?, at place: String
  ) throws(StateError) {
    if let target, target != storedTarget {
      throw .otherAccount(
        place: place, what: "target", stored: storedTarget.rawValue, given: target.rawValue)
    }
    if let (what, stored, given) = stored.difference(from: account) {
      throw .otherAccount(place: place, what: what, stored: stored, given: given)
    }
  }
}

extension StateError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .locked(let holder):
      """
      the state is locked by \(holder); wait until it is done, or, if it is gone for good, free \
      the lock with `pinplan state unlock --force`
      """
    case .busy(let place):
      """
      the state \(place) is being written by another process that did not finish in time; try \
      again when it is done
      """
    case .lockLost(let place):
      """
      the lock on the state \(place) was taken away while it was held, so nothing more is written; \
      see `pinplan history` for what the other run did, then plan again
      """
    case .moved(let place, let now):
      """
      the state in \(place) has moved to backend \(now.backend), \(now.place), and what is left here is \
      old; bring this checkout up to date, or write `state: { backend: \(now.backend) }` with its place \
      in pinplan.yaml
      """
    case .carry(let place, let fault): fault.description(of: place)
    case .backup(let path, let fault): fault.description(of: path)
    case .otherAccount(let place, let what, let stored, let given):
      """
      the state \(place) belongs to \(what) \(stored), but the project says \(given); put back the \
      project's own state, or undo the change in pinplan.yaml
      """
    case .file(let path, let fault): fault.description(of: path)
    case .store(let place, let fault): fault.description(of: place)
    case .marker(let path, let fault): fault.description(of: path)
    case .document(let place, let fault): fault.description(of: place)
    case .unsettled(let place, let operations):
      """
      an earlier apply was cut off, and of \(operations) of its operations the state \(place) does \
      not know whether they happened; run `pinplan apply` first, which finds out
      """
    case .notStored(let address):
      "\(address) is not in the state; `pinplan state list` shows what is"
    case .addressTaken(let address):
      "\(address) is taken by another resource, so nothing can move there; choose a free address"
    case .unmovable(let problem): "\(problem.message); \(problem.wayOut)"
    case .idTaken(let conflict):
      """
      \(conflict.id) belongs to \(conflict.owner), so it cannot belong to \(conflict.other) as well; \
      forget it there first with `pinplan state rm \(shellWord("\(conflict.owner)"))`, or choose another id
      """
    }
  }
}
