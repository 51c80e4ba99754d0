/// What the API asks of a targeting spec.
enum TargetingRules {
  static func check(_ adGroup: Row, of campaign: Row, in world: World) throws(Refusal) {
    let spec = adGroup["targeting_spec"] ?? [:]
    let places = spec["LOCATION"]?.strings ?? []
    let regions = spec["GEO"]?.strings ?? []
    guard !places.isEmpty || !regions.isEmpty else {
      throw Refusal("targeting_spec needs LOCATION or GEO.")
    }
    for place in places where !isPlace(place) {
      throw Refusal("LOCATION '\(place)' is neither a country nor a metro code.")
    }
    try checkRegions(regions)
    try checkAges(spec)
    for language in spec["LOCALE"]?.strings ?? [] where !isLanguage(language) {
      throw Refusal("LOCALE '\(language)' is not a language.")
    }
    for interest in spec["INTEREST"]?.strings ?? [] {
      guard world[.interests][Int(interest)] != nil else {
        throw Refusal("INTEREST '\(interest)' is not an interest id.")
      }
    }
    for key in ["AUDIENCE_INCLUDE", "AUDIENCE_EXCLUDE"] {
      for id in spec[key]?.strings ?? [] {
        let audience = try self.audience(
          id, key, account: adGroup.text("ad_account_id"), in: world)
        if audience["_third_party"] == true {
          try checkThirdParty(id, key, of: adGroup, places + regions, in: world)
        }
      }
    }
    guard campaign["is_performance_plus"] == true else { return }
    let allowed: Set = ["LOCATION", "GEO", "AGE_BUCKET", "AUDIENCE_INCLUDE", "AUDIENCE_EXCLUDE"]
    for key in (spec.object ?? [:]).keys.sorted() where !allowed.contains(key) {
      throw Refusal("\(key) cannot be targeted by a Performance+ campaign.")
    }
  }

  private static func isPlace(_ text: String) -> Bool {
    Countries.codes.contains(text)
      || text.utf8.count == 3 && text.isDigits
  }

  private static func isLanguage(_ text: String) -> Bool {
    let parts = text.split(separator: "-").map(String.init)
    guard let language = parts.first, Vocabulary.languages.contains(language) else { return false }
    return parts.count == 1 || parts.count == 2 && Countries.codes.contains(parts[1])
  }

  /// `BE-VOV` is a region, `US-94107` a postal code; one spec has the one or the other.
  private static func checkRegions(_ regions: [String]) throws(Refusal) {
    var postal: Set<Bool> = []
    for region in regions {
      let parts = region.split(separator: "-", maxSplits: 1).map(String.init)
      guard parts.count == 2, Countries.codes.contains(parts[0]) else {
        throw Refusal("GEO '\(region)' is neither a region nor a postal code.")
      }
      postal.insert(parts[1].contains(where: \.isNumber))
    }
    if postal.count > 1 { throw Refusal("GEO has regions or postal codes, not both.") }
  }

  private static func checkAges(_ spec: JSON) throws(Refusal) {
    let least = spec["MINIMUM_AGE"]?.string
    let most = spec["MAXIMUM_AGE"]?.string
    guard (least == nil) == (most == nil) else {
      throw Refusal("MINIMUM_AGE and MAXIMUM_AGE go together.")
    }
    guard let least, let most else { return }
    guard (spec["AGE_BUCKET"]?.array ?? []).isEmpty else {
      throw Refusal("MINIMUM_AGE and MAXIMUM_AGE exclude AGE_BUCKET.")
    }
    let top = most == "65+" ? 66 : Int(most) ?? 0
    guard let bottom = Int(least), (18...65).contains(bottom), (18...66).contains(top),
      bottom <= top
    else { throw Refusal("Ages run from 18 to 65, and to 65+ at the upper end.") }
  }

  private static func audience(
    _ id: String, _ key: String, account: String?, in world: World
  ) throws(Refusal) -> Row {
    guard let audience = world[.audiences][Int(id)], audience.text("ad_account_id") == account,
      audience["_removed"] != true
    else { throw .notFound("\(key): audience", id) }
    if world.audienceStatus(audience) == "TOO_SMALL" {
      throw Refusal("\(key): audience \(id) is too small.")
    }
    return audience
  }

  /// What data companies sell is for the US: the account's country, and every place.
  private static func checkThirdParty(
    _ id: String, _ key: String, of adGroup: Row, _ places: [String], in world: World
  ) throws(Refusal) {
    let account = world[.adAccounts][adGroup.reference("ad_account_id")]
    guard account?.text("country") == "US" else {
      throw Refusal("\(key): audience \(id) is third-party data, which is for US accounts only.")
    }
    for place in places where place != "US" && !place.hasPrefix("US-") && !place.isDigits {
      throw Refusal(
        "\(key): audience \(id) is third-party data, which is for the US only, not for '\(place)'.")
    }
  }
}
