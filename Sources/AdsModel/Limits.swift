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

  /// Days that people stay in an audience.
  ///
  /// Source: Ads API v5, `AudienceRule.retention_days`.
  public static let retentionDays: ClosedRange<Int64> = 1...540

  /// How much of a country's people an actalike holds, in percent.
  ///
  /// Source: Ads API v5, `AudienceRule.percentage`.
  public static let actalikePercentage: ClosedRange<Int64> = 1...10

  /// People with accounts that an audience needs before it can be targeted.
  ///
  /// Source: Pinterest help, "Audience targeting"; Ads API v5, `CustomerList.status`.
  public static let smallestAudience = 100

  /// Characters of a text as Pinterest counts them: code points, so that an accent of its own is one.
  public static func length(of text: String) -> Int { text.unicodeScalars.count }

  /// Characters in a key that identifies a resource in the YAML.
  public static let keyLength = 64
}
