/// Why a file is no backup that can be put back; each says what to do.
public enum BackupFault: Hashable, Sendable {
  /// The system refuses to read it; with its reason.
  case unreadable(reason: String)
  case document(DocumentFault)
}

extension BackupFault {
  func description(of path: String) -> String {
    switch self {
    case .unreadable(let reason): "the backup \(path) cannot be read: \(reason)"
    case .document(.empty): "the backup \(path) is empty, so nothing was restored; name another one"
    case .document(.foreign):
      """
      the file \(path) is not what `pinplan state backup` writes, so nothing was restored; name one that is
      """
    case .document(.damaged(let detail)):
      "the backup \(path) is damaged (\(detail)), so nothing was restored; name another one"
    case .document(.newer(let found, let supported)):
      """
      the backup \(path) was written by a newer pinplan: its format is \(found), this one reads up to \
      \(supported); use the newer pinplan
      """
    }
  }
}

extension StateDocument {
  /// Reads a backup; `path` is where it lies.
  public init(backup bytes: [UInt8], at path: String) throws(StateError) {
    do throws(DocumentFault) { try self.init(bytes: bytes) } catch {
      throw .backup(path, .document(error))
    }
  }
}
