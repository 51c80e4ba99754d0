import ArgumentParser
import Diagnostics
import Foundation
import PinterestAPI
import Rendering

/// What a command has of the job that it runs in: where reports go, its log and its files.
struct CIRun {
  let options: CIOptions
  let environment: [String: String]
  /// Whose job this process is.
  let service: ReviewJob.Service?
  /// The job that reports are of; none outside of any.
  let job: ReviewJob?
  let log: JobLog
  let files: JobFiles
  private let place: ReviewPlace?

  init(_ options: CIOptions, _ console: Console) throws(ValidationError) {
    self.options = options
    // In a job there always is a state, or somebody says otherwise.
    if ProcessInfo.processInfo.environment["PINPLAN_FIRST_RUN"] ?? "" == "" {
      setenv("PINPLAN_FIRST_RUN", "false", 1)
    }
    environment = ProcessInfo.processInfo.environment
    let service = ReviewJob.Service(environment: environment)
    self.service = service
    place = options.to ?? service.map { .service($0) }
    guard place != nil || options.dryRun else {
      throw ValidationError(
        "this is no job of GitHub Actions or GitLab; say where to post with --to github, --to gitlab or --to file:FILE"
      )
    }
    switch place {
    case .service(let service):
      do throws(ReviewSetupError) {
        job = try Self.job(service, environment)
      } catch {
        throw ValidationError("\(error)")
      }
    case .file, nil: job = service.flatMap { [environment] in try? Self.job($0, environment) }
    }
    log = JobLog(of: service)
    files = options.dryRun ? .none(console) : JobFiles(environment, console)
  }

  private static func job(
    _ service: ReviewJob.Service, _ environment: [String: String]
  ) throws(ReviewSetupError) -> ReviewJob {
    let event = environment["GITHUB_EVENT_PATH"].flatMap {
      try? Data(contentsOf: URL(fileURLWithPath: $0))
    }
    return try ReviewJob(service, environment: environment, event: event.map { Array($0) })
  }

  /// The file that comments go to, where it is one.
  var commentFile: String? {
    if case .file(let path) = place { return path }
    return nil
  }

  /// Connects to where reports go; none where they go nowhere.
  func reviews() throws(ReviewSetupError) -> (any ReviewService)? {
    switch place {
    case .file(let path): FileReviews(path: path)
    case .service: try job?.connected(environment: environment, version: Version.current)
    case nil: nil
    }
  }

  /// The request that a plan is posted to.
  var request: Int? { commentFile == nil ? job?.request?.number : FileReviews.request }

  /// How reports of a project are written; `isKept` says that files of them are kept.
  func markdown(_ common: CommonOptions, _ budget: Int, isKept: Bool) -> MarkdownOptions {
    var options = MarkdownOptions(
      sourceURL: job?.sourceURL, headCommit: job?.commit, time: common.time, byteBudget: budget,
      folder: common.checkout.folder, project: common.checkout.project)
    options.isOfJob = true
    options.run = job?.run
    options.whereabouts = job?.runURL.map { address in
      isKept
        ? "The whole of it is among the files that [this job](\(address)) keeps."
        : "The whole of it is in the log of [this job](\(address))."
    }
    return options
  }
}
