import Foundation
import NIOCore
import NIOPosix

/// Passes bytes between whoever connects and a server of this machine, counts round trips, and cuts lines when it
/// is told to.
public final class Relay: @unchecked Sendable {
  /// What becomes of the line when the client sends next.
  public enum Cut: Sendable {
    /// It is gone before anything arrives.
    case beforeRequest
    /// What was sent arrives, and the answer does not come back.
    case beforeAnswer
    /// What was sent arrives when the relay is told to, and the client hears nothing.
    case held
  }

  public private(set) var port = 0
  private let lock = NSLock()
  private var cut: Cut?
  private var turnCount = 0
  private var wasAnswer = true
  private var heldBytes: [(any Channel, ByteBuffer)] = []
  private var channel: (any Channel)?
  private let target: Int

  /// How often the client sent something after it had an answer.
  public var turns: Int { lock.withLock { turnCount } }

  public init(to target: Int) throws {
    self.target = target
    let group = MultiThreadedEventLoopGroup.singleton
    let bound = try ServerBootstrap(group: group)
      .childChannelInitializer { [self] client in
        ClientBootstrap(group: client.eventLoop).connect(host: "127.0.0.1", port: self.target)
          .flatMap { server in
            server.pipeline.addHandler(Pump(self, to: client, isFromClient: false))
              .and(client.pipeline.addHandler(Pump(self, to: server, isFromClient: true)))
              .map { _ in }
          }
      }
      .bind(host: "127.0.0.1", port: 0).wait()
    channel = bound
    port = bound.localAddress?.port ?? 0
  }

  deinit { channel?.close(promise: nil) }

  /// Cuts the line at the next request; `skipping` lets as many pass before.
  public func cutNext(_ cut: Cut, skipping count: Int = 0) {
    lock.withLock {
      self.cut = cut
      skipped = count
    }
  }

  private var skipped = 0

  /// Sends on what was held.
  public func release() {
    let held = lock.withLock {
      defer { heldBytes = [] }
      return heldBytes
    }
    for (channel, bytes) in held { channel.writeAndFlush(bytes, promise: nil) }
  }

  fileprivate enum Verdict { case pass, cut, passAndMute, hold }

  fileprivate func verdict(isFromClient: Bool) -> Verdict {
    lock.withLock {
      guard isFromClient else {
        wasAnswer = true
        return .pass
      }
      guard wasAnswer else { return .pass }
      wasAnswer = false
      turnCount += 1
      guard cut != nil else { return .pass }
      guard skipped == 0 else {
        skipped -= 1
        return .pass
      }
      return take()
    }
  }

  private func take() -> Verdict {
    defer { cut = nil }
    switch cut {
    case .beforeRequest: return .cut
    case .beforeAnswer: return .passAndMute
    case .held: return .hold
    case nil: return .pass
    }
  }

  fileprivate func hold(_ bytes: ByteBuffer, for channel: any Channel) {
    lock.withLock { heldBytes.append((channel, bytes)) }
  }
}

private final class Pump: ChannelInboundHandler, @unchecked Sendable {
  typealias InboundIn = ByteBuffer

  private let relay: Relay
  private let other: any Channel
  private let isFromClient: Bool
  /// The other way's answers end with the line.
  private var isHolding = false

  init(_ relay: Relay, to other: any Channel, isFromClient: Bool) {
    self.relay = relay
    self.other = other
    self.isFromClient = isFromClient
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    if isHolding { return relay.hold(bytes, for: other) }
    switch relay.verdict(isFromClient: isFromClient) {
    case .pass: other.writeAndFlush(bytes, promise: nil)
    case .cut:
      context.close(promise: nil)
      other.close(promise: nil)
    case .passAndMute:
      let client = context.channel
      // The server gets all of it, and time to be done, before the client sees the end of the line.
      other.writeAndFlush(bytes, promise: nil)
      context.eventLoop.scheduleTask(in: .milliseconds(300)) { client.close(promise: nil) }
      _ = other.pipeline.addHandler(Mute(), position: .first)
    case .hold:
      isHolding = true
      relay.hold(bytes, for: other)
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if !isHolding { other.close(promise: nil) }
  }
}

/// Lets nothing through that comes in.
private final class Mute: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer
  func channelRead(context: ChannelHandlerContext, data: NIOAny) {}
}
