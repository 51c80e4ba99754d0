/// Why a state is not put in the place of another; each says what to do.
public enum CarryFault: Hashable, Sendable {
  /// What is there, or what the project remembers, is another state; with both lineages.
  case otherLineage(kept: String, given: String)
  /// What is there is newer; with both serials.
  case older(kept: Int64, given: Int64)
  /// What is there was written to apart from what is to replace it.
  case apart(lineage: String)
  /// What is there cannot be read; with what is wrong.
  case unreadable(String)
  /// It is there already.
  case same
  /// What was read back is not what was written.
  case notStored
}

extension CarryFault {
  /// What is wrong at a place, and what to do.
  func description(of place: String) -> String {
    switch self {
    case .otherLineage(let kept, let given):
      """
      the state of \(place) is of lineage \(kept), and this one is of lineage \(given): they are two \
      projects' states, so nothing was written; name the right one
      """
    case .older(let kept, let given):
      """
      the state in \(place) is at serial \(kept), and this one is at serial \(given), so what was applied in \
      between would be forgotten; say `--force` if that is meant
      """
    case .apart(let lineage):
      """
      the state in \(place), of the same lineage \(lineage), has applies that this one does not know, so \
      nothing was written; find out with `pinplan history` which of the two is in use, and remove the other
      """
    case .unreadable(let words):
      "\(words); `state restore --force` keeps it beside under another name and puts the backup in its place"
    case .same: "the state is in \(place) already; name another place"
    case .notStored:
      """
      what was read back from \(place) is not what was written, so it is not used; look whether anything \
      else writes there, then try again
      """
    }
  }
}
