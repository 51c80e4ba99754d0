import AdsModel
import ArgumentParser
import Foundation
import PinterestAPI
import Rendering

struct AuthCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "auth", abstract: "Get, show, renew and forget the token for Pinterest.",
    discussion: "PINTEREST_ACCESS_TOKEN, where it is set, goes before what is stored.",
    subcommands: [
      AuthLoginCommand.self, AuthStatusCommand.self, AuthRefreshCommand.self,
      AuthLogoutCommand.self,
    ])
}

/// What the commands about tokens take.
struct AuthOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The ad account that the token is for; all of them if left out.", valueName: "id"))
  var account: String?

  @Option(
    help: ArgumentHelp(
      "The time to judge by, as RFC 3339, in place of the clock.", valueName: "time"))
  var now: Instant?

  @Flag(help: "Leave out colours (also with NO_COLOR set).")
  var noColor = false

  var console: Console { Console(noColor: noColor) }
  var environment: [String: String] { ProcessInfo.processInfo.environment }
  var time: Instant { now ?? Instant(secondsSince1970: Int64(Date().timeIntervalSince1970)) }

  func validate() throws {
    if let account, account.isEmpty || !account.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      throw ValidationError("an ad account's id is digits, such as 549755885175")
    }
  }

  /// What prints the result of a command about tokens.
  func reporter(_ output: FormatOptions<some Report>) -> Reporter {
    Reporter(console, as: output.format) { MarkdownOptions(time: time) }
  }
}

struct AuthRefreshCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refresh", abstract: "Renew the stored token, whether or not it has expired.")

  @OptionGroup var auth: AuthOptions
  @OptionGroup var output: FormatOptions<PlainText>

  func run() async throws {
    let token = try await connect(
      account: auth.account, environment: auth.environment, now: auth.time,
      version: Version.current
    ).refresh()
    try auth.reporter(output).show(
      PlainText("Renewed the token for \(token.host); it expires at \(token.expiresAt).\n"))
  }
}

struct AuthLogoutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout", abstract: "Forget the stored token.",
    discussion:
      "Pinterest goes on taking it until it expires; the user's settings there can end it at once.")

  @OptionGroup var auth: AuthOptions
  @OptionGroup var output: FormatOptions<PlainText>

  func run() async throws {
    let wasThere = try await logOut(account: auth.account, environment: auth.environment)
    try auth.reporter(output).show(
      PlainText(wasThere ? "Forgot the token.\n" : "There is no such token.\n"))
  }
}
