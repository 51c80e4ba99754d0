import AdsModel
import ArgumentParser
import Diagnostics
import Documents
import ManifestLoading
import ManifestModel
import Outcomes
import PinterestAPI
import Rendering

struct AuthStatusCommand: AsyncParsableCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Tell whose token it is, what it reaches, and how long.",
    discussion: "Exit 3 if it expires within --warn-days.")

  @OptionGroup var auth: AuthOptions
  @OptionGroup var output: FormatOptions<AuthStatus>
  @OptionGroup var webhook: WebhookOptions

  @Option(help: ArgumentHelp("Exit 3 with fewer days left than this.", valueName: "days"))
  var warnDays = Connection.warningDays

  @Option(
    name: [.customShort("C"), .customLong("directory")],
    help: ArgumentHelp(
      "A project's folder; exit 3 if its state is lost or another account's, as for plan.",
      valueName: "dir"),
    completion: .directory)
  var directory = "."

  @Flag(help: "Say that nothing was ever applied in that project.")
  var firstRun = false

  var reporter: Reporter { auth.reporter(output) }

  func validate() throws {
    if warnDays < 0 { throw ValidationError("--warn-days is a number of days, such as 7") }
  }

  func run() async throws {
    try await demandState()
    var status = try await AuthStatus(
      connect(
        account: auth.account, environment: auth.environment, now: auth.time,
        version: Version.current), now: auth.time)
    let ending = Failure(tokenOf: status, warnDays: warnDays)
    status.diagnostics = ending?.diagnostics ?? []
    if ending != nil, let days = status.daysLeft {
      status.notices = [
        .tokenExpires(status.host, inDays: days, canRefresh: status.canRefresh)
      ]
    }
    let posting = NoticePosting(
      of: "auth status", account: nil, at: auth.time, status.notices)
    if let warning = await webhook.post(posting) {
      reporter.remark([warning]) { _, _ in nil }
      status.diagnostics.append(warning)
    }
    try reporter.show(status)
    if let ending { throw ending }
  }

  func report(of failure: Failure) -> any Report {
    FailureReport { AuthStatusDocument.encodeFailure(failure.diagnostics) }
  }

  /// A job that looks after a project has to notice that its state is not there, or is not its own.
  private func demandState() async throws {
    guard ProjectFolder.disk(directory).entry(Project.rootFile) != nil else { return }
    let common = try CommonOptions.parse(
      ["--directory=\(directory)"] + (firstRun ? ["--first-run"] : []))
    _ = try await common.storedState()
  }
}

extension Failure {
  /// That a token ends soon; none when it does not, or nobody knows.
  fileprivate init?(tokenOf status: AuthStatus, warnDays: Int) {
    guard let days = status.daysLeft, days < warnDays else { return nil }
    self.init(
      .authTokenEnds,
      "the token for \(status.host) ends in \(days) day\(days == 1 ? "" : "s"), less than \(warnDays)",
      hint: "run `pinplan auth \(status.canRefresh ? "refresh" : "login")`", exit: .stale)
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
