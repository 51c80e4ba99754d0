import Foundation

extension Address {
  /// The key that somebody who wrote a name probably wants; empty when nothing of it can be one.
  ///
  /// Letters lose their accents and their case; everything else becomes dashes.
  public static func key(suggestedBy name: String) -> String {
    var key = ""
    for scalar in simplified(name).unicodeScalars {
      if scalar.isASCII,
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || scalar == "_"
      {
        key.unicodeScalars.append(scalar)
      } else if !key.isEmpty, key.last != "-" {
        key.append("-")
      }
      if key.utf8.count == Limits.keyLength { break }
    }
    return String(key.drop { $0 == "_" }.reversed().drop { $0 == "-" }.reversed())
  }

  private static func simplified(_ name: String) -> String {
    var text = name.lowercased()
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    for (letter, plain) in [("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("ø", "o"), ("ł", "l")] {
      text = text.replacing(letter, with: plain)
    }
    return text.folding(options: .diacriticInsensitive, locale: nil)
  }
}
