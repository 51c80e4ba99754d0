extension ReviewJob {
  /// Which account writes comments where it is not the usual one.
  public static let commenterVariable = "PINPLAN_COMMENTER"

  private static let tokenVariables: [Service: [String]] = [
    .github: ["GITHUB_TOKEN", "GH_TOKEN"], .gitlab: ["PINPLAN_TOKEN", "GITLAB_TOKEN"],
  ]

  /// The service of the job, over the network, with the token that the environment has.
  public func connected(
    environment: [String: String], version: String
  ) throws(ReviewSetupError) -> any ReviewService {
    let token = try token(in: environment)
    let settings: ConnectionSettings
    do throws(WebhookError) {
      let host = try APIHost(service: api.address)
      do throws(SettingsError) {
        settings = try ConnectionSettings(
          beside: host, environment: environment, version: version, timeout: .seconds(30))
      } catch {
        throw WebhookError.settings(error)
      }
    } catch {
      throw .address(variable: api.variable, error)
    }
    let client = ReviewClient(transport: HTTPTransport(settings).transport, token: token) {
      try? await Task.sleep(for: $0)
    }
    return service(client, environment)
  }

  func service(_ client: ReviewClient, _ environment: [String: String]) -> any ReviewService {
    let commenter = environment[Self.commenterVariable].flatMap { $0.isEmpty ? nil : $0 }
    return switch service {
    case .github:
      GitHubReviews(
        client, repository: repository, author: commenter ?? GitHubReviews.author)
    case .gitlab: GitLabReviews(client, project: repository, author: commenter)
    }
  }

  private func token(in environment: [String: String]) throws(ReviewSetupError) -> AccessToken {
    for variable in Self.tokenVariables[service] ?? [] {
      guard let text = environment[variable], !text.isEmpty else { continue }
      let token = AccessToken(text)
      guard token.isWellFormed else { throw .notAToken(variable: variable) }
      return token
    }
    throw .noToken(service)
  }
}
