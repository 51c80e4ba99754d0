/// Text from users and targets, made safe to show.
public enum Printable {
  /// The text with everything that a terminal obeys or hides written out as an escape.
  ///
  /// Escape sequences, line breaks, text direction overrides and invisible characters could
  /// otherwise make a reviewer see another plan than the one that is applied.
  public static func text(_ text: String) -> String {
    if text.hasOnly(0x20..<0x7F) { return text }
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
    if isPlain(scalar) { return false }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      true
    case .spaceSeparator: scalar != " "
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// Whether it is a letter, figure or sign of Latin script or of general punctuation.
  ///
  /// Each of these is shown, takes one column and joins no other; most text is made of them, and to look
  /// others up takes long.
  @inlinable public static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F, 0xA1..<0xAD, 0xAE..<0x0300, 0x2010..<0x2028: true
    default: false
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

extension String {
  /// Whether every byte of the text in UTF-8 lies in a range.
  public func hasOnly(_ range: Range<UInt8>) -> Bool {
    utf8.withContiguousStorageIfAvailable { $0.allSatisfy(range.contains) }
      ?? utf8.allSatisfy(range.contains)
  }
}
