/// What becomes of a report beside the comments that are there already: one comment a project, written
/// anew in its place, and never by an older run.
public enum CommentChoice: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// A later run wrote what is there.
    case laterRun
    /// The same text, of the same commit.
    case sameText
    /// What is there tells what was applied, and this run applied nothing.
    case alreadyApplied
  }

  case post
  /// By its place among the comments.
  case replace(Int)
  case leave(Int, Reason)

  /// Chooses for a report with a marker; `comments` are the texts of ours, in the order in which they
  /// were written.
  public static func choose(for own: FoundMarker, among comments: [String]) -> Self {
    var newest: (index: Int, marker: FoundMarker)?
    for (index, text) in comments.enumerated() {
      guard let marker = FoundMarker(in: text), marker.isOfSameProject(as: own) else { continue }
      // Two that were written at once: the newer one is the one to go on with.
      if let newest, marker.isOlder(than: newest.marker) { continue }
      newest = (index, marker)
    }
    guard let (index, found) = newest else { return .post }
    if own.isOlder(than: found) { return .leave(index, .laterRun) }
    if found.body == own.body, found.head == own.head { return .leave(index, .sameText) }
    if found.outcome == .done, own.outcome?.isWithoutEffect == true {
      return .leave(index, .alreadyApplied)
    }
    return .replace(index)
  }
}
