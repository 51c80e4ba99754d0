import AdsModel
import PinterestAPI

/// Writes targeting as the API has it: each field of a project under the keys that hold it.
struct WireTargeting: Sendable {
  let names: TargetingNames

  /// Every field of targeting; locations are of two keys.
  static let paths: [FieldPath] = [
    .locations, .languages, .genders, .ages, .devices, .interests, .includedAudiences,
    .excludedAudiences,
  ]

  /// The keys of what a project can say.
  static let keys: Set<String> = [
    "LOCATION", "GEO", "LOCALE", "GENDER", "AGE_BUCKET", "APPTYPE", "INTEREST",
    "AUDIENCE_INCLUDE", "AUDIENCE_EXCLUDE",
  ]

  /// All that a new ad group is to have.
  func spec(of fields: Fields) throws(WireBodies.Uncarried) -> WireTargetingSpec {
    var spec = WireTargetingSpec()
    for path in Self.paths { try put(path, of: fields, into: &spec) }
    return spec
  }

  /// What is live with other values of some fields.
  ///
  /// The API takes targeting only as a whole, so every other key goes back just as it came.
  func spec(
    of fields: Fields, changing paths: Set<FieldPath>, over live: WireTargetingSpec?
  ) throws(WireBodies.Uncarried) -> WireTargetingSpec {
    guard var spec = live else { return try spec(of: fields) }
    for path in paths { try put(path, of: fields, into: &spec) }
    return spec
  }

  private func put(
    _ path: FieldPath, of fields: Fields, into spec: inout WireTargetingSpec
  ) throws(WireBodies.Uncarried) {
    let items = fields[path]?.list ?? []
    switch path {
    case .locations:
      // Regions and postal codes have a dash: `US-CA`, `US-94107`.
      spec["LOCATION"] = items.filter { !$0.contains("-") }
      spec["GEO"] = items.filter { $0.contains("-") }
    case .languages: spec["LOCALE"] = items
    case .genders: spec["GENDER"] = items.map(WireWords.gender(named:))
    case .ages: spec["AGE_BUCKET"] = items
    case .devices: spec["APPTYPE"] = items
    case .interests:
      var ids: [String] = []
      for word in items {
        guard let id = names.interestID(word) else {
          throw .init(reason: "Pinterest has no interest \(word)")
        }
        ids.append(id)
      }
      spec["INTEREST"] = ids
    default:
      var ids: [String] = []
      for audience in items {
        guard let id = names.audienceID(audience) else {
          throw .init(reason: "audience/\(audience) is not in the ad account")
        }
        ids.append(id)
      }
      spec[path == .includedAudiences ? "AUDIENCE_INCLUDE" : "AUDIENCE_EXCLUDE"] = ids
    }
  }
}
