/// An address that hears of notices.
///
/// A redirect is not followed, as no other request follows one.
public struct Webhook: Sendable {
  /// The host, with its port if that is written; the rest of the address may be a secret.
  public let name: String
  private let transport: Transport
  private let sleep: @Sendable (Duration) async -> Void

  /// What is waited before the second try, and before the third.
  static let waits: [Duration] = [.seconds(1), .seconds(4)]
  /// The longest that an answer may ask to wait.
  static let longestWait = Duration.seconds(30)

  init(
    name: String, transport: @escaping Transport,
    sleep: @escaping @Sendable (Duration) async -> Void
  ) {
    self.name = name
    self.transport = transport
    self.sleep = sleep
  }

  /// Posts a JSON document, up to three times; returns why it did not arrive, nothing when it did.
  public func post(_ document: [UInt8]) async -> String? {
    var waits = Self.waits[...]
    while true {
      var wait: Duration?
      let problem: String
      do throws(TransportFailure) {
        let answer = try await transport(.posting(document), nil)
        if (200..<300).contains(answer.status) { return nil }
        wait = answer.retryAfter
        problem =
          (300..<400).contains(answer.status)
          ? "it answered \(answer.status) and leads elsewhere; name the address that it leads to"
          : "it answered \(answer.status)"
      } catch {
        switch error {
        case .notSent(let words), .unanswered(let words): problem = words
        }
      }
      guard let next = waits.popFirst() else { return problem }
      await sleep(max(next, min(wait ?? .zero, Self.longestWait)))
    }
  }
}

extension Webhook {
  /// The webhook at an address, over the network.
  public init(
    _ address: String, environment: [String: String], version: String
  ) throws(WebhookError) {
    let host = try APIHost(webhook: address)
    let settings: ConnectionSettings
    do throws(SettingsError) {
      settings = try ConnectionSettings(
        beside: host, environment: environment, version: version)
    } catch {
      throw .settings(error)
    }
    self.init(name: host.name, transport: HTTPTransport(settings).transport) { time in
      try? await Task.sleep(for: time)
    }
  }
}

extension APIRequest {
  /// A document for the address itself; no quota of Pinterest's counts it.
  fileprivate static func posting(_ document: [UInt8]) -> Self {
    Self(.post, "", body: document, category: .orgWrite, isRepeatable: true)
  }
}

/// What is wrong with the address of a webhook; none quotes it, as it may be a secret.
public enum WebhookError: Error, Hashable, Sendable {
  case notAnAddress
  case addressWithUser
  case insecureAddress
  /// A setting for the network.
  case settings(SettingsError)
}

extension WebhookError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAnAddress:
      "--webhook is not the address of a web page; write one that begins with https://"
    case .addressWithUser:
      "--webhook has a user name in it; write the address without"
    case .insecureAddress:
      "--webhook would send the notices in the clear; write https://, http:// is for this machine "
        + "only, such as http://127.0.0.1:8080/notices"
    case .settings(let error): "\(error)"
    }
  }
}
