import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A server on loopback that answers with bytes as they are told, valid HTTP or not.
public final class RawServer: Sendable {
  public enum Reply: Sendable {
    /// Sends this and keeps the connection open.
    case send(String)
    /// Sends this and closes.
    case sendAndClose(String)
    /// Sends a head, then a byte of the body now and again.
    case drip
    case hang
  }

  private let channel: any Channel
  private let script: Script

  /// The requests so far, heads and bodies.
  public var requests: [String] { script.heard.withLock { $0 } }
  public var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

  public init(_ replies: Reply...) async throws {
    let script = Script(replies)
    self.script = script
    channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Handler(script))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  public func close() async throws { try await channel.close() }

  /// A success with a body in JSON.
  public static func ok(_ body: String, _ headers: String = "") -> Reply {
    .send("HTTP/1.1 200 OK\r\ncontent-length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
  }

  private final class Script: Sendable {
    let heard = Mutex<[String]>([])
    let replies: Mutex<[Reply]>

    init(_ replies: [Reply]) { self.replies = Mutex(replies) }

    func next() -> Reply { replies.withLock { $0.isEmpty ? .hang : $0.removeFirst() } }
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let script: Script
    private var text = ""

    init(_ script: Script) { self.script = script }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      text += String(buffer: unwrapInboundIn(data))
      guard let end = text.range(of: "\r\n\r\n"),
        text[end.upperBound...].utf8.count >= length(of: text[..<end.lowerBound])
      else { return }
      script.heard.withLock { $0.append(text) }
      text = ""
      switch script.next() {
      case .send(let bytes): context.writeAndFlush(NIOAny(ByteBuffer(string: bytes)), promise: nil)
      case .sendAndClose(let bytes):
        context.writeAndFlush(NIOAny(ByteBuffer(string: bytes)), promise: nil)
        context.close(promise: nil)
      case .drip:
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n"
        context.writeAndFlush(NIOAny(ByteBuffer(string: head)), promise: nil)
        let channel = context.channel
        channel.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(100)) {
          task in
          guard channel.isActive else { return task.cancel() }
          channel.writeAndFlush(ByteBuffer(string: " "), promise: nil)
        }
      case .hang: break
      }
    }

    private func length(of head: Substring) -> Int {
      for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-length:")
      {
        return Int(line.split(separator: ":")[1].filter { $0 != " " }) ?? 0
      }
      return 0
    }
  }
}
