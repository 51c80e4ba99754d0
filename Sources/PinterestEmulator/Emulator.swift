import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// An ad account of the Ads API v5 on loopback.
public struct Emulator: Sendable {
  /// What a run starts with.
  public struct Options: Sendable {
    /// A seed document; without one there is the standard account.
    public var seedText: String?
    /// Where the account is kept between runs.
    public var storePath: String?
    /// Where every request and answer is written, one JSON object a line.
    public var recordPath: String?
    public var hasRateLimits = true
    /// No page of a list is longer than this.
    public var pageSizeLimit: Int?
    /// A time to stand still at, in Unix seconds; without one the clock is the real one.
    public var now: Int?

    public init() {}
  }

  let engine: Engine

  public init(_ options: Options = Options()) throws { engine = try Engine(options) }

  /// The server; `whenReady` is told the port that it listens on.
  public func application(
    port: Int = 0, whenReady: @escaping @Sendable (Int) async -> Void = { _ in }
  ) -> some ApplicationProtocol {
    var logger = Logger(label: "pinterest-emulator")
    logger.logLevel = .critical
    return Application(
      responder: Responder(engine: engine),
      configuration: .init(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in await whenReady(channel.localAddress?.port ?? port) },
      logger: logger)
  }

  /// Seconds of an RFC 3339 time, for `Options.now`.
  public static func seconds(_ text: String) -> Int? { Clock.seconds(text) }
}

/// A request's connection, so that a fault can end it.
struct ConnectionContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
