import Foundation

extension ReviewJob {
  /// A job of GitHub Actions.
  ///
  /// In a pull request `GITHUB_SHA` is a merge that nobody will see again; the event knows the commit.
  init(gitHub environment: [String: String], event: [UInt8]?) throws(ReviewSetupError) {
    guard let repository = environment["GITHUB_REPOSITORY"] else {
      throw .missing(variable: "GITHUB_REPOSITORY", .github)
    }
    let pull = event.flatMap {
      try? JSONDecoder.review.decode(Event.self, from: Data($0)).pullRequest
    }
    let commit = pull?.head?.sha ?? environment["GITHUB_SHA"]
    let server = environment["GITHUB_SERVER_URL"] ?? "https://github.com"
    let page = "\(server)/\(repository)"
    let id = environment["GITHUB_RUN_ID"]
    self.init(
      service: .github, repository: repository,
      api: API(
        variable: "GITHUB_API_URL",
        address: environment["GITHUB_API_URL"] ?? "https://api.github.com"),
      commit: commit, request: Self.request(environment, pull),
      run: id.map { "\($0).\(environment["GITHUB_RUN_ATTEMPT"] ?? "1")" },
      runURL: id.map { "\(page)/actions/runs/\($0)" },
      sourceURL: commit.map { "\(page)/blob/\($0)" })
  }

  private static func request(_ environment: [String: String], _ pull: Event.Pull?) -> Request? {
    let event = environment["GITHUB_EVENT_NAME"] ?? ""
    guard event == "pull_request" || event == "pull_request_target" else { return nil }
    // `refs/pull/7/merge`, where the event cannot be read.
    let parts = (environment["GITHUB_REF"] ?? "").split(separator: "/")
    let named = parts.count == 4 && parts[1] == "pull" ? Int(parts[2]) : nil
    guard let number = pull?.number ?? named else { return nil }
    let head = pull?.head?.repo?.fullName?.lowercased()
    // A repository that has been deleted is nobody's, and what is not known may be a fork.
    let isFromFork = head == nil || head != pull?.base?.repo?.fullName?.lowercased()
    var lack: String?
    if environment["GITHUB_ACTOR"] == "dependabot[bot]" {
      lack = "a job that Dependabot starts may not write comments"
    } else if isFromFork, event == "pull_request" {
      lack = "it comes from a fork, whose job may not write comments"
    }
    return Request(number: number, isFromFork: isFromFork, lackOfRights: lack)
  }

  /// What is read of an event.
  private struct Event: Decodable {
    struct Pull: Decodable {
      let number: Int?
      let head: Side?
      let base: Side?
    }

    struct Side: Decodable {
      let sha: String?
      let repo: Repository?
    }

    struct Repository: Decodable {
      let fullName: String?
    }

    let pullRequest: Pull?
  }
}
