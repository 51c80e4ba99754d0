import ArgumentParser
import Foundation
import PinterestAPI

struct AuthLoginCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Get a token by saying yes on Pinterest's page.",
    discussion: """
      Needs PINTEREST_APP_ID and PINTEREST_APP_SECRET, and the redirect address registered with \
      the app. The token is kept in a file that only you can read.
      """)

  @OptionGroup var auth: AuthOptions

  @Flag(help: "Read the address that the browser ends at, or its code, from standard input.")
  var noBrowser = false

  @Option(
    help: ArgumentHelp("The redirect address that the app has registered.", valueName: "url"))
  var redirectURI = Login.redirectURI

  func run() async throws {
    let login = try Login(
      environment: auth.environment, version: Version.current, redirectURI: redirectURI)
    let code = noBrowser ? try pastedCode(login) : try await browserCode(login)
    let token = try await login.finish(code: code, account: auth.account, now: auth.time)
    auth.console.say(
      "Logged in as \(token.username ?? "a user that the token may not read"), "
        + "at \(token.host); the token expires at \(token.expiresAt).")
  }

  private func pastedCode(_ login: Login) throws(AuthError) -> String {
    auth.console.say("Open this page in a browser, on any machine, and say yes:")
    auth.console.say(login.request.url)
    auth.console.say("Then paste the address that the browser ends at, or its code:")
    switch login.request.answer(pasted: readLine() ?? "") {
    case .code(let code): return code
    case .denied(let reason): throw .denied(reason)
    case .foreign: throw .foreignAnswer
    }
  }

  private func browserCode(_ login: Login) async throws(AuthError) -> String {
    let listener = try await LoopbackListener(for: login.request)
    auth.console.say("Say yes in the browser; if none opens, open this page on this machine:")
    auth.console.say(login.request.url)
    Self.open(login.request.url)
    return try await listener.code()
  }

  /// Opens a page in the user's browser; where there is none the address is on the screen.
  private static func open(_ url: String) {
    #if os(macOS)
      let program = "open"
    #else
      let program = "xdg-open"
    #endif
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program, url]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try? process.run()
  }
}
