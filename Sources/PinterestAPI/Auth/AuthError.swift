import Diagnostics

/// Why there is no connection to Pinterest, or no token for one.
public enum AuthError: Error, Hashable, Sendable {
  case settings(SettingsError)
  case noApp(variable: String)
  case noHome
  /// Others could read the credentials, so they may have.
  case readableByOthers(path: String)
  case notOurs(path: String)
  case damaged(path: String)
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  case locked(path: String)
  case noToken(host: String, others: [String])
  case expired(TokenProblem)
  /// There is nothing that could renew it.
  case environmentToken
  case api(APIError)
  case codeRefused
  case foreignAnswer
  case denied(String)
  case notLoopback(String)
  case portTaken(Int)
  case nobodyCame
}

extension AuthError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .settings(let error): error.description
    case .noApp(let variable):
      "\(variable) is not set; set PINTEREST_APP_ID and PINTEREST_APP_SECRET to those of your app "
        + "on developers.pinterest.com"
    case .noHome:
      "there is no home folder to keep credentials in; set PINPLAN_CREDENTIALS to a file"
    case .readableByOthers(let path):
      "\(quoted(path)) holds tokens and can be read by others; run `chmod 600` on it, and log in anew "
        + "if others may have read it"
    case .notOurs(let path):
      "\(quoted(path)) belongs to another user; set PINPLAN_CREDENTIALS to a file of your own"
    case .damaged(let path):
      "\(quoted(path)) is damaged; delete it and run `pinplan auth login`"
    case .unreadable(let path, let reason): "\(quoted(path)) cannot be read: \(reason)"
    case .unwritable(let path, let reason): "\(quoted(path)) cannot be written: \(reason)"
    case .locked(let path):
      "\(quoted(path)) is locked: another pinplan has been renewing the token for too long; "
        + "try again later"
    case .noToken(let host, let others):
      "there is no access token for \(host)"
        + (others.isEmpty ? "" : " (only for \(others.map(clipped).joined(separator: ", ")))")
        + "; set PINTEREST_ACCESS_TOKEN, or run `pinplan auth login`"
    case .expired(let problem): problem.description
    case .environmentToken:
      "the token in PINTEREST_ACCESS_TOKEN cannot be renewed; set a new one, or unset it to renew the "
        + "stored one"
    case .api(let error): error.description
    case .codeRefused:
      "Pinterest does not accept the code of the login, or the app's id and secret; look at "
        + "PINTEREST_APP_ID and PINTEREST_APP_SECRET, and start anew"
    case .foreignAnswer:
      "that is not the answer to this login; paste the whole address that the browser ended at, "
        + "or start anew"
    case .denied(let reason): "the login was refused: \(quoted(reason))"
    case .notLoopback(let uri):
      "\(quoted(uri)) does not lead back to this machine; use one such as `http://localhost:8085/`, "
        + "or `--no-browser`"
    case .portTaken(let port):
      "port \(port) cannot be listened on, something else may have it; end that, or use "
        + "`--no-browser`"
    case .nobodyCame:
      "nobody came back from the browser within 5 minutes; start anew, or use `--no-browser`"
    }
  }
}
