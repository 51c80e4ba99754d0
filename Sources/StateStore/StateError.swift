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

  /// A file of no bytes, which pinplan never writes.
  case empty(path: String)
  /// Shorter than its own header says.
  case truncated(path: String, size: Int64, expected: Int64)
  /// Its content contradicts itself; with what was noticed.
  case damaged(path: String, detail: String)
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

  /// `state mv` and `state rm` name a resource that is not stored.
  case notStored(Address)
  /// A move to an address at which another resource is stored, or that two moves name.
  case addressTaken(Address)
  /// A move from one kind of resource to another.
  case kindDiffers(Move)
}

extension StateError {
  /// The exit code while nothing is written yet: 3, or 1 for a wrong `state mv` or `state rm`.
  public var exitCode: Int32 {
    switch self {
    case .notStored, .addressTaken, .kindDiffers: 1
    default: 3
    }
  }
}

extension StateError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .locked(let holder):
      """
      The state is locked by \(holder). Wait until it is done; if it is gone for good, free the \
      lock with `pinplan state unlock`.
      """
    case .busy(let path):
      """
      The state \(path) is being written by another process that did not finish in time. Try \
      again when it is done.
      """
    case .lockLost(let path):
      """
      The lock on the state \(path) was taken away while it was held, so nothing more is written. \
      See `pinplan history` for what the other run did, then plan again.
      """
    case .empty(let path):
      """
      The state file \(path) is empty, which pinplan never leaves behind. Put back a copy of it; \
      delete it only if nothing was ever applied.
      """
    case .truncated(let path, let size, let expected):
      """
      The state file \(path) is cut short: it has \(size) bytes and should have \(expected). Put \
      back a whole copy of it.
      """
    case .damaged(let path, let detail):
      """
      The state file \(path) is damaged (\(detail)). It is left as it is; put back a good copy \
      of it.
      """
    case .newer(let path, let found, let supported):
      """
      The state file \(path) was written by a newer pinplan: its format is \(found), this one \
      reads up to \(supported). Use the newer pinplan.
      """
    case .foreign(let path):
      """
      The file \(path) is not a pinplan state. It is left as it is; move it away, or put back \
      the state that belongs there.
      """
    case .isDirectory(let path):
      """
      \(path) is a folder, and the state is a file. Move the folder away, or put back the state \
      that belongs there.
      """
    case .otherAccount(let path, let what, let stored, let given):
      """
      The state \(path) belongs to \(what) \(stored), but the project says \(given). Put back the \
      project's own state, or undo the change in pinplan.yaml.
      """
    case .unreadable(let path, let reason):
      """
      The state \(path) cannot be read: \(reason). Give yourself access to it and its folder, \
      then try again.
      """
    case .unwritable(let path, let reason):
      """
      The state \(path) cannot be written: \(reason). Make the file and its folder writable, \
      then try again.
      """
    case .diskFull(let path):
      """
      There is no space left to write the state \(path); what was stored before is intact. Free \
      some space, then try again.
      """
    case .notStored(let address):
      "\(address) is not in the state. `pinplan state list` shows what is."
    case .addressTaken(let address):
      "\(address) is taken by another resource, so nothing can move there. Choose a free address."
    case .kindDiffers(let move):
      """
      \(move.from) cannot become \(move.to), as a move does not change the kind. Choose an \
      address that begins with \(move.from.kind.rawValue)/.
      """
    }
  }
}
