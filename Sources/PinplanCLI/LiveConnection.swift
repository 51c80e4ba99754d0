import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Foundation
import ManifestLoading
import PinterestAPI
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

  /// `12 requests to Pinterest: 4 GET /ad_accounts/{ad_account_id}/campaigns, …`
  var sentence: String {
    let counts = lock.withLock { self.counts }
    let total = counts.values.reduce(0, +)
    let parts = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    return "\(total) request\(total == 1 ? "" : "s") to Pinterest: "
      + parts.joined(separator: ", ")
  }
}

extension CommonOptions {
  /// Runs what asks Pinterest; a failure of the target ends the command with exit 4.
  func asking<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let error as APIError {
      console.say("error: \(error)")
      throw ExitStatus.stopped.exit
    } catch let error as SettingsError {
      console.say("error: \(error)")
      throw ExitStatus.stopped.exit
    } catch let error as StateError {
      throw refusal(error)
    }
  }
}

extension CommonOptions {
  /// Connects to the ad account that a project declares, as the environment says.
  ///
  /// Throws `SettingsError` and `APIError`.
  func connect(_ project: Project) async throws -> PinterestAccount {
    let environment = ProcessInfo.processInfo.environment
    let settings = try ConnectionSettings(environment: environment, version: Version.current)
    guard let secret = environment["PINTEREST_ACCESS_TOKEN"], !secret.isEmpty else {
      throw APIError.unauthorized(.missing, requestID: nil)
    }
    let client = PinterestClient(
      transport: HTTPTransport(settings).transport, token: .fixed(AccessToken(secret)),
      pace: .limited(), onRequest: RequestTally.ofThisRun.count)
    return PinterestAccount(
      client, id: project.manifest.account.adAccountID ?? "", settlingTime: .seconds(10))
  }
}
