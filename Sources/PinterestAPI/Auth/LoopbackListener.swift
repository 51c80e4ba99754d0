import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Waits on this machine for the browser to come back from Pinterest.
public struct LoopbackListener: Sendable {
  private let channel: any Channel
  private let answers: AsyncStream<AuthorizationRequest.Answer>

  /// Listens at the address that the browser is sent back to.
  public init(for request: AuthorizationRequest) async throws(AuthError) {
    let parts = URLComponents(string: request.redirectURI)
    guard let host = parts?.host, parts?.scheme == "http",
      ["localhost", "127.0.0.1"].contains(host)
    else { throw .notLoopback(request.redirectURI) }
    let port = parts?.port ?? 80
    let (stream, continuation) = AsyncStream<AuthorizationRequest.Answer>.makeStream()
    answers = stream
    do {
      channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            let operations = channel.pipeline.syncOperations
            try operations.configureHTTPServerPipeline()
            try operations.addHandler(CallbackHandler(request, continuation))
          }
        }
        .bind(host: "127.0.0.1", port: port).get()
    } catch {
      throw .portTaken(port)
    }
  }

  /// The code, once the browser has brought it; whatever else comes by is turned away.
  public func code(within time: Duration = .seconds(300)) async throws(AuthError) -> String {
    let answer = await withTaskGroup(of: AuthorizationRequest.Answer?.self) { group in
      group.addTask { await answers.first { _ in true } }
      group.addTask {
        try? await Task.sleep(for: time)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
    try? await channel.close()
    switch answer {
    case .code(let code): return code
    case .denied(let reason): throw .denied(reason)
    case .foreign, nil: throw .nobodyCame
    }
  }
}

/// Answers the browser with a plain sentence.
private final class CallbackHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let request: AuthorizationRequest
  private let answers: AsyncStream<AuthorizationRequest.Answer>.Continuation

  init(
    _ request: AuthorizationRequest,
    _ answers: AsyncStream<AuthorizationRequest.Answer>.Continuation
  ) {
    self.request = request
    self.answers = answers
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(let head) = unwrapInboundIn(data) else { return }
    let answer = request.answer(at: head.uri)
    let text: String
    switch answer {
    case .code: text = "pinplan has its answer. You may close this window.\n"
    case .denied: text = "The login was refused. You may close this window.\n"
    case .foreign: text = "This is not the answer to the login that pinplan waits for.\n"
    }
    let status = answer == .foreign ? HTTPResponseStatus.badRequest : .ok
    let headers: HTTPHeaders = [
      "content-type": "text/plain; charset=utf-8", "content-length": String(text.utf8.count),
      "connection": "close",
    ]
    context.write(
      wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: headers))),
      promise: nil)
    context.write(
      wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    context.close(promise: nil)
    if answer != .foreign { answers.yield(answer) }
  }
}
