import Diagnostics
import PinterestAPI
import Rendering

extension CIRun {
  /// What a project's report is told to, at a request.
  struct Posting {
    let reviews: any ReviewService
    let request: Int
  }

  /// Posts a report, or prints what would be posted; why it could not be is thrown.
  func post(
    _ text: String, to posting: Posting, _ console: Console, skippingFirst: Bool = false
  ) async throws(ReviewError) {
    let writer = CommentWriter(reviews: posting.reviews, request: posting.request)
    guard options.dryRun else {
      console.say(try await writer.write(text, skippingFirst: skippingFirst))
      return
    }
    let words: String
    do throws(ReviewError) { words = try await writer.preview(text) } catch {
      words = "Would comment on \(posting.reviews.name(of: posting.request)); \(error)"
    }
    preview(text, words, console)
  }

  /// Prints what would be posted.
  func preview(_ text: String, _ words: String, _ console: Console) {
    console.say("\(words):\n")
    try? console.print(text)
  }

  /// What helps against a refusal.
  func hint(_ error: ReviewError) -> String? {
    guard error.isAboutRights, let job else { return nil }
    return switch job.service {
    case .github:
      "the job needs `permissions: { pull-requests: write }`, and the step GITHUB_TOKEN"
    case .gitlab:
      "PINPLAN_TOKEN takes a project access token with the scope `api` and at least the role Reporter"
    }
  }
}
