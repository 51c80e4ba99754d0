import AdsModel
import Diagnostics
import ManifestModel

extension Rule {
  static let targetingUnknownLocation = Rule(
    .targetingUnknownLocation, .warning, "A location is one that Pinterest knows.",
    source: Regions.source,
    rejects: .shop(adGroup: ["targeting: { locations: [↓UK] }"]),
    accepts: .shop(adGroup: ["targeting: { locations: [GB, US-CA, \"807\"] }"]),
    check: .adGroup { scope, findings in
      guard scope.isReadable(.locations) else { return }
      for location in scope.adGroup.targeting.locations {
        guard let doubt = LocationCode.doubt(about: location) else { continue }
        // Against a real account what has no form of a location is an error already.
        guard !scope.isForPinterest || LocationCode(location) != nil else { continue }
        findings.report(
          "location \(quoted(location)) \(doubt.reason)",
          at: scope.manifest.span(of: scope.origin, at: .locations, member: location),
          address: scope.address,
          hint: doubt.meant.map { "did you mean `\($0)`?" }
            ?? "write a country (`GB`), a metro of the US (`807`), a region (`US-CA`) or a postal code (`US-94107`)"
        )
      }
    })

  static let targetingUnknownLanguage = Rule(
    .targetingUnknownLanguage, .warning, "A language is one that Pinterest knows.",
    source: Languages.source,
    rejects: .shop(adGroup: ["targeting: { locations: [GB], languages: [↓en_GB] }"]),
    accepts: .shop(adGroup: ["targeting: { locations: [GB], languages: [en-GB, de] }"]),
    check: .adGroup { scope, findings in
      guard scope.isReadable(.languages) else { return }
      for language in scope.adGroup.targeting.languages where !Languages.isKnown(language) {
        findings.report(
          "language \(quoted(language)) is not one that Pinterest knows",
          at: scope.manifest.span(of: scope.origin, at: .languages, member: language),
          address: scope.address,
          hint: Languages.meant(by: language).map { "did you mean `\($0)`?" }
            ?? "write two letters, such as `de`, or a language and a country, such as `en-GB`")
      }
    })
}
