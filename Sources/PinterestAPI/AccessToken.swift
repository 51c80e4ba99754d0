/// A secret that the API takes for who we are.
///
/// It has no way to print itself: `description`, `dump` and string interpolation show a mark.
public struct AccessToken: Hashable, Sendable, CustomStringConvertible,
  CustomDebugStringConvertible,
  CustomReflectable
{
  /// The characters, for the one place that puts them into a header.
  package let secret: String

  public init(_ secret: String) { self.secret = secret }

  public var description: String { "<redacted>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
