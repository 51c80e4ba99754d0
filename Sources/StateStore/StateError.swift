import AdsModel
import Planning

/// Why state could not be read or written; each says what to do.
public enum StateError: Error, Hashable, Sendable {
  /// Somebody else is at work; with when the lock was taken.
  case locked(LockHolder)
  /// Another process was in the middle of a write for longer than we wait.
  case busy(path: String)
  /// The lock was freed or taken over while we held it; what came after it is not written.
  case lockLost(path: String)

  /// There is none, and something tells that there was one.
  case missing(path: String, trace: StateTrace)
  /// A file of no bytes, which pinplan never writes.
  case empty(path: String)
  /// Shorter than its own header says.
  case truncated(path: String, size: Int64, expected: Int64)
  /// Its content contradicts itself; with what was noticed.
  case damaged(path: String, detail: String)
  /// One id at two addresses, which an earlier pinplan let in; at least one.
  case idsShared(path: String, [OwnedIDs.Conflict])
  /// Written by a later pinplan.
  case newer(path: String, found: Int, supported: Int)
  /// Not a pinplan state at all.
  case foreign(path: String)
  case isDirectory(path: String)
  /// The state of another account or target; with what differs.
  case otherAccount(path: String, what: String, stored: String, given: String)

  /// The system refuses to read; with its reason.
  case unreadable(path: String, reason: String)
  /// The system refuses to write: a read-only folder or file; with its reason.
  case unwritable(path: String, reason: String)
  case diskFull(path: String)

  /// `state mv` or `state rm` while an earlier apply may have done what is not known yet.
  case unsettled(path: String, operations: Int)
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

extension StateError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .locked(let holder):
      """
      the state is locked by \(holder); wait until it is done, or, if it is gone for good, free \
      the lock with `pinplan state unlock`
      """
    case .busy(let path):
      """
      the state \(path) is being written by another process that did not finish in time; try \
      again when it is done
      """
    case .lockLost(let path):
      """
      the lock on the state \(path) was taken away while it was held, so nothing more is written; \
      see `pinplan history` for what the other run did, then plan again
      """
    case .missing(let path, let trace):
      """
      there is no state \(path), \(trace); put the state back, or, if nothing was ever applied, \
      \(trace.wayOut)
      """
    case .empty(let path):
      """
      the state file \(path) is empty, which pinplan never leaves behind; put back a copy of it, \
      and delete it only if nothing was ever applied
      """
    case .truncated(let path, let size, let expected):
      """
      the state file \(path) is cut short: it has \(size) bytes and should have \(expected); put \
      back a whole copy of it
      """
    case .damaged(let path, let detail):
      """
      the state file \(path) is damaged (\(detail)) and is left as it is; put back a good copy of it
      """
    case .idsShared(let path, let conflicts): Self.words(of: conflicts, path)
    case .newer(let path, let found, let supported):
      """
      the state file \(path) was written by a newer pinplan: its format is \(found), this one \
      reads up to \(supported); use the newer pinplan
      """
    case .foreign(let path):
      """
      the file \(path) is not a pinplan state and is left as it is; move it away, or put back the \
      state that belongs there
      """
    case .isDirectory(let path):
      """
      \(path) is a folder, and the state is a file; move the folder away, or put back the state \
      that belongs there
      """
    case .otherAccount(let path, let what, let stored, let given):
      """
      the state \(path) belongs to \(what) \(stored), but the project says \(given); put back the \
      project's own state, or undo the change in pinplan.yaml
      """
    case .unreadable(let path, let reason):
      """
      the state \(path) cannot be read: \(reason); give yourself access to it and its folder, \
      then try again
      """
    case .unwritable(let path, let reason):
      """
      the state \(path) cannot be written: \(reason); make the file and its folder writable, \
      then try again
      """
    case .diskFull(let path):
      """
      there is no space left to write the state \(path), and what was stored before is intact; \
      free some space, then try again
      """
    case .unsettled(let path, let operations):
      """
      an earlier apply was cut off, and of \(operations) of its operations the state \(path) does \
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

extension StateError {
  private static func words(of conflicts: [OwnedIDs.Conflict], _ path: String) -> String {
    guard let first = conflicts.first else {
      return "the state \(path) has one id at two addresses"
    }
    let more = conflicts.count > 1 ? " (and \(conflicts.count - 1) more like it)" : ""
    let (owner, other) = (shellWord("\(first.owner)"), shellWord("\(first.other)"))
    return """
      the state \(path) has the id \(first.id) both at \(first.owner) and at \(first.other)\(more), which an \
      earlier pinplan let in; take the wrong one out of the YAML and forget it with \
      `pinplan state rm \(owner)` or `pinplan state rm \(other)`
      """
  }
}

extension StateTrace: CustomStringConvertible {
  public var description: String {
    switch self {
    case .nothing: "so nothing is known of what was applied"
    case .folder(let path, isEmpty: true): "though its folder \(path) is there and empty"
    case .folder(let path, isEmpty: false): "though its folder \(path) is there"
    case .link(let path, let target):
      "as \(path) is a link to \(target), and nothing is there"
    case .log(let path): "though its log \(path) is there"
    }
  }

  /// What to do where nothing was ever applied.
  fileprivate var wayOut: String {
    switch self {
    case .nothing, .folder: "say `--first-run`"
    case .link: "make what the link leads to, or take the link away, and say `--first-run`"
    case .log: "move the log away"
    }
  }
}
