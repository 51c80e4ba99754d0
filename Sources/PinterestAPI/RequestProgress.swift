/// Decides what follows on each try of a request: a value, without network or clock.
struct RequestProgress: Sendable {
  /// What came of a try.
  enum Outcome: Sendable {
    case response(APIResponse)
    case failure(TransportFailure)
  }

  enum Action: Hashable, Sendable {
    case finish(APIResponse)
    case fail(APIError)
    case wait(Duration)
    /// Get another token, then try again.
    case renewToken
  }

  /// How often a request is sent at most, the first time included.
  static let tries = 4
  /// Longer than this nobody is kept waiting; the quota of a day ends here.
  static let longestWait = Duration.seconds(300)

  let isRepeatable: Bool
  private(set) var attempt = 1
  private var hasRenewedToken = false

  init(isRepeatable: Bool) { self.isRepeatable = isRepeatable }

  /// What to do now; a chance from 0 up to 1 spreads the waits of many requests at once.
  mutating func next(after outcome: Outcome, chance: Double) -> Action {
    switch outcome {
    case .failure(.notSent(let reason)):
      again(after: backoff(chance), else: .notSent(reason: reason))
    case .failure(.unanswered(let reason)):
      unanswered(reason, requestID: nil, chance)
    case .response(let response):
      next(after: response, chance)
    }
  }

  private mutating func next(after response: APIResponse, _ chance: Double) -> Action {
    let id = response.requestID
    switch response.status {
    case 200..<300: return .finish(response)
    case 401:
      let body = ErrorBody(response)
      if body.isAboutRights { return .fail(body.forbidden) }
      guard !hasRenewedToken else {
        return .fail(.unauthorized(.refreshedTokenRefused, requestID: id))
      }
      hasRenewedToken = true
      return .renewToken
    case 403: return .fail(ErrorBody(response).forbidden)
    case 429:
      let body = ErrorBody(response)
      let wait = response.retryAfter ?? response.quota?.reset
      let error = APIError.rateLimited(retryAfter: wait, message: body.message, requestID: id)
      // Pinterest takes a burst of writes to one object for spam; more of them make it worse.
      if body.isAboutSpam || (wait ?? .zero) > Self.longestWait { return .fail(error) }
      return again(after: wait.map { spread($0, chance) } ?? backoff(chance), else: error)
    case 408, 500...: return unanswered("status \(response.status)", requestID: id, chance)
    default: return .fail(ErrorBody(response).refused)
    }
  }

  private mutating func unanswered(_ reason: String, requestID: String?, _ chance: Double)
    -> Action
  {
    guard isRepeatable else { return .fail(.unanswered(reason: reason, requestID: requestID)) }
    return again(
      after: backoff(chance), else: .unavailable(reason: reason, requestID: requestID))
  }

  private mutating func again(after wait: Duration, else error: APIError) -> Action {
    guard attempt < Self.tries else { return .fail(error) }
    attempt += 1
    return .wait(wait)
  }

  /// Half a second, doubled with each try, of which a random part is waited.
  private func backoff(_ chance: Double) -> Duration {
    .milliseconds(500) * (1 << (attempt - 1)) * (0.5 + chance / 2)
  }

  /// At least as long as asked for, and up to a second more.
  private func spread(_ wait: Duration, _ chance: Double) -> Duration {
    wait + .seconds(1) * chance
  }
}
