import Diagnostics
import PinterestAPI
import Rendering

/// Puts a report on a request: one comment a project, written anew in place.
struct CommentWriter {
  let reviews: any ReviewService
  let request: Int

  private static let tries = 3

  private var place: String { reviews.name(of: request) }

  /// Writes the comment where there is something to write, and returns what was done, for the log.
  ///
  /// Where an answer was lost, the comments are looked at once more: what arrived is there.
  func write(_ text: String, skippingFirst: Bool = false) async throws(ReviewError) -> String {
    for attempt in 1...Self.tries {
      let (choice, comments) = try await choice(for: text)
      do throws(ReviewError) {
        switch choice {
        case .post where skippingFirst:
          return "Nothing changes, and no comment on \(place) says otherwise."
        case .post:
          let posted = try await reviews.post(text, on: request)
          return "Commented on \(place)." + (posted.strangeAuthor.map(Self.warning) ?? "")
        case .replace(let index):
          try await reviews.replace(comments[index], on: request, with: text)
          return "Updated the comment on \(place)."
        case .leave(_, let reason):
          return "Left the comment on \(place) alone: \(reason.words)."
        }
      } catch .unanswered where attempt < Self.tries {
        continue
      }
    }
    throw .unanswered("no answer told whether the comment is there")
  }

  private static func warning(_ author: String) -> String {
    "\nwarning: comments are looked for by another author than \(quoted(author)), so the next run would "
      + "write one more; set \(ReviewJob.commenterVariable) to that"
  }

  /// What would be done, for a run that does not do it.
  func preview(_ text: String) async throws(ReviewError) -> String {
    switch try await choice(for: text).0 {
    case .post: "Would comment on \(place)"
    case .replace: "Would update the comment on \(place)"
    case .leave(_, let reason): "Would leave the comment on \(place) alone: \(reason.words)"
    }
  }

  private func choice(
    for text: String
  ) async throws(ReviewError) -> (CommentChoice, [ReviewComment]) {
    guard let own = FoundMarker(in: text) else { preconditionFailure("a report has a marker") }
    let comments = try await reviews.comments(on: request)
    return (CommentChoice.choose(for: own, among: comments.map(\.text)), comments)
  }
}

extension CommentChoice.Reason {
  fileprivate var words: String {
    switch self {
    case .laterRun: "a later run wrote it"
    case .sameText: "it says the same"
    case .alreadyApplied: "it tells what was applied, and this run wrote nothing"
    }
  }
}
