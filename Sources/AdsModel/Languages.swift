/// The languages that Pinterest knows, by their ISO 639-1 codes.
///
/// Source: the `CatalogsLocale` enumeration of the Ads API v5 description, 5.23.0, read 2026-11-20,
/// for its languages; `TargetingSpec.LOCALE` itself says "24 two-letter codes" and lists none. A country
/// may follow, as in that description's own example, `en-US`.
public enum Languages {
  public static let asOf = "2026-11-20"
  public static let source =
    "Pinterest Ads API v5, TargetingSpec.LOCALE and CatalogsLocale, as of \(asOf)"

  /// In the order of the alphabet.
  public static let codes =
    """
    af ar bg bn cs da de el en es fi fr he hi hr hu id it ja ko ms nb nl pl pt ro ru sk sv te th tl tr
    uk vi zh
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  /// Whether a text is a language, alone (`en`) or with a country (`en-GB`, `es-419`).
  public static func isKnown(_ text: String) -> Bool {
    // By bytes: every language of every ad group is looked at.
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard parts.count <= 2, known.contains(parts[0]) else { return false }
    return parts.count == 1 || isRegion(parts[1])
  }

  /// What somebody who wrote another text probably means; none when nothing is near.
  public static func meant(by text: String) -> String? {
    let parts = text.lowercased().split { $0 == "-" || $0 == "_" || $0 == " " }.map(String.init)
    guard let first = parts.first, parts.count <= 2 else { return nil }
    guard let language = known.contains(first) ? first : others[first] else { return nil }
    guard parts.count == 2 else { return language }
    let region = parts[1].uppercased()
    if isRegion(region) { return "\(language)-\(region)" }
    return Country.meant(by: region).map { "\(language)-\($0)" } ?? language
  }

  private static func isRegion(_ text: String) -> Bool { text == "419" || Country.isKnown(text) }

  private static let known = Set(codes)

  /// Countries that are taken for their language, older codes, and names.
  private static let others = [
    "gb": "en", "us": "en", "eng": "en", "english": "en", "cz": "cs", "czech": "cs", "dk": "da",
    "danish": "da", "at": "de", "ger": "de", "german": "de", "deutsch": "de", "gr": "el",
    "greek": "el", "mx": "es", "spa": "es", "spanish": "es", "finnish": "fi", "fre": "fr",
    "french": "fr", "iw": "he", "hebrew": "he", "in": "id", "indonesian": "id", "italian": "it",
    "jp": "ja", "japanese": "ja", "kr": "ko", "korean": "ko", "no": "nb", "nn": "nb",
    "norwegian": "nb", "dutch": "nl", "polish": "pl", "br": "pt", "portuguese": "pt",
    "romanian": "ro", "russian": "ru", "se": "sv", "swedish": "sv", "fil": "tl", "turkish": "tr",
    "ua": "uk", "ukrainian": "uk", "cn": "zh", "tw": "zh", "chinese": "zh",
  ]
}
