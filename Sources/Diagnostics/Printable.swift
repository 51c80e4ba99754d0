/// Text from users and targets, made safe to show.
public enum Printable {
  /// The text with everything that a terminal obeys or hides written out as an escape.
  ///
  /// Escape sequences, line breaks, text direction overrides and invisible characters could
  /// otherwise make a reviewer see another plan than the one that is applied.
  public static func text(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    var result = ""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if let escape = escape(scalar, after: previous) {
        result += escape
      } else {
        result.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return result
  }

  /// The whole printable text in double quotes, where its ends matter.
  public static func quoted(_ text: String) -> String { "\"" + self.text(text) + "\"" }

  /// Whether a character stands for itself and a reader can see it.
  public static func isShown(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) -> Bool {
    escape(scalar, after: previous) == nil
  }

  /// How a character is written out; nil if it is shown as it is.
  static func escape(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) -> String? {
    isHidden(scalar) && !isEmojiJoint(scalar, after: previous) ? escape(scalar) : nil
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      true
    case .spaceSeparator: scalar != " "
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// Variation selectors and joiners that belong to an emoji, not to a disguise.
  private static func isEmojiJoint(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?)
    -> Bool
  {
    guard let previous, scalar.value == 0x200D || scalar.value == 0xFE0F else { return false }
    return previous.value == 0xFE0F || previous.value > 0x2000 && previous.properties.isEmoji
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": #"\n"#
    case "\r": #"\r"#
    case "\t": #"\t"#
    default:
      scalar.value < 0x100
        ? #"\x"# + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
        : #"\u{"# + String(scalar.value, radix: 16) + "}"
    }
  }
}
