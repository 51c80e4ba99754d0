/// Pinterest's dynamic tracking parameters: words in braces that it fills in at a click.
///
/// Source: Pinterest help, "Third-party and dynamic tracking", and the lists that Smartly,
/// SegmentStream, Klar and urlmacros.com make of it; read 2026-11-28. Where these spell a name in two
/// ways, both are taken.
public enum TrackingMacros {
  public static let asOf = "2026-11-28"
  public static let source = "Pinterest help, Third-party and dynamic tracking, as of \(asOf)"

  /// Filled in for every campaign.
  public static let general = [
    "campaignid", "campaignname", "campaign_name", "adgroupid", "adgroupname", "adgroup_name",
    "ad_group_name", "adid", "creative_id", "device",
  ]
  /// Filled in where a keyword brought the ad up.
  public static let search = ["keyword", "keyword_id"]
  /// Filled in for products of a catalog.
  public static let shopping = [
    "product_id", "product_name", "product_partition_id", "promoted_product_group_id", "lpurl",
    "unescapedlpurl",
  ]

  /// All of them, in the order in which they are suggested.
  public static let all = general + search + shopping

  /// Whether Pinterest fills a name in; it tells capitals from small letters.
  public static func isKnown(_ name: String) -> Bool { known.contains(name) }

  private static let known = Set(all)
}
