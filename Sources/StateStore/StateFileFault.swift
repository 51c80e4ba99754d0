import AdsModel
import Diagnostics
import Planning

/// Why the file that holds a state cannot be used; each says what to do.
public enum StateFileFault: Hashable, Sendable {
  /// There is none, and something tells that there was one.
  case missing(StateTrace)
  /// A file of no bytes, which pinplan never writes.
  case empty
  /// Shorter than its own header says.
  case truncated(size: Int64, expected: Int64)
  /// Its content contradicts itself; with what was noticed.
  case damaged(detail: String)
  /// One id at two addresses, which an earlier pinplan let in; at least one.
  case idsShared([OwnedIDs.Conflict])
  /// Written by a later pinplan.
  case newer(found: Int, supported: Int)
  /// Not a pinplan state at all.
  case foreign
  case isDirectory
  /// The system refuses to read; with its reason.
  case unreadable(reason: String)
  /// The system refuses to write: a read-only folder or file; with its reason.
  case unwritable(reason: String)
  case diskFull
}

extension StateFileFault {
  /// What is wrong with the file at a path, and what to do.
  func description(of path: String) -> String {
    switch self {
    case .missing(let trace):
      """
      there is no state \(path), \(trace); put the state back, or, if nothing was ever applied, \
      \(trace.wayOut)
      """
    case .empty:
      """
      the state file \(path) is empty, which pinplan never leaves behind; put back a copy of it, \
      and delete it only if nothing was ever applied
      """
    case .truncated(let size, let expected):
      """
      the state file \(path) is cut short: it has \(size) bytes and should have \(expected); put \
      back a whole copy of it
      """
    case .damaged(let detail):
      """
      the state file \(path) is damaged (\(detail)) and is left as it is; put back a good copy of it
      """
    case .idsShared(let conflicts): Self.words(of: conflicts, path)
    case .newer(let found, let supported):
      """
      the state file \(path) was written by a newer pinplan: its format is \(found), this one \
      reads up to \(supported); use the newer pinplan
      """
    case .foreign:
      """
      the file \(path) is not a pinplan state and is left as it is; move it away, or put back the \
      state that belongs there
      """
    case .isDirectory:
      """
      \(path) is a folder, and the state is a file; move the folder away, or put back the state \
      that belongs there
      """
    case .unreadable(let reason):
      """
      the state \(path) cannot be read: \(reason); give yourself access to it and its folder, \
      then try again
      """
    case .unwritable(let reason):
      """
      the state \(path) cannot be written: \(reason); make the file and its folder writable, \
      then try again
      """
    case .diskFull:
      """
      there is no space left to write the state \(path), and what was stored before is intact; \
      free some space, then try again
      """
    }
  }
}

extension StateFileFault {
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
