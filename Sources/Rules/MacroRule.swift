import AdsModel
import Diagnostics
import ManifestModel

extension Rule {
  static let adUnknownMacro = Rule(
    .adUnknownMacro, .warning, "A macro is one that Pinterest fills in.",
    source: TrackingMacros.source,
    rejects: ad("destination_url: ↓\"https://northwind.example/sofas?c={campaign_id}\""),
    accepts: ad("destination_url: \"https://northwind.example/sofas?c={campaignid}\""),
    check: .ad { scope, findings in
      if let macros = scope.destination?.macros {
        findings.reportUnknown(macros, in: "destination_url", at: .destinationURL, scope)
      }
      for param in scope.ad.trackingParams where param.hasBraces {
        guard let template = try? TrackingTemplate(param.name + "=" + param.value) else {
          continue
        }
        findings.reportUnknown(
          template.macros, in: "tracking parameter \(quoted(param.name))",
          at: FieldPath("tracking_params.\(param.name)"), scope)
      }
    })

  private static func ad(_ line: String) -> Example {
    .shop(adGroup: ["ads:\n  hero:\n    pin: \"813744226420795884\"\n    " + line])
  }
}

extension Findings {
  fileprivate mutating func reportUnknown(
    _ macros: [String], in what: @autoclosure () -> String,
    at path: @autoclosure () -> FieldPath, _ scope: AdScope
  ) {
    for name in macros where !TrackingMacros.isKnown(name) {
      let nearest = Suggestion.nearest(to: name, among: TrackingMacros.all)
      report(
        "Pinterest does not fill in \(quoted("{" + name + "}")), so \(what()) keeps it as it stands",
        at: scope.span(path()), address: scope.address,
        hint: nearest.map { "did you mean `{\($0)}`?" }
          ?? "it fills in " + TrackingMacros.general.map { "{\($0)}" }.joined(separator: ", "))
    }
  }
}
