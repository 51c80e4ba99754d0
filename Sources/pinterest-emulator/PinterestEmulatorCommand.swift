import ArgumentParser
import Foundation
import Hummingbird
import PinterestEmulator

@main
enum Main {
  static func main() async { await PinterestEmulatorCommand.main() }
}

/// Starts an emulator and prints where it is.
struct PinterestEmulatorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pinterest-emulator",
    abstract: "An ad account of the Pinterest Ads API v5 on this machine.")

  @Option(help: "The port on 127.0.0.1; 0 takes a free one.")
  var port = 0

  @Option(help: "A JSON file with the account to start from.")
  var seed: String?

  @Option(help: "A file that keeps the account between runs.")
  var store: String?

  @Option(help: "A file for every request and answer, one JSON object a line.")
  var record: String?

  @Option(help: "on or off.")
  var rateLimits = Switch.on

  @Option(help: "No page of a list is longer than this.")
  var pageSizeLimit: Int?

  @Option(help: "Let the account's clock stand still at this RFC 3339 time.")
  var now: String?

  enum Switch: String, ExpressibleByArgument { case on, off }

  func run() async throws {
    var options = Emulator.Options()
    options.seedText = try seed.map { try String(contentsOfFile: $0, encoding: .utf8) }
    options.storePath = store
    options.recordPath = record
    options.hasRateLimits = rateLimits == .on
    options.pageSizeLimit = pageSizeLimit
    if let now {
      guard let seconds = Emulator.seconds(now) else {
        throw ValidationError("--now \(now) is not an RFC 3339 time")
      }
      options.now = seconds
    }
    let application = try Emulator(options).application(port: port) { port in
      FileHandle.standardOutput.write(Data("http://127.0.0.1:\(port)\n".utf8))
    }
    try await application.run()
  }
}
