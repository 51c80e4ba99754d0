import HTTPTypes
import Hummingbird
import NIOCore

/// Between HTTP and the engine.
struct Responder: HTTPResponder {
  let engine: Engine

  private static let basePath = "/v5"
  /// A seed may bring a million people.
  private static let largestBody = 128 << 20

  func respond(to request: Request, context: ConnectionContext) async throws -> Response {
    var request = request
    let body = try await request.collectBody(upTo: Self.largestBody)
    let path = request.uri.path
    var call = Call(method: request.method.rawValue, path: path)
    call.query = Call.pairs(request.uri.query ?? "", plusIsSpace: true)
      .map { (name: $0.0, value: $0.1) }
    call.body = Array(buffer: body)
    call.authorization = request.headers[.authorization]
    call.contentType = request.headers[.contentType]
    call.origin = "http://" + (request.head.authority ?? "127.0.0.1")
    if path == "/_emulator" || path.hasPrefix("/_emulator/") {
      return Self.response(Delivery(answer: await engine.administer(call)))
    }
    if path == "/oauth/" || path == "/oauth" {
      return Self.response(Delivery(answer: await engine.authorizePage(call)))
    }
    if path.hasPrefix("/_files/") {
      return try await deliver(await engine.respond(to: call), on: context.channel)
    }
    guard path.hasPrefix(Self.basePath + "/") else {
      let answer = Answer.failure(404, code: 404, "The API is under \(Self.basePath).")
      return Self.response(Delivery(answer: answer))
    }
    call.path = String(path.dropFirst(Self.basePath.count))
    return try await deliver(await engine.respond(to: call), on: context.channel)
  }

  private func deliver(_ delivery: Delivery, on channel: any Channel) async throws -> Response {
    switch delivery.manner {
    case .whole: break
    case .late(let milliseconds): try await Task.sleep(for: .milliseconds(milliseconds))
    case .close: try? await channel.close()
    case .hang(let milliseconds, let clearings):
      if let milliseconds {
        try await Task.sleep(for: .milliseconds(milliseconds))
        try? await channel.close()
      } else {
        try await engine.wait(whileClearedOnly: clearings, orEndOf: channel)
      }
    case .afterCommit(let commit):
      return try await deliver(await commit.value, on: channel)
    case .truncated: return Self.truncated(delivery, channel)
    }
    return Self.response(delivery)
  }

  private static func response(_ delivery: Delivery) -> Response {
    Response(
      status: .init(code: delivery.answer.status), headers: headers(delivery.answer),
      body: .init(byteBuffer: ByteBuffer(bytes: delivery.bytes)))
  }

  /// Promises the whole body, sends half, and ends the connection.
  private static func truncated(_ delivery: Delivery, _ channel: any Channel) -> Response {
    let bytes = delivery.bytes
    let body = ResponseBody(contentLength: bytes.count) { writer in
      try await writer.write(ByteBuffer(bytes: bytes[..<(bytes.count / 2)]))
      try await channel.close()
    }
    return Response(
      status: .init(code: delivery.answer.status), headers: headers(delivery.answer), body: body)
  }

  private static func headers(_ answer: Answer) -> HTTPFields {
    var fields = HTTPFields()
    if answer.body != nil || answer.raw != nil { fields[.contentType] = "application/json" }
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    return fields
  }
}

extension Engine {
  /// Waits while the faults have been cleared no more than so often.
  func wait(whileClearedOnly clearings: Int, orEndOf channel: any Channel) async throws {
    while channel.isActive, faults.clearings == clearings {
      try await Task.sleep(for: .milliseconds(100))
    }
    try? await channel.close()
  }

  func authorizePage(_ call: Call) -> Answer { world.authorizePage(call) }
}
