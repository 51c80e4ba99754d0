import Foundation

/// A secret that the API takes for who we are.
///
/// It has no way to print itself: `description`, `dump` and string interpolation show a mark.
public struct AccessToken: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// How the secret is presented.
  package enum Scheme: String, Hashable, Sendable {
    /// A token of a user.
    case bearer = "Bearer"
    /// An app's id and secret, for the token endpoints alone.
    case basic = "Basic"
  }

  /// The characters, for the one place that puts them into a header.
  package let secret: String
  package let scheme: Scheme

  public init(_ secret: String) {
    self.secret = secret
    scheme = .bearer
  }

  /// What an app proves itself with.
  package init(appID: String, appSecret: String) {
    secret = appID + ":" + appSecret
    scheme = .basic
  }

  public var description: String { "<redacted>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// Whether a header can hold it: visible ASCII, as every token is.
  package var isWellFormed: Bool {
    !secret.isEmpty && secret.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  var base64: String { Data(secret.utf8).base64EncodedString() }

  /// The value of the `Authorization` header.
  var header: String { scheme.rawValue + " " + (scheme == .basic ? base64 : secret) }
}
