import Foundation

/// One request to a server that keeps a state, as it goes over the network.
public struct StoreRequest: Hashable, Sendable {
  public var method: String
  /// The whole address.
  public var address: String
  /// A user and a password; neither is in any message.
  public var credentials: StoreCredentials?
  /// JSON; none without a body.
  public var body: [UInt8]?

  public init(
    _ method: String, _ address: String, credentials: StoreCredentials? = nil,
    body: [UInt8]? = nil
  ) {
    self.method = method
    self.address = address
    self.credentials = credentials
    self.body = body
  }
}

/// What such a server answered, whatever it was.
public struct StoreAnswer: Hashable, Sendable {
  public var status: Int
  public var body: [UInt8]

  public init(_ status: Int, _ body: [UInt8] = []) {
    self.status = status
    self.body = body
  }
}

/// Why there is no answer.
public enum StoreFailure: Error, Hashable, Sendable {
  /// Nothing has left.
  case notSent(String)
  /// It may have arrived: a time-out, a closed connection, half an answer.
  case unanswered(String)
}

/// The network, for backend `http`: sends one request and waits for its answer, for as long as it may take.
///
/// Nothing is repeated and no redirect is followed, so that credentials go to no other server.
public struct StoreTransport: Sendable {
  public typealias Send =
    @Sendable (StoreRequest) async throws(StoreFailure) -> StoreAnswer

  let send: Send

  public init(_ send: @escaping Send) { self.send = send }

  /// Reaches nobody.
  public static let none = Self { (_) throws(StoreFailure) in
    throw .notSent("there is no network here")
  }
}

/// A user and a password, as HTTP's basic authentication has them; they cannot be printed.
public struct StoreCredentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  private let user: String
  private let password: String

  public init(user: String, password: String) {
    self.user = user
    self.password = password
  }

  /// What goes into the header, in base64.
  public var base64: String { Data("\(user):\(password)".utf8).base64EncodedString() }
  public var description: String { "<redacted>" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
