import Foundation

/// Pinterest's Ads API v5: the operations that pinplan needs, with waits and repetitions.
public struct PinterestClient: Sendable {
  /// How many campaigns, ad groups or ads one request takes.
  public static let batchLimit = 30
  /// How many keywords one request takes; the API names no limit.
  public static let keywordLimit = 100

  private let transport: Transport
  let download: Download
  private let token: TokenSource
  let pace: Pace
  let onRequest: @Sendable (RequestNote) -> Void
  /// Ends what is only waited for or read.
  public let stop = StopSwitch()

  /// Called right before a request that changes something leaves, each time; a throw keeps it here.
  public typealias WillSend = @Sendable () async throws(APIError) -> Void

  public init(
    transport: @escaping Transport, token: TokenSource, pace: Pace, download: Download = .none,
    onRequest: @escaping @Sendable (RequestNote) -> Void = { _ in }
  ) {
    self.transport = transport
    self.download = download
    self.token = token
    self.pace = pace
    self.onRequest = onRequest
  }

  /// An answer that was a success, and how long it was held up.
  struct Answer {
    let response: APIResponse
    var waited: Duration
  }

  /// Sends a request, again where that is safe, until it is clear what came of it.
  ///
  /// Once stopped, it waits for nothing but the answer to a change that has left.
  func send(_ request: APIRequest, willSend: WillSend? = nil) async throws(APIError) -> Answer {
    var progress = RequestProgress(isRepeatable: request.isRepeatable)
    var waited = Duration.zero
    var access = try await currentToken()
    while true {
      let attempt = progress.attempt
      waited += try await turn(request.category)
      do throws(APIError) {
        if stop.isStopped { throw .stopped }
        try await willSend?()
      } catch {
        await pace.end(request.category, nil)
        throw error
      }
      let outcome = await exchange(request, access)
      var response: APIResponse?
      if case .response(let some) = outcome { response = some }
      await pace.end(request.category, response)
      onRequest(
        RequestNote(
          operation: request.operation, category: request.category, status: response?.status,
          requestID: response?.requestID, attempt: attempt, waited: waited))
      switch progress.next(after: outcome, chance: pace.chance()) {
      case .finish(let response): return Answer(response: response, waited: waited)
      case .fail(let error): throw error
      case .renewToken: access = try await renewedToken(access, response?.requestID)
      case .wait(let time):
        try await pause(time)
        waited += time
      }
    }
  }

  /// Lets time pass, unless the run is stopped.
  public func pause(_ time: Duration) async throws(APIError) {
    do {
      try await stop.unlessStopped { [pace] in try await pace.sleep(time) }
    } catch {
      throw .stopped
    }
  }

  private func exchange(_ request: APIRequest, _ access: AccessToken) async
    -> RequestProgress.Outcome
  {
    let transport = transport
    let exchange: @Sendable () async -> RequestProgress.Outcome = {
      do throws(TransportFailure) {
        return .response(try await transport(request, access))
      } catch {
        return .failure(error)
      }
    }
    // What only reads is of no use any more.
    guard request.isRepeatable else { return await exchange() }
    let outcome = try? await stop.unlessStopped(exchange)
    return outcome ?? .failure(.notSent("the run was stopped"))
  }

  private func turn(_ category: RateCategory) async throws(APIError) -> Duration {
    do {
      return try await stop.unlessStopped { [pace] in try await pace.begin(category) }
    } catch {
      throw .stopped
    }
  }

  private func currentToken() async throws(APIError) -> AccessToken {
    do throws(TokenProblem) {
      return try await token.current()
    } catch {
      throw .unauthorized(error, requestID: nil)
    }
  }

  private func renewedToken(_ refused: AccessToken, _ requestID: String?) async throws(APIError)
    -> AccessToken
  {
    do throws(TokenProblem) {
      return try await token.renew(refused)
    } catch {
      throw .unauthorized(error, requestID: requestID)
    }
  }

  /// Reads the body of a success; a write whose answer cannot be read may have been done.
  func decode<Value: Decodable>(
    _ type: Value.Type, from answer: Answer, of request: APIRequest
  ) throws(APIError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(answer.response.body))
    } catch {
      let reason = UnreadableReason.text(error)
      let id = answer.response.requestID
      if request.isRepeatable { throw .unreadable(reason: reason, requestID: id) }
      throw .unanswered(reason: "the answer cannot be read: " + reason, requestID: id)
    }
  }

  package func read<Value: Decodable>(_ request: APIRequest) async throws(APIError) -> Value {
    let answer = try await send(request)
    return try decode(Value.self, from: answer, of: request)
  }

  /// The bytes of a body; the same value gives the same bytes.
  static func encode(_ body: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(body) else {
      preconditionFailure("request bodies are strings, numbers, lists and objects of these")
    }
    return Array(data)
  }
}

extension APIError {
  /// The run was stopped while the request waited for its turn.
  static let stopped = APIError.notToBeSent("the run was stopped before it was sent")
}

/// What is wrong with a body, without quoting it.
enum UnreadableReason {
  static func text(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .typeMismatch(_, let context):
      "\(path(context.codingPath)) has another type than described"
    case .valueNotFound(_, let context): "\(path(context.codingPath)) is null"
    case .keyNotFound(let key, let context): "\(path(context.codingPath + [key])) is missing"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      "\(path(context.codingPath)) is \(context.debugDescription)"
    default: "it is not JSON"
    }
  }

  /// The place in the body, such as `items[3].id`.
  private static func path(_ keys: [any CodingKey]) -> String {
    var text = ""
    for key in keys {
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += (text.isEmpty ? "" : ".") + key.stringValue
      }
    }
    return text.isEmpty ? "it" : text
  }
}
