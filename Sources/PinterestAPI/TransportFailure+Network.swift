import AsyncHTTPClient
import Diagnostics
import Foundation
import NIOCore
import NIOPosix
import NIOSSL

extension TransportFailure {
  /// Sorts an error of the network by whether the request may have been processed.
  ///
  /// What is not known to have failed before the request was sent counts as unanswered. No text
  /// of the error itself is repeated: it could quote a header.
  init(_ error: any Error, timeout: Duration) {
    switch error {
    case is DeadlineExceeded:
      self = .unanswered("no answer within \(APIError.seconds(timeout))")
    case is CancellationError: self = .unanswered("the run was stopped before the answer came")
    case let error as HTTPClientError: self.init(error, timeout)
    case let error as NIOConnectionError: self = .notSent(Self.reason(error))
    case let error as NIOSSLError: self.init(error)
    case is BoringSSLError, is NIOSSLExtraError: self = .notSent(Self.untrusted)
    case is NIOTooManyBytesError: self = .unanswered("the answer is too large")
    case let error as IOError:
      self = .unanswered("the connection broke: " + Self.system(error.errnoCode))
    default: self = .unanswered("the connection was closed, or the answer is not HTTP")
    }
  }

  private static let untrusted =
    "no secure connection: the certificate of the host is not trusted; SSL_CERT_FILE names the "
    + "certificates to trust"

  private init(_ error: HTTPClientError, _ timeout: Duration) {
    switch error {
    case .connectTimeout: self = .notSent("the host does not take the connection")
    case .tlsHandshakeTimeout: self = .notSent("the secure connection is not established in time")
    case .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
      self = .notSent("the proxy does not connect in time")
    case .proxyAuthenticationRequired:
      self = .notSent("the proxy wants a user and a password; write them in HTTPS_PROXY")
    case .invalidProxyResponse: self = .notSent("the proxy refused to connect")
    case .getConnectionFromPoolTimeout: self = .notSent("no connection was free in time")
    case .deadlineExceeded, .readTimeout, .writeTimeout:
      self = .unanswered("no answer within \(APIError.seconds(timeout))")
    default: self = .unanswered("the connection was closed before the answer was whole")
    }
  }

  private init(_ error: NIOSSLError) {
    switch error {
    case .handshakeFailed, .unableToValidateCertificate, .noCertificateToValidate,
      .failedToLoadCertificate:
      self = .notSent(Self.untrusted)
    default: self = .unanswered("the secure connection was closed before the answer was whole")
    }
  }

  private static func reason(_ error: NIOConnectionError) -> String {
    let place = quoted(error.host) + ", port \(error.port)"
    guard let failure = error.connectionErrors.first else {
      return "no such host: " + quoted(error.host)
    }
    if let system = failure.error as? IOError {
      return "no connection to \(place): " + self.system(system.errnoCode)
    }
    return "no connection to \(place)"
  }

  /// What the system calls an error, in lower case like all our messages.
  private static func system(_ code: CInt) -> String {
    let text = String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
