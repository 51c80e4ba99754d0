import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A request to another server than the API, by its whole address: where a state is kept.
public struct Exchange: Sendable {
  let method: String
  let address: String
  /// User and password in base64; they are in no message.
  let basic: String?
  let json: [UInt8]?

  public init(_ method: String, _ address: String, basic: String?, json: [UInt8]?) {
    self.method = method
    self.address = address
    self.basic = basic
    self.json = json
  }
}

extension HTTPTransport {
  /// A state of a million people stays below this.
  private static let largestAnswer = 1 << 30

  /// Sends it and waits for its answer, within the time that a request may take.
  public func send(_ exchange: Exchange) async throws(TransportFailure) -> APIResponse {
    var message = HTTPClientRequest(url: exchange.address)
    message.method = HTTPMethod(rawValue: exchange.method)
    message.headers.add(name: "user-agent", value: settings.userAgent)
    message.headers.add(name: "accept", value: "application/json")
    if let basic = exchange.basic {
      message.headers.add(name: "authorization", value: "Basic " + basic)
    }
    if let json = exchange.json {
      message.headers.add(name: "content-type", value: "application/json")
      message.body = .bytes(ByteBuffer(bytes: json))
    }
    do {
      return try await withDeadline(settings.timeout) { [client, message] in
        let answer = try await client.execute(message, deadline: .distantFuture)
        let body = try await answer.body.collect(upTo: Self.largestAnswer)
        return APIResponse(
          status: Int(answer.status.code), body: Array(body.readableBytesView))
      }
    } catch {
      throw TransportFailure(error, host: settings.host.name, timeout: settings.timeout)
    }
  }
}
