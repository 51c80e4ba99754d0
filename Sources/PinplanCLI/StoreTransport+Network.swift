import Foundation
import PinterestAPI
import StateStore

extension StoreTransport {
  /// The network as the environment has it, by the client that asks Pinterest too.
  static var ofThisMachine: Self {
    let connections = Connections()
    return Self { (request) throws(StoreFailure) in
      let exchange = Exchange(
        request.method, request.address, basic: request.credentials?.base64, json: request.body)
      do throws(TransportFailure) {
        let answer = try await connections.transport(to: request.address).send(exchange)
        return StoreAnswer(answer.status, answer.body)
      } catch {
        switch error {
        case .notSent(let words): throw .notSent(words)
        case .unanswered(let words): throw .unanswered(words)
        }
      }
    }
  }
}

/// The connections of one run: none before the first request.
private final class Connections: @unchecked Sendable {
  private let lock = NSLock()
  private var kept: [String: HTTPTransport] = [:]

  func transport(to address: String) throws(TransportFailure) -> HTTPTransport {
    let host = URLComponents(string: address)?.host ?? ""
    if let transport = lock.withLock({ kept[host] }) { return transport }
    let made: HTTPTransport
    do throws(SettingsError) {
      made = HTTPTransport(
        try ConnectionSettings(
          to: address, environment: ProcessInfo.processInfo.environment, version: Version.current))
    } catch {
      throw .notSent("\(error)")
    }
    return lock.withLock {
      kept[host] = kept[host] ?? made
      return kept[host] ?? made
    }
  }
}
