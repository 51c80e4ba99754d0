import AdsModel
import Diagnostics
import ManifestModel

private let specification = "Pinterest Ads API v5, TargetingSpec: LOCATION or GEO"

extension Rule {
  static let targetLocationMissing = Rule(
    .targetLocationMissing, "On target pinterest an ad group says where it is shown.",
    source: specification,
    rejects: .pinterest(adGroup: ["targeting: ↓{ languages: [en-GB] }"]),
    accepts: .pinterest(adGroup: ["targeting: { locations: [GB], languages: [en-GB] }"]),
    check: .adGroup { scope, findings in
      guard scope.isForPinterest, scope.adGroup.targeting.locations.isEmpty,
        scope.isReadable(FieldPath.targeting)
      else { return }
      findings.report(
        "\(scope.address) has no location, which target pinterest needs",
        at: scope.span(FieldPath.targeting), address: scope.address,
        hint: "write `targeting: { locations: [\(scope.manifest.account.country)] }`")
    })

  static let targetLocationInvalid = Rule(
    .targetLocationInvalid,
    "On target pinterest a location is a country, a metro, a region or a postal code, the last two not mixed.",
    source: specification,
    rejects: .pinterest(adGroup: ["targeting: { locations: [↓UK] }"]),
    accepts: .pinterest(adGroup: ["targeting: { locations: [GB] }"]),
    check: .adGroup { scope, findings in
      guard scope.isForPinterest, scope.isReadable(.locations) else { return }
      var region: String?
      var postalCode: String?
      for location in scope.adGroup.targeting.locations {
        switch LocationCode(location) {
        case .country, .metro: break
        case .region: region = region ?? location
        case .postalCode: postalCode = postalCode ?? location
        case nil:
          findings.report(
            "location \(quoted(location)) is not one that target pinterest knows",
            at: scope.manifest.span(of: scope.origin, at: .locations, member: location),
            address: scope.address,
            hint: LocationCode.meant(by: location).map { "did you mean `\($0)`?" }
              ?? "write a country (`GB`), a metro of the US (`807`), a region (`US-CA`) or a postal code (`US-94107`)"
          )
        }
      }
      guard let region, let postalCode else { return }
      findings.report(
        "region \(quoted(region)) and postal code \(quoted(postalCode)) are in one ad group, which target pinterest does not carry",
        at: scope.manifest.span(of: scope.origin, at: .locations, member: postalCode),
        address: scope.address, hint: "give one of them an ad group of its own")
    })
}
