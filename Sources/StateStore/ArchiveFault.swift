/// Why an archive of days cannot be used; each says what to do.
public struct ArchiveFault: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    case damaged(detail: String)
    case newer(found: Int, supported: Int)
    /// Not an archive of pinplan's.
    case foreign
    case otherAccount(stored: String, given: String)
    case busy
    case unreadable(reason: String)
    case unwritable(reason: String)
    case diskFull
  }

  public let path: String
  public let reason: Reason

  public init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  public var description: String {
    switch reason {
    case .damaged(let detail):
      """
      the archive \(path) is damaged (\(detail)) and is left as it is; put back a good copy of it, \
      or move it away and collect anew what the API still has
      """
    case .newer(let found, let supported):
      """
      the archive \(path) was written by a newer pinplan: its format is \(found), this one reads up \
      to \(supported); use the newer pinplan
      """
    case .foreign:
      "the file \(path) is not an archive of pinplan's and is left as it is; move it away"
    case .otherAccount(let stored, let given):
      """
      the archive \(path) is of the ad account \(stored), but the project says \(given); put back the \
      project's own archive, or undo the change in pinplan.yaml
      """
    case .busy:
      "the archive \(path) is being written by another process; try again when it is done"
    case .unreadable(let reason):
      "the archive \(path) cannot be read: \(reason); give yourself access to it and its folder"
    case .unwritable(let reason):
      "the archive \(path) cannot be written: \(reason); make it and its folder writable"
    case .diskFull:
      """
      there is no space left to write the archive \(path), and what was kept before is intact; \
      free some space, then try again
      """
    }
  }
}
