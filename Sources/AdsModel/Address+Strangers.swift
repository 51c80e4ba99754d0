/// What is on an account and nobody's has an address too, for the journal: its ids in place of keys,
/// each behind an `@`, which no key has.
extension Address {
  public static func stranger(campaign id: String) -> Self { .campaign("@" + id) }

  public static func stranger(adGroup id: String, inCampaign campaign: String) -> Self {
    .adGroup("@" + campaign, "@" + id)
  }

  public static func stranger(ad id: String, in adGroup: Self) -> Self {
    .ad(in: adGroup, "@" + id)
  }

  /// The target's id that the last key stands for; none for what somebody owns, and for a keyword,
  /// which has its text there.
  public var strangerID: String? {
    let key = parts.last ?? ""
    return kind != .keyword && key.first == "@" ? String(key.dropFirst()) : nil
  }
}
