/// The job of a CI service, as its environment and its event tell it: which commit it is of, and which
/// pull or merge request gets to hear of it.
public struct ReviewJob: Hashable, Sendable {
  public enum Service: String, Hashable, Sendable, CaseIterable {
    case github, gitlab

    /// Whose job this process is; none where it is nobody's.
    public init?(environment: [String: String]) {
      if environment["GITHUB_ACTIONS"] == "true" {
        self = .github
      } else if environment["GITLAB_CI"] == "true" {
        self = .gitlab
      } else {
        return nil
      }
    }
  }

  /// A pull request, or a merge request.
  public struct Request: Hashable, Sendable {
    public let number: Int
    /// Whether its commits come from another repository, or may: nobody here has looked at them.
    public let isFromFork: Bool
    /// Why the job may be without the right to write comments; none where it should have it.
    public let lackOfRights: String?

    public init(number: Int, isFromFork: Bool, lackOfRights: String? = nil) {
      self.number = number
      self.isFromFork = isFromFork
      self.lackOfRights = lackOfRights
    }
  }

  /// The address of the service's API, and the variable that names it.
  public struct API: Hashable, Sendable {
    public let variable: String
    public let address: String
  }

  public let service: Service
  /// `owner/name` on GitHub, the id of a project on GitLab: the one with the request.
  public let repository: String
  public let api: API
  /// The commit that is planned or applied: the last one of the request, else the one that was pushed.
  public let commit: String?
  /// None for a push, a schedule and the like.
  public let request: Request?
  /// What tells an older run from a newer one, `ID.ATTEMPT`.
  public let run: String?
  /// The page of the run.
  public let runURL: String?
  /// What a file's path and a line are appended to.
  public let sourceURL: String?

  /// Reads the environment of a service; `event` is what the file holds that GitHub's names.
  public init(
    _ service: Service, environment: [String: String], event: [UInt8]?
  ) throws(ReviewSetupError) {
    let environment = environment.filter { !$0.value.isEmpty }
    switch service {
    case .github: try self.init(gitHub: environment, event: event)
    case .gitlab: try self.init(gitLab: environment)
    }
  }

  init(
    service: Service, repository: String, api: API,
    commit: String?, request: Request?, run: String?, runURL: String?, sourceURL: String?
  ) {
    self.service = service
    self.repository = repository
    self.api = api
    self.commit = commit
    self.request = request
    self.run = run
    self.runURL = runURL
    self.sourceURL = sourceURL
  }
}

/// Why no review service can be spoken with.
public enum ReviewSetupError: Error, Hashable, Sendable {
  /// A variable that every job has.
  case missing(variable: String, ReviewJob.Service)
  /// The token that comments are written with.
  case noToken(ReviewJob.Service)
  case notAToken(variable: String)
  case address(variable: String, WebhookError)
}

extension ReviewSetupError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let variable, .github):
      "\(variable) is not set, as it is in every job of GitHub Actions; name another place with `--to`"
    case .missing(let variable, .gitlab):
      "\(variable) is not set, as it is in every job of GitLab; name another place with `--to`"
    case .noToken(.github):
      "GITHUB_TOKEN is not set; give the step `env: { GITHUB_TOKEN: ${{ github.token }} }` and the "
        + "job `permissions: { pull-requests: write }`"
    case .noToken(.gitlab):
      "PINPLAN_TOKEN is not set; make a project access token with the scope `api` and set it as a "
        + "masked variable of the project"
    case .notAToken(let variable):
      "\(variable) holds characters that no token has, such as a line break; set it to the bare token"
    case .address(let variable, .notAnAddress):
      "\(variable) is not the address of an API; write one that begins with https://"
    case .address(let variable, .addressWithUser):
      "\(variable) has a user name in it; write the address without"
    case .address(let variable, .insecureAddress):
      "\(variable) would send the token in the clear; write https://, http:// is for this machine only"
    case .address(_, .settings(let error)): "\(error)"
    }
  }
}
