/// Why bytes are no state document; each says what to do.
public enum DocumentFault: Error, Hashable, Sendable {
  /// No bytes at all.
  case empty
  /// Not what pinplan writes.
  case foreign
  /// Cut short, or changed by somebody else; with what was noticed.
  case damaged(detail: String)
  case newer(found: Int, supported: Int)
}

extension DocumentFault {
  /// What is wrong with the document at a place, and what to do.
  func description(of place: String) -> String {
    switch self {
    case .empty:
      """
      the state in \(place) is empty, which pinplan never leaves behind; put back what was there, and \
      remove it only if nothing was ever applied
      """
    case .foreign:
      """
      what is in \(place) is not a pinplan state and is left as it is; move it away, or put back the \
      state that belongs there
      """
    case .damaged(let detail):
      """
      the state in \(place) is damaged (\(detail)) and is left as it is; put back a good copy of it
      """
    case .newer(let found, let supported):
      """
      the state in \(place) was written by a newer pinplan: its format is \(found), this one reads up \
      to \(supported); use the newer pinplan
      """
    }
  }
}
