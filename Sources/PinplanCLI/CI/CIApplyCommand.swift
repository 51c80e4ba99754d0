import Applying
import ArgumentParser
import Diagnostics
import Foundation
import PinterestAPI

struct CIApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Apply what was reviewed, after the merge.",
    discussion: """
      Finds the merged request of the commit and the digest in the comment there, plans afresh and \
      goes on only when the plan is that one. Tells the result in the log, the summary of the job and \
      a comment. Exits as `pinplan apply --expect` does; a comment that cannot be written is a warning.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var asking: AskingOptions
  @OptionGroup var planning: PlanOptionsGroup
  @OptionGroup var webhook: WebhookOptions
  @OptionGroup var ci: CIOptions

  @Option(
    help: ArgumentHelp(
      "The reviewed plan's digest, in place of that on the merged request.", valueName: "digest"),
    transform: ExpectedDigest.init(parsing:))
  var digest: ExpectedDigest?

  func validate() throws {
    guard ci.all != nil, digest != nil else { return }
    throw ValidationError("--digest is of one project; leave out --all")
  }

  func run() async throws {
    let run = try CIRun(ci, common.console)
    let digest = try given(run.environment)
    let request = try planning.adding(run.environment).request
    let projects = try ci.projects(common).map { project in
      if let file = run.commentFile { try project.check([Output("--to", file)]) }
      return CIApplying(
        common: project, run: run, request: request, webhook: webhook,
        kept: try KeptFiles(ci, project, KeptFiles.Name.ofApply))
    }
    if let foreign = run.job?.request, foreign.isFromFork {
      throw Failure(
        .applyNotApproved,
        "pull request \(foreign.number) comes from a fork, and nothing of a fork is applied before it is merged",
        exit: .refused)
    }
    run.log.begin()
    defer { asking.tellRequests(common.console) }
    let review: MergedReview?
    do throws(Failure) { review = try await MergedReview(of: run) } catch {
      guard digest != nil else {
        error.say(on: common.console)
        run.log.end()
        throw Ending(error.exit)
      }
      // What was reviewed is known, so only the comment is missing.
      common.console.say(
        "warning: the result will not be posted: \(error.diagnostic?.message ?? "")")
      review = nil
    }
    var results: [CIResult] = []
    for project in projects {
      let approval = digest.map { .digest($0) } ?? review?.approval(of: project.common)
      results.append(
        await project.apply(
          by: approval ?? .nobody(because: "no plan was reviewed", hint: ""),
          telling: review?.posting))
    }
    run.log.end()
    run.files.setOutputs(results.outputs)
    if results.worst != .done { throw Ending(results.worst) }
  }

  /// The digest that was named, by the option or the job.
  private func given(_ environment: [String: String]) throws -> ExpectedDigest? {
    guard digest == nil, let text = environment["PINPLAN_DIGEST"], !text.isEmpty else {
      return digest
    }
    guard ci.all == nil else {
      throw ValidationError("PINPLAN_DIGEST is of one project; leave out --all")
    }
    do { return try ExpectedDigest(parsing: text) } catch {
      throw ValidationError("PINPLAN_DIGEST: \(error.message)")
    }
  }
}
