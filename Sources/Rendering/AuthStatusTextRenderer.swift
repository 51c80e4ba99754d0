import Diagnostics
import Outcomes

/// `auth status` for people.
struct AuthStatusTextRenderer: Sendable {
  func render(_ status: AuthStatus) -> String {
    let source = status.source == .environment ? "PINTEREST_ACCESS_TOKEN" : "the credentials file"
    var lines = [
      "Token    from \(source), for \(status.host)",
      "User     \(status.username.map(Printable.text) ?? "unknown: the token may not read it")",
      "Scopes   \(status.scopes.map { $0.map(Printable.text).joined(separator: " ") } ?? "unknown")",
      "Expires  \(expiry(status))", "Renewal  \(renewal(status))",
    ]
    lines += status.accounts.map(line)
    if status.accounts.isEmpty { lines.append("Account  none that the token reaches") }
    return lines.map { $0 + "\n" }.joined()
  }

  private func expiry(_ status: AuthStatus) -> String {
    guard let end = status.expiresAt, let days = status.daysLeft else { return "unknown" }
    if days < 0 { return "\(end), which is past" }
    return "\(end), in \(days == 0 ? "less than a day" : days == 1 ? "1 day" : "\(days) days")"
  }

  private func renewal(_ status: AuthStatus) -> String {
    guard status.canRefresh else {
      return status.source == .environment
        ? "none: set a new token before this one expires" : "none: run `pinplan auth login`"
    }
    return status.refreshExpiresAt.map { "possible until \($0)" } ?? "possible"
  }

  private func line(_ account: AuthStatus.Account) -> String {
    let place = [account.country, account.currency].compactMap(\.self).joined(separator: " ")
    return Printable.text(
      "Account  \(account.id)  \(account.name ?? "unnamed")  \(place)  "
        + account.permissions.joined(separator: ", "))
  }
}
