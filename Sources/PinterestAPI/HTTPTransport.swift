import AsyncHTTPClient
import Dispatch
import NIOCore
import NIOHTTP1
import NIOSSL

/// The network: sends requests over HTTP/1.1 and keeps its connections while it lives.
public final class HTTPTransport: Sendable {
  /// Pages of 250 ad groups with long targeting stay far below this.
  static let largestBody = 64 << 20

  let client: HTTPClient
  let settings: ConnectionSettings

  public init(_ settings: ConnectionSettings) {
    self.settings = settings
    client = HTTPClient(
      eventLoopGroupProvider: .singleton, configuration: Self.configuration(settings))
  }

  deinit { client.shutdown(queue: .global()) { _ in } }

  /// The function that the client takes; it keeps the connections alive.
  public var transport: Transport {
    { (request, token) async throws(TransportFailure) in try await self.send(request, token) }
  }

  private func send(_ request: APIRequest, _ token: AccessToken?) async throws(TransportFailure)
    -> APIResponse
  {
    let message = message(request, token)
    do {
      return try await withDeadline(settings.timeout) { [client] in
        let answer = try await client.execute(message, deadline: .distantFuture)
        let body = try await answer.body.collect(upTo: Self.largestBody)
        return APIResponse(
          status: Int(answer.status.code), headers: answer.headers,
          body: Array(body.readableBytesView))
      }
    } catch {
      throw TransportFailure(error, host: settings.host.name, timeout: settings.timeout)
    }
  }

  /// The way to files that answers name; it keeps the connections alive.
  public var download: Download {
    Download(
      accepts: { [settings] address in settings.accepts(download: address) },
      fetch: { (address, take) async throws(TransportFailure) in
        try await self.fetch(address, take)
      })
  }

  /// Without the token, which is for the API alone; the address itself is the right to the file.
  private func fetch(_ address: String, _ take: @escaping @Sendable ([UInt8]) -> Bool)
    async throws(TransportFailure) -> APIResponse
  {
    var message = HTTPClientRequest(url: address)
    message.headers.add(name: "user-agent", value: settings.userAgent)
    do {
      let answer = try await client.execute(message, deadline: .distantFuture)
      let status = Int(answer.status.code)
      guard (200..<300).contains(status) else {
        let body = try await answer.body.collect(upTo: Self.largestBody)
        return APIResponse(
          status: status, headers: answer.headers, body: Array(body.readableBytesView))
      }
      for try await part in answer.body {
        guard take(Array(part.readableBytesView)) else { break }
      }
      return APIResponse(status: status, headers: answer.headers, body: [])
    } catch {
      throw TransportFailure(error, host: "the report's host", timeout: settings.timeout)
    }
  }

  private func message(_ request: APIRequest, _ token: AccessToken?) -> HTTPClientRequest {
    var message = HTTPClientRequest(url: settings.host.baseURL + request.target)
    message.method = HTTPMethod(rawValue: request.method.rawValue)
    message.headers.add(name: "user-agent", value: settings.userAgent)
    message.headers.add(name: "accept", value: "application/json")
    if let token { message.headers.add(name: "authorization", value: token.header) }
    if let body = request.body {
      let type = request.bodyFormat == .json ? "json" : "x-www-form-urlencoded"
      message.headers.add(name: "content-type", value: "application/" + type)
      message.body = .bytes(ByteBuffer(bytes: body))
    }
    return message
  }

  private static func configuration(_ settings: ConnectionSettings) -> HTTPClient.Configuration {
    var tls = TLSConfiguration.makeClientConfiguration()
    if let path = settings.trustedCertificates { tls.trustRoots = .file(path) }
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
    // A redirect would take the token to a place that nobody named.
    configuration.redirectConfiguration = .disallow
    configuration.httpVersion = .http1Only
    let seconds = settings.timeout.components.seconds
    configuration.timeout.connect = .milliseconds(min(10_000, seconds * 500))
    // A large file may take longer in all, as long as some of it keeps coming.
    configuration.timeout.read = .seconds(seconds)
    // The client repeats what is safe to repeat, and tells; nothing is repeated unseen below it.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.connectionPool.idleTimeout = .seconds(20)
    configuration.proxy = settings.proxy.map { proxy in
      switch proxy.kind {
      case .socks: .socksServer(host: proxy.host, port: proxy.port)
      case .http:
        .server(
          host: proxy.host, port: proxy.port,
          authorization: proxy.user.map { .basic(credentials: $0.base64) })
      }
    }
    return configuration
  }
}

/// The time for a request is over.
struct DeadlineExceeded: Error {}

/// Does something within a time; what takes longer is cancelled.
func withDeadline<Value: Sendable>(
  _ time: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value.self) { group in
    group.addTask(operation: body)
    group.addTask {
      try await Task.sleep(for: time)
      throw DeadlineExceeded()
    }
    defer { group.cancelAll() }
    guard let first = try await group.next() else { throw CancellationError() }
    return first
  }
}
