import AdsModel
import Foundation
import Synchronization

@testable import PinterestAPI

/// A host that answers from a script, and a folder for credentials.
final class Script: Sendable {
  let folder = FileManager.default.temporaryDirectory.path + "/pinplan-\(UUID().uuidString)"
  private let state: Mutex<(replies: [APIResponse], requests: [APIRequest], tokens: [AccessToken?])>

  init(_ replies: (Int, String)...) {
    state = Mutex(
      (replies.map { APIResponse(status: $0.0, body: Array($0.1.utf8)) }, [], []))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var file: CredentialsFile { CredentialsFile(path: folder + "/pinplan/credentials.json") }
  var environment: [String: String] { ["PINPLAN_CREDENTIALS": file.path] }
  var requests: [APIRequest] { state.withLock { $0.requests } }
  var tokens: [AccessToken?] { state.withLock { $0.tokens } }

  /// What forms were posted.
  var forms: [String] {
    requests.compactMap { $0.body.map { String(decoding: $0, as: UTF8.self) } }
  }

  var transport: Transport {
    { (request, token) throws(TransportFailure) in
      try self.state.withLock { state throws(TransportFailure) in
        state.requests.append(request)
        state.tokens.append(token)
        guard !state.replies.isEmpty else { throw TransportFailure.notSent("no connection") }
        return state.replies.removeFirst()
      }
    }
  }

  func connect(
    account: String? = nil, _ variables: [String: String] = [:], host: APIHost = .production
  ) async throws(AuthError) -> Connection {
    try await PinterestAPI.connect(
      account: account, host: host, environment: environment.merging(variables) { $1 },
      now: .test, transport: transport, pace: .unlimited)
  }

  /// The error of a connection; nil if there is one.
  func problem(_ variables: [String: String] = [:]) async -> String? {
    do throws(AuthError) {
      _ = try await connect(variables)
      return nil
    } catch {
      return error.description
    }
  }
}

extension Instant {
  static let test = Instant(secondsSince1970: 1_795_000_000)
}

extension StoredToken {
  /// A token that is good for so many days from the test's now.
  static func sample(
    days: Int64, account: String? = nil, host: String = "api.pinterest.com",
    _ secret: String = "old"
  ) -> StoredToken {
    StoredToken(
      host: host, adAccountID: account, username: "northwind",
      access: AccessToken("pina_" + secret),
      expiresAt: Instant(secondsSince1970: Instant.test.secondsSince1970 + days * 86_400),
      refresh: AccessToken("pinr.old"), refreshExpiresAt: nil, scopes: ["ads:read"],
      app: OAuthApp(id: "4711", secret: AccessToken("geheim")))
  }
}

/// An answer of the token endpoint.
let renewal = #"""
  {"access_token":"pina_new","token_type":"bearer","expires_in":2592000,"scope":"ads:read,ads:write",
  "refresh_token":"pinr.new","refresh_token_expires_in":5184000,"refresh_token_expires_at":1800184000}
  """#
