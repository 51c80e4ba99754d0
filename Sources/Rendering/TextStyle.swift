/// What the place that text goes to can show.
public struct TextStyle: Hashable, Sendable {
  /// Whether to colour; never what a text says, only how fast it is read.
  public var color: Bool
  /// Whether arrows, bullets and lines may go beyond ASCII.
  public var unicode: Bool
  /// Columns to lay out for.
  public var width: Int
  /// Whether long values are shortened to the width; a file or a pipe gets them whole.
  package var shortens: Bool

  /// Columns that errors, warnings and notes take at most; the same in a terminal, a pipe and a log.
  var messageWidth: Int { min(width, 80) }

  public init(color: Bool, unicode: Bool, width: Int, shortens: Bool) {
    self.color = color
    self.unicode = unicode
    self.width = max(width, 40)
    self.shortens = shortens
  }

  /// For pipes and files: ASCII of our own, no colour, every value whole.
  public static let plain = Self(color: false, unicode: false, width: 100, shortens: false)

  public static func terminal(width: Int, color: Bool = true, unicode: Bool = true) -> Self {
    Self(color: color, unicode: unicode, width: width, shortens: true)
  }
}

/// What a piece of text is, which decides its colour.
enum Role: Sendable {
  case create, update, replace, archive, move
  case error, warning
  case strong, quiet, note

  /// The SGR parameters of the sixteen colours that every terminal's theme keeps readable.
  var parameters: String {
    switch self {
    case .create: "32"
    case .update, .warning: "33"
    case .replace: "35"
    case .archive: "31"
    case .error: "1;31"
    case .move, .note: "36"
    case .strong: "1"
    case .quiet: "2"
    }
  }
}
