import Foundation
import TestSupport

@testable import StateStore

/// A server that keeps a state by Terraform's HTTP protocol, line by line, and fails as it is told.
final class StateServer: @unchecked Sendable {
  enum Ways {
    /// LOCK and UNLOCK of the address; 423 where somebody holds it.
    case terraform
    /// POST and DELETE below it; 409, and a serial is taken once.
    case gitLab
  }

  /// What happens to the next request of a method.
  enum Fault {
    /// It does not arrive, and nobody says so.
    case lost
    /// It is carried out, and the answer does not arrive.
    case unanswered
    /// Nothing has left.
    case notSent
    /// It is answered so and nothing is done.
    case answer(Int, String)
    /// It is carried out, and answered so.
    case done(Int)
    /// A part of the answer is missing.
    case truncated
    /// Nothing at all.
    case none

    /// Whether a GET can fail so.
    var isOfReading: Bool {
      if case .done = self { false } else { true }
    }
  }

  let ways: Ways
  private let lock = NSLock()
  private var kept: [UInt8]?
  private var serials: Set<Int64> = []
  private var holder: [UInt8]?
  private var faults: [(method: String, fault: Fault)] = []
  private var heard: [String] = []
  /// Whether it takes every write, whoever holds the lock.
  var isCareless = false
  var credentials: Set<StoreCredentials?> = []

  init(_ ways: Ways = .gitLab) { self.ways = ways }

  var address: String {
    ways == .gitLab
      ? "https://gitlab.example/api/v4/projects/7/terraform/state/ads"
      : "https://states.example/ads"
  }

  /// A copy as it is now.
  func copy() -> StateServer {
    let copy = StateServer(ways)
    lock.withLock { (copy.kept, copy.serials, copy.holder) = (kept, serials, holder) }
    return copy
  }

  var contents: [UInt8]? {
    get { lock.withLock { kept } }
    set { lock.withLock { kept = newValue } }
  }

  /// The requests since it was last asked, by method; a put is PUT.
  func requests() -> [String] {
    lock.withLock {
      defer { heard = [] }
      return heard
    }
  }

  func fail(_ method: String, _ fault: Fault) { lock.withLock { faults.append((method, fault)) } }

  /// Nothing fails any more.
  func mend() { lock.withLock { faults = [] } }

  func store(_ environment: [String: String] = [:]) -> HTTPStore {
    HTTPStore(HTTPPlace(address), environment: environment, transport, waits: [.milliseconds(1)])
  }

  func backend(_ presence: StatePresence = .unlessTraces) -> DocumentBackend {
    DocumentBackend(store(), presence: presence)
  }

  var transport: StoreTransport {
    StoreTransport { [self] (request) throws(StoreFailure) in
      let method = name(of: request)
      let fault: Fault? = lock.withLock {
        heard.append(method)
        credentials.insert(request.credentials)
        guard let index = faults.firstIndex(where: { $0.method == method }) else { return nil }
        return faults.remove(at: index).fault
      }
      switch fault {
      case .lost?: throw .unanswered("no answer within 60 s")
      case .notSent?: throw .notSent("no connection to \"states.example\": connection refused")
      case .answer(let status, let body)?: return StoreAnswer(status, Array(body.utf8))
      case .unanswered?:
        _ = carryOut(method, request)
        throw .unanswered("the connection was closed before the answer was whole")
      case .done(let status)?:
        _ = carryOut(method, request)
        return StoreAnswer(status)
      case .truncated?:
        let answer = carryOut(method, request)
        return StoreAnswer(answer.status, Array(answer.body.prefix(answer.body.count / 2)))
      case Fault.none?, nil: return carryOut(method, request)
      }
    }
  }

  private func name(of request: StoreRequest) -> String {
    guard ways == .gitLab else { return request.method == "POST" ? "PUT" : request.method }
    let isLock = request.address.hasSuffix("/lock")
    switch request.method {
    case "POST": return isLock ? "LOCK" : "PUT"
    case "DELETE": return isLock ? "UNLOCK" : "DELETE"
    default: return request.method
    }
  }

  private func carryOut(_ method: String, _ request: StoreRequest) -> StoreAnswer {
    lock.withLock {
      switch method {
      case "GET": kept.map { StoreAnswer(200, $0) } ?? StoreAnswer(ways == .gitLab ? 204 : 404)
      case "PUT": put(request)
      case "LOCK": take(request)
      case "UNLOCK": free(request)
      default: StoreAnswer(405)
      }
    }
  }

  private func put(_ request: StoreRequest) -> StoreAnswer {
    let body = request.body ?? []
    guard !body.isEmpty else { return StoreAnswer(204) }
    let id = URLComponents(string: request.address)?.queryItems?.first { $0.name == "ID" }?.value
    if !isCareless, id != holder.flatMap(Self.id) {
      return ways == .gitLab ? StoreAnswer(400) : StoreAnswer(423, holder ?? [])
    }
    if ways == .gitLab {
      let form = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
      guard let serial = (form?["serial"] as? NSNumber)?.int64Value,
        serials.insert(serial).inserted
      else { return StoreAnswer(422) }
    }
    kept = body
    return StoreAnswer(200)
  }

  private func take(_ request: StoreRequest) -> StoreAnswer {
    guard let body = request.body,
      let form = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: String],
      Set(form.keys) == ["ID", "Operation", "Info", "Who", "Version", "Created", "Path"]
    else { return StoreAnswer(400) }
    guard let holder else {
      self.holder = body
      return StoreAnswer(200, body)
    }
    return StoreAnswer(ways == .gitLab ? 409 : 423, holder)
  }

  private func free(_ request: StoreRequest) -> StoreAnswer {
    let id = request.body.flatMap(Self.id)
    guard let holder, id?.isEmpty == false, id != Self.id(holder) else {
      self.holder = nil
      return StoreAnswer(200)
    }
    return StoreAnswer(ways == .gitLab ? 409 : 423, holder)
  }

  private static func id(_ body: [UInt8]) -> String? {
    (try? JSONSerialization.jsonObject(with: Data(body)) as? [String: String])?["ID"]
  }
}
