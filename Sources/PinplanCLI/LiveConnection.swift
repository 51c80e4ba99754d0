import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Foundation
import ManifestModel
import Outcomes
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

/// The target of a run, connected once: the one place that knows them all.
///
/// What a target looked up about its account serves plan and apply.
actor TargetFactory {
  /// A process runs one command.
  static let ofThisRun = TargetFactory()

  private var connected: (id: String, target: PinterestTarget, connection: Connection)?

  /// The target that a project or a plan names; `warn` hears of a token that ends soon.
  func target(
    _ kind: TargetKind, _ account: Account, warn: @Sendable (String) -> Void
  ) async throws(TargetFailure) -> any AdsTarget {
    switch kind {
    case .local: LocalTarget()
    case .pinterest: try await pinterest(account.adAccountID ?? "", warn)
    }
  }

  /// Connects to an ad account as the environment says.
  func pinterest(
    _ id: String, _ warn: @Sendable (String) -> Void
  ) async throws(TargetFailure) -> PinterestTarget {
    if let connected, connected.id == id { return connected.target }
    let connection: Connection
    do throws(AuthError) {
      connection = try await PinterestAPI.connect(
        account: id, environment: ProcessInfo.processInfo.environment,
        now: Instant(secondsSince1970: Int64(Date().timeIntervalSince1970)),
        version: Version.current, onRequest: RequestTally.ofThisRun.count)
    } catch {
      throw TargetFailure(.authFailed, error.description)
    }
    connection.warnings.forEach(warn)
    let target = PinterestTarget(
      PinterestAccount(
        connection.client, id: id,
        timing: EffectTiming(
          requestTimeout: connection.requestTimeout, settlingTime: connection.settlingTime)))
    connected = (id, target, connection)
    return target
  }

  /// That the token ends soon with which the account was reached; nothing where none was.
  func notices(now: Instant) async -> [Notice] {
    guard let token = await connected?.connection.currentToken() else { return [] }
    return [Notice(token, now: now, within: Connection.warningDays)].compactMap(\.self)
  }
}

extension Notice {
  /// That a token lasts for fewer days than are wanted; none when it lasts.
  init?(_ token: StoredToken, now: Instant, within wanted: Int) {
    let days = token.daysLeft(at: now)
    guard days < wanted else { return nil }
    self = .tokenExpires(token.host, inDays: days, canRefresh: token.refresh != nil)
  }
}

extension CommonOptions {
  /// Gives whatever target is named, connected to its account.
  var connect: ConnectTarget {
    let console = console
    return { (kind, account) async throws(TargetFailure) in
      try await TargetFactory.ofThisRun.target(kind, account) { console.say("warning: \($0)") }
    }
  }

  /// What is live of everything that is stored; what was written a short while ago is waited for.
  ///
  /// Only for a project whose target has an account beside its state.
  func observe(_ state: StoredState, of manifest: Manifest) async throws -> LiveAccount {
    let backend = try backend
    let target = try await connect(manifest.target, manifest.account)
    let live = try await target.observeOwned(
      manifest, state, after: backend.recentEffect(at: .current)
    ) { console.say("\($0)") }
    guard let live else { throw Failure(noAccountOf: manifest.target, for: "read") }
    // What somebody applied meanwhile is no drift.
    let drift = Drift(state: state, live: live, ignoring: manifest.ignoredChanges)
    if !drift.isEmpty, try await backend.head()?.serial != state.serial {
      throw StateError.busy(place: backend.place)
    }
    return live
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
