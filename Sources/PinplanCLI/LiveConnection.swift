import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Foundation
import ManifestModel
import PinterestAPI
import PinterestAuth
import PinterestTarget
import Planning
import StateStore

/// How many requests a run made, for `--verbose`.
final class RequestTally: Sendable {
  /// A process runs one command.
  static let ofThisRun = RequestTally()

  private let lock = NSLock()
  private nonisolated(unsafe) var counts: [String: Int] = [:]

  func count(_ note: RequestNote) {
    lock.withLock { counts[note.operation, default: 0] += 1 }
  }

  /// Says how many there were, in all and of each kind; nothing when nothing was asked.
  func say(on console: Console) {
    let counts = lock.withLock { self.counts }
    guard !counts.isEmpty else { return }
    let total = counts.values.reduce(0, +)
    let parts = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    console.say(
      "\(total) request\(total == 1 ? "" : "s") to Pinterest: " + parts.joined(separator: ", "),
      whole: parts)
  }
}

extension CommonOptions {
  /// Runs what asks Pinterest; a failure of the target ends the command with exit 4.
  func asking<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let error as APIError {
      throw Failure(error)
    } catch let error as AuthError {
      throw Failure(error)
    } catch let error as StateError {
      throw refusal(error)
    }
  }
}

/// The ad account of a run, connected once: what was looked up about it serves plan and apply.
actor AccountConnection {
  /// A process runs one command.
  static let ofThisRun = AccountConnection()

  private var account: PinterestAccount?

  /// Connects to an ad account as the environment says; `warn` hears of a token that ends soon.
  func account(_ id: String, now: Instant, warn: @Sendable (String) -> Void) async throws(AuthError)
    -> PinterestAccount
  {
    if let account, account.id == id { return account }
    let connection = try await PinterestAuth.connect(
      account: id, environment: ProcessInfo.processInfo.environment, now: now,
      version: Version.current, onRequest: RequestTally.ofThisRun.count)
    connection.warnings.forEach(warn)
    let connected = PinterestAccount(
      connection.client, id: id,
      timing: EffectTiming(
        requestTimeout: connection.requestTimeout, settlingTime: connection.settlingTime))
    account = connected
    return connected
  }
}

extension CommonOptions {
  /// Connects to the ad account that a project or a plan is about.
  func connect(_ account: Account) async throws -> PinterestAccount {
    let console = console
    return try await AccountConnection.ofThisRun.account(
      account.adAccountID ?? "", now: Instant(secondsSince1970: Int64(Date().timeIntervalSince1970))
    ) { console.say("warning: \($0)") }
  }
}

extension CommonOptions {
  /// What is live of everything that is stored; what was written a short while ago is waited for.
  func observe(_ state: StoredState, of manifest: Manifest) async throws -> LiveAccount {
    try await asking {
      let backend = try backend
      return try await connect(manifest.account).observe(
        state, of: manifest, after: backend.recentEffect(at: .current)
      ) { console.say("\($0)") }
    }
  }
}

/// What the commands that ask Pinterest take alike.
struct AskingOptions: ParsableArguments {
  @Flag(help: "Say how many requests went to Pinterest.")
  var verbose = false

  /// Says how many requests the run made, if that was asked for and there were any.
  func tellRequests(_ console: Console) {
    if verbose { RequestTally.ofThisRun.say(on: console) }
  }
}
