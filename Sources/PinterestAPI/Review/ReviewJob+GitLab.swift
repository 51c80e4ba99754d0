extension ReviewJob {
  /// A job of GitLab.
  ///
  /// The pipeline of a merge request from a fork runs in the fork; the request is in the other project.
  init(gitLab environment: [String: String]) throws(ReviewSetupError) {
    func required(_ variable: String) throws(ReviewSetupError) -> String {
      guard let value = environment[variable] else { throw .missing(variable: variable, .gitlab) }
      return value
    }
    let project = try required("CI_PROJECT_ID")
    let commit = environment["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] ?? environment["CI_COMMIT_SHA"]
    let order = [environment["CI_PIPELINE_ID"], environment["CI_JOB_ID"] ?? "0"].compactMap(\.self)
    self.init(
      service: .gitlab, repository: environment["CI_MERGE_REQUEST_PROJECT_ID"] ?? project,
      api: API(variable: "CI_API_V4_URL", address: try required("CI_API_V4_URL")), commit: commit,
      request: Self.request(environment, project),
      run: order.count == 2 ? order.joined(separator: ".") : nil,
      runURL: environment["CI_JOB_URL"],
      sourceURL: Self.page(environment, commit))
  }

  private static func request(_ environment: [String: String], _ project: String) -> Request? {
    guard let number = environment["CI_MERGE_REQUEST_IID"].flatMap({ Int($0) }) else { return nil }
    let target = environment["CI_MERGE_REQUEST_PROJECT_ID"] ?? project
    let source = environment["CI_MERGE_REQUEST_SOURCE_PROJECT_ID"] ?? project
    let isFromFork = source != target || project != target
    return Request(
      number: number, isFromFork: isFromFork,
      lackOfRights: isFromFork ? "it comes from a fork, whose job may not write notes" : nil)
  }

  private static func page(_ environment: [String: String], _ commit: String?) -> String? {
    guard let commit, let project = environment["CI_PROJECT_URL"] else { return nil }
    return "\(project)/-/blob/\(commit)"
  }
}
