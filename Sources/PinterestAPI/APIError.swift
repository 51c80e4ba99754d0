import Diagnostics

/// Why an operation of the API did not come about.
///
/// Texts of Pinterest are kept without anything that looks like a token.
public enum APIError: Error, Hashable, Sendable {
  /// Pinterest refused the request; sending it again would be refused again.
  case refused(status: Int, code: Int?, message: String, requestID: String?)
  /// Pinterest does not know the token, and refreshing it was no way out.
  case unauthorized(TokenProblem, requestID: String?)
  /// The token is good, but not for this: a scope or a role is missing.
  case forbidden(status: Int, code: Int?, message: String, requestID: String?)
  /// Too many requests, also after waiting; this one was not processed.
  case rateLimited(retryAfter: Duration?, message: String, requestID: String?)
  /// No usable answer to a write: it may or may not have been done.
  case unanswered(reason: String, requestID: String?)
  /// No usable answer to a read, also after several tries.
  case unavailable(reason: String, requestID: String?)
  /// The request did not leave this machine, or did not get to Pinterest.
  case notSent(reason: String)
  /// Whoever asked for it took it back before it left.
  case notToBeSent(String)
  /// The answer to a read is not what the API describes.
  case unreadable(reason: String, requestID: String?)

  /// Whether a write that failed so may have been done all the same.
  public var mayHaveHappened: Bool {
    if case .unanswered = self { return true }
    return false
  }

  /// What Pinterest's support asks for.
  public var requestID: String? {
    switch self {
    case .refused(_, _, _, let id), .unauthorized(_, let id), .forbidden(_, _, _, let id),
      .rateLimited(_, _, let id), .unanswered(_, let id), .unavailable(_, let id),
      .unreadable(_, let id):
      id
    case .notSent, .notToBeSent: nil
    }
  }
}

/// Why there is no token that Pinterest takes.
public enum TokenProblem: Error, Hashable, Sendable {
  /// There is no token at all.
  case missing
  /// The token of the environment, which nothing can refresh.
  case environmentTokenRefused
  /// A stored token, refused right after it was refreshed.
  case refreshedTokenRefused
  /// A stored token that cannot be refreshed.
  case noRefreshToken
  /// Refreshing failed.
  case refreshFailed(reason: String)
}

extension APIError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .refused(let status, let code, let message, let id):
      "Pinterest refused the request with \(Self.numbers(status, code)): \(Self.words(message))"
        + Self.suffix(id)
    case .unauthorized(let problem, let id):
      problem.description + Self.suffix(id)
    case .forbidden(let status, let code, let message, let id):
      "the token may not do this, Pinterest says with \(Self.numbers(status, code)): "
        + "\(Self.words(message)); \(Self.remedy(code))" + Self.suffix(id)
    case .rateLimited(let wait, let message, let id):
      "Pinterest takes no more requests for now: \(Self.words(message)); "
        + (wait.map { "try again in \(Self.seconds($0))" } ?? "try again later") + Self.suffix(id)
    case .unanswered(let reason, let id):
      "Pinterest did not answer, so it is unknown whether the change was made: \(reason)"
        + Self.suffix(id)
    case .unavailable(let reason, let id):
      "Pinterest could not be read: \(reason); try again later" + Self.suffix(id)
    case .notSent(let reason):
      "Pinterest could not be reached: \(reason)"
    case .notToBeSent(let reason): reason
    case .unreadable(let reason, let id):
      "the answer of Pinterest cannot be read: \(reason)" + Self.suffix(id)
    }
  }

  private static func numbers(_ status: Int, _ code: Int?) -> String {
    guard let code, code != status else { return "status \(status)" }
    return "status \(status), code \(code)"
  }

  private static func words(_ message: String) -> String {
    message.isEmpty ? "it gave no reason" : Printable.quoted(message)
  }

  private static func suffix(_ requestID: String?) -> String {
    requestID.map { " (request id \(Printable.text($0)))" } ?? ""
  }

  private static func remedy(_ code: Int?) -> String {
    switch code {
    case 3: "run `pinplan auth login` anew and allow every scope that it asks for"
    case 2625: "the ad account is disapproved; its owner has to settle that with Pinterest"
    case 2626: "the ad account is under review; wait until Pinterest has decided"
    default: "have the owner of the ad account give its user the role for it"
    }
  }

  /// `90 seconds`, rounded up.
  static func seconds(_ duration: Duration) -> String {
    let whole = duration.components.seconds + (duration.components.attoseconds > 0 ? 1 : 0)
    return "\(whole) second\(whole == 1 ? "" : "s")"
  }
}

extension TokenProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing:
      "there is no access token; set PINTEREST_ACCESS_TOKEN, or run `pinplan auth login`"
    case .environmentTokenRefused:
      "Pinterest does not accept the token in PINTEREST_ACCESS_TOKEN: it is expired, revoked, or of "
        + "the sandbox where production is asked, or the other way round; set a new one, or unset it "
        + "and run `pinplan auth login`"
    case .refreshedTokenRefused:
      "Pinterest does not accept the stored token, although it was just refreshed; "
        + "run `pinplan auth login`"
    case .noRefreshToken:
      "Pinterest does not accept the stored token, and there is no refresh token beside it; "
        + "run `pinplan auth login`"
    case .refreshFailed(let reason):
      "the stored token could not be refreshed: \(reason); run `pinplan auth login`"
    }
  }
}
