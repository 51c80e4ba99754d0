import PinterestAPI
import Synchronization

/// Answers requests from a script, in order, and remembers what was asked.
final class Script: Sendable {
  typealias Reply = Result<APIResponse, TransportFailure>

  private let state: Mutex<(replies: [Reply], requests: [APIRequest], tokens: [AccessToken?])>
  private let waits = Mutex<[Duration]>([])
  private let notes = Mutex<[RequestNote]>([])

  init(_ replies: [Reply]) { state = Mutex((replies, [], [])) }

  convenience init(_ replies: Reply...) { self.init(replies) }

  var requests: [APIRequest] { state.withLock { $0.requests } }
  var tokens: [AccessToken?] { state.withLock { $0.tokens } }
  var slept: [Duration] { waits.withLock { $0 } }
  var told: [RequestNote] { notes.withLock { $0 } }

  func client(_ token: TokenSource = .fixed(AccessToken("pina_first"))) -> PinterestClient {
    PinterestClient(
      transport: { (request, token) throws(TransportFailure) in
        try self.state.withLock { state throws(TransportFailure) in
          state.requests.append(request)
          state.tokens.append(token)
          guard !state.replies.isEmpty else { throw TransportFailure.notSent("the script is over") }
          return try state.replies.removeFirst().get()
        }
      },
      token: token,
      pace: Pace(
        begin: { (_) throws(CancellationError) in .zero }, end: { _, _ in },
        sleep: { (time) throws(CancellationError) in self.waits.withLock { $0.append(time) } },
        chance: { 0 }),
      onRequest: { note in self.notes.withLock { $0.append(note) } })
  }
}

extension Result<APIResponse, TransportFailure> {
  static func ok(_ body: String, _ id: String? = "r1") -> Self {
    .success(APIResponse(status: 200, body: Array(body.utf8), requestID: id))
  }

  static func status(
    _ status: Int, _ body: String = "", retryAfter: Duration? = nil, _ id: String? = "r1"
  ) -> Self {
    .success(
      APIResponse(status: status, body: Array(body.utf8), requestID: id, retryAfter: retryAfter))
  }

  static var cut: Self { .failure(.unanswered("the connection was closed")) }
  static var unreachable: Self { .failure(.notSent("no connection")) }
}

/// The error that something ends with; nil when it does not.
func failure<Value>(_ body: () async throws(APIError) -> Value) async -> APIError? {
  do throws(APIError) {
    _ = try await body()
    return nil
  } catch {
    return error
  }
}
