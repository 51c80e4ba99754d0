import AdsModel
import Applying
import Diagnostics
import ManifestModel
import PinterestAPI
import Rendering

/// The merged request of a job's commit, and what was reviewed there.
struct MergedReview {
  /// Where results are told; none where the job has nothing to do with a merge.
  let posting: CIRun.Posting?
  /// What our comments on it say.
  private let found: [FoundMarker]
  /// Why there is no telling what was reviewed.
  private let problem: String?

  /// Looks it up, once for all projects of a job.
  init(of run: CIRun) async throws(Failure) {
    let reviews: any ReviewService
    do throws(ReviewSetupError) {
      guard let connected = try run.reviews() else {
        (posting, found, problem) = (nil, [], "this is no job of a review service")
        return
      }
      reviews = connected
    } catch {
      throw Failure(.reviewFailed, "\(error)", exit: .stopped)
    }
    if run.commentFile == nil, let request = run.job?.request {
      let name = reviews.name(of: request.number)
      (posting, found, problem) = (nil, [], "this job is of \(name), which is not merged")
      return
    }
    do throws(ReviewError) {
      let merged: [Int]
      if run.commentFile != nil {
        merged = [FileReviews.request]
      } else if let commit = run.job?.commit {
        merged = try await reviews.requests(of: commit).merged
      } else {
        (posting, found, problem) = (nil, [], "the job does not say which commit it is of")
        return
      }
      guard let request = merged.first, merged.count == 1 else {
        (posting, found) = (nil, [])
        let names = merged.map(reviews.name).joined(separator: ", ")
        problem =
          merged.isEmpty
          ? "no merged request belongs to this commit, so no plan of it was reviewed"
          : "the merged requests \(names) all hold this commit"
        return
      }
      posting = .init(reviews: reviews, request: request)
      found = try await reviews.comments(on: request).compactMap { FoundMarker(in: $0.text) }
      problem = nil
    } catch {
      throw Failure(
        .reviewFailed, "what was reviewed cannot be read: \(error)",
        note: "nothing was written", hint: run.hint(error), exit: .stopped)
    }
  }

  /// What a plan of a project is approved by.
  func approval(of common: CommonOptions) -> Approval {
    let hint =
      "have it planned and reviewed in a request, or name the reviewed digest with `--digest`"
    if let problem { return .nobody(because: problem, hint: hint) }
    let manifest = common.workspace.project().project.manifest
    let options = MarkdownOptions(time: common.time, project: common.checkout.project)
    let own = FoundMarker(ofPlanOf: manifest.account, on: manifest.target, options)
    if let own, let digest = found.reviewedDigest(of: own),
      let expected = try? ExpectedDigest(parsing: digest)
    {
      return .digest(expected)
    }
    let name = posting.map { $0.reviews.name(of: $0.request) } ?? "the request"
    return .nobody(
      because: "\(name) has no comment with a plan of this project, so none was reviewed",
      hint: hint)
  }
}
