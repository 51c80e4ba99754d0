/// Sends one request and waits for its answer; the network and a test differ only here.
///
/// Nothing is repeated and no redirect is followed: what an answer means is for the client.
public typealias Transport =
  @Sendable (APIRequest, AccessToken?) async throws(TransportFailure) -> APIResponse

/// What came back, whatever its status.
public struct APIResponse: Hashable, Sendable {
  public var status: Int
  /// `x-pinterest-rid`, which Pinterest's support asks for.
  public var requestID: String?
  /// `Retry-After`.
  public var retryAfter: Duration?
  /// What is left of the quota, if the answer says so.
  public var quota: RateQuota?
  public var body: [UInt8]

  public init(
    status: Int, body: [UInt8] = [], requestID: String? = nil, retryAfter: Duration? = nil,
    quota: RateQuota? = nil
  ) {
    self.status = status
    self.body = body
    self.requestID = requestID
    self.retryAfter = retryAfter
    self.quota = quota
  }
}

/// The state of a quota, as response headers tell it.
public struct RateQuota: Hashable, Sendable {
  public var limit: Int?
  public var remaining: Int?
  /// The time until the quota is whole again.
  public var reset: Duration?

  public init(limit: Int? = nil, remaining: Int? = nil, reset: Duration? = nil) {
    self.limit = limit
    self.remaining = remaining
    self.reset = reset
  }
}

/// Why there is no answer to a request.
public enum TransportFailure: Error, Hashable, Sendable {
  /// It surely did not reach Pinterest: no such host, no connection, a proxy or TLS refused.
  case notSent(String)
  /// It may have reached Pinterest: a time-out, a closed connection, half an answer.
  case unanswered(String)
}

/// Fetches files from addresses that the API gives, part by part; no token goes along.
public struct Download: Sendable {
  /// Whether an address is one to fetch.
  let accepts: @Sendable (String) -> Bool
  /// Hands on the parts of a success until the taker says that it wants no more.
  let fetch:
    @Sendable (String, @escaping @Sendable ([UInt8]) -> Bool) async throws(TransportFailure) ->
      APIResponse

  public init(
    accepts: @escaping @Sendable (String) -> Bool,
    fetch:
      @escaping @Sendable (String, @escaping @Sendable ([UInt8]) -> Bool)
      async throws(TransportFailure) -> APIResponse
  ) {
    self.accepts = accepts
    self.fetch = fetch
  }

  /// Fetches nothing.
  public static let none = Self(
    accepts: { _ in false },
    fetch: { (_, _) throws(TransportFailure) in throw .notSent("nothing is fetched here") })
}
