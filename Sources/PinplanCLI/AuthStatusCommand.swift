import AdsModel
import ArgumentParser
import Documents
import PinterestAPI
import PinterestAuth
import Rendering

struct AuthStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Tell whose token it is, what it reaches, and how long.",
    discussion: "Exit 3 if it expires within --warn-days.")

  @OptionGroup var auth: AuthOptions
  @OptionGroup var output: FormatOptions

  @Option(help: ArgumentHelp("Exit 3 with fewer days left than this.", valueName: "days"))
  var warnDays = Connection.warningDays

  func validate() throws {
    if warnDays < 0 { throw ValidationError("--warn-days is a number of days, such as 7") }
  }

  func run() async throws {
    let status: AuthStatus
    do throws(AuthError) {
      status = try await AuthStatus(
        connect(
          account: auth.account, environment: auth.environment, now: auth.time,
          version: Version.current), now: auth.time)
    } catch {
      throw auth.refusal(error)
    }
    if output.isJSON {
      try auth.console.write(AuthStatusDocument.encode(status))
    } else {
      try auth.console.print(AuthStatusTextRenderer().render(status))
    }
    if let days = status.daysLeft, days < warnDays { throw ExitStatus.stale.exit }
  }
}

extension AuthStatus {
  /// Asks Pinterest whose the token is and what it reaches.
  init(_ connection: Connection, now: Instant) async throws(AuthError) {
    var username = connection.token?.username
    let accounts: [WireAdAccount]
    do throws(APIError) {
      do throws(APIError) {
        username = try await connection.client.userAccount().username
      } catch .forbidden {
        // A token for ads alone may not read its user; that is no reason to say nothing.
      }
      accounts = try await connection.client.adAccounts()
    } catch {
      throw .api(error)
    }
    self.init(
      source: connection.token == nil ? .environment : .credentials, host: connection.host.name,
      username: username, accounts: accounts.map(Account.init))
    guard let token = await connection.currentToken() else { return }
    scopes = token.scopes
    expiresAt = token.expiresAt
    daysLeft = token.daysLeft(at: now)
    canRefresh = token.refresh != nil
    refreshExpiresAt = token.refreshExpiresAt
  }
}

extension AuthStatus.Account {
  init(_ account: WireAdAccount) {
    self.init(
      id: account.id, name: account.name, country: account.country, currency: account.currency,
      permissions: account.permissions ?? [])
  }
}
