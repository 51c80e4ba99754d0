import Diagnostics
import Foundation

/// Requests to the API of a review service, again where that is safe.
struct ReviewClient: Sendable {
  private let transport: Transport
  private let token: AccessToken
  private let sleep: @Sendable (Duration) async -> Void

  /// What is waited before the second try, and before the third.
  static let waits: [Duration] = [.seconds(1), .seconds(4)]
  /// The longest that an answer may ask to wait.
  static let longestWait = Duration.seconds(60)
  static let pageSize = 100
  /// More than any request has comments.
  static let mostPages = 200

  init(
    transport: @escaping Transport, token: AccessToken,
    sleep: @escaping @Sendable (Duration) async -> Void
  ) {
    self.transport = transport
    self.token = token
    self.sleep = sleep
  }

  /// Everything of a list, page by page; a page may be shorter than asked for, and the last one is empty.
  func list<Item: Decodable>(
    _ path: String, _ ids: [String], query: [(name: String, value: String)] = [], of: Item.Type
  ) async throws(ReviewError) -> [Item] {
    var items: [Item] = []
    for page in 1...Self.mostPages {
      let paging = [("per_page", "\(Self.pageSize)"), ("page", "\(page)")]
      let found: [Item] = try await read(.get, path, ids, query: query + paging)
      if found.isEmpty { return items }
      items += found
    }
    throw .unreadable("the list has no end")
  }

  /// Sends a request and reads the object of its answer.
  func read<Value: Decodable>(
    _ method: APIRequest.Method, _ path: String, _ ids: [String],
    query: [(name: String, value: String)] = [], body: [String: String]? = nil
  ) async throws(ReviewError) -> Value {
    let request = APIRequest(
      method, path, ids: ids, query: query, body: body.map(PinterestClient.encode),
      category: .orgRead, isRepeatable: method != .post)
    let answer = try await send(request)
    do {
      return try JSONDecoder.review.decode(Value.self, from: Data(answer.body))
    } catch {
      // What was asked to be written may have been, by whoever answered.
      let words = UnreadableReason.text(error)
      throw method == .post
        ? .unanswered("the answer cannot be read: \(words)") : .unreadable(words)
    }
  }

  private func send(_ request: APIRequest) async throws(ReviewError) -> APIResponse {
    var waits = Self.waits[...]
    while true {
      let trouble: Trouble
      do throws(TransportFailure) {
        let answer = try await transport(request, token)
        if (200..<300).contains(answer.status) { return answer }
        trouble = Trouble(answer, isRepeatable: request.isRepeatable, hiding: token)
      } catch {
        trouble = Trouble(error, isRepeatable: request.isRepeatable)
      }
      guard trouble.isRepeated, let next = waits.popFirst() else { throw trouble.error }
      await sleep(max(next, min(trouble.wait ?? .zero, Self.longestWait)))
    }
  }
}

extension JSONDecoder {
  /// For what review services write.
  static var review: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }
}

/// What went wrong with one try, and whether another one does no harm.
private struct Trouble {
  let error: ReviewError
  let isRepeated: Bool
  var wait: Duration?

  init(_ failure: TransportFailure, isRepeatable: Bool) {
    switch failure {
    case .notSent(let words): (error, isRepeated) = (.unavailable(words), true)
    case .unanswered(let words):
      error = isRepeatable ? .unavailable(words) : .unanswered(words)
      isRepeated = isRepeatable
    }
  }

  init(_ answer: APIResponse, isRepeatable: Bool, hiding token: AccessToken) {
    wait = answer.retryAfter
    switch answer.status {
    case 429: (error, isRepeated) = (.unavailable("the service asks to wait"), true)
    // So GitHub says that somebody writes too much at once.
    case 403 where answer.retryAfter != nil:
      (error, isRepeated) = (.unavailable("the service asks to wait"), true)
    case 408, 500...:
      let words = "the service answered \(answer.status)"
      error = isRepeatable ? .unavailable(words) : .unanswered(words)
      isRepeated = isRepeatable
    case 300..<400:
      error = .refused(status: answer.status, "it leads elsewhere")
      isRepeated = false
    default:
      (error, isRepeated) = (.refused(status: answer.status, Self.words(answer, token)), false)
    }
  }

  /// What the service says of a refusal: `message` of GitHub, `message` or `error` of GitLab.
  ///
  /// A service that quotes the token is not quoted.
  private static func words(_ answer: APIResponse, _ token: AccessToken) -> String {
    struct Words: Decodable {
      let message: String?
      let error: String?
    }
    let said = try? JSONDecoder().decode(Words.self, from: Data(answer.body))
    let words = (said?.message ?? said?.error ?? "").replacing(token.secret, with: "<redacted>")
    return String(Redaction.clean(words).prefix(200))
  }
}
