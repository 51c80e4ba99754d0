/// Limits of Pinterest on what a user writes.
public enum Limits {
  /// Characters in the name of a campaign, ad group or ad.
  ///
  /// Source: Ads API v5 model documentation, 5.28.0, `name`.
  public static let nameLength = 255

  /// Characters in a keyword.
  ///
  /// Source: Pinterest help, "Add keywords to your campaign".
  public static let keywordLength = 120

  /// Characters of a text as Pinterest counts them: code points, so that an accent of its own is one.
  public static func length(of text: String) -> Int { text.unicodeScalars.count }

  /// Characters in a key that identifies a resource in the YAML.
  public static let keyLength = 64
}
