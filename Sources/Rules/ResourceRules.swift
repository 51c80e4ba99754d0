import AdsModel
import Diagnostics
import ManifestModel

extension Rule {
  static let referenceUnknown = Rule(
    .referenceUnknown, "What is referred to is declared.", source: "pinplan",
    rejects: .shop(adGroup: ["targeting: { audiences: { include: [↓visitors] } }"]),
    accepts: .shop(
      root: ["audiences: { visitors: { type: external, id: \"2542620905475\" } }"],
      adGroup: ["targeting: { audiences: { include: [visitors] } }"]),
    check: .project { manifest, findings in
      // What a file that could not be read declares is not unknown.
      guard manifest.isComplete else { return }
      let audiences = Set(manifest.audiences.map(\.address.path))
      let campaigns = Set(manifest.campaigns.map(\.address.path))
      let referring = manifest.adGroups.matching {
        $0.value.status != .archived
          && !($0.value.targeting.includedAudiences.isEmpty
            && $0.value.targeting.excludedAudiences.isEmpty)
      }
      for adGroup in referring {
        let targeting = adGroup.value.targeting
        for (path, keys) in [
          (FieldPath.includedAudiences, targeting.includedAudiences),
          (.excludedAudiences, targeting.excludedAudiences),
        ] {
          for key in keys where !audiences.contains(key) {
            findings.reportUnknown("audience", key, audiences, path, adGroup.declaration, manifest)
          }
        }
      }
      for audience in manifest.audiences {
        switch audience.value.definition {
        case .actalike(let actalike):
          guard let seed = actalike.seed, !audiences.contains(seed) else { continue }
          findings.reportUnknown(
            "audience", seed, audiences, .seed, audience.declaration, manifest)
        case .engagement(let engagement):
          for key in engagement.campaigns where !campaigns.contains(key) {
            findings.reportUnknown(
              "campaign", key, campaigns, .sourceCampaigns, audience.declaration, manifest)
          }
        case .visitor, .customerList, .external: break
        }
      }
    })

  static let nameTooLong = Rule(
    .nameTooLong, "A name has at most \(Limits.nameLength) characters.",
    source: "Pinterest Ads API v5, name of campaigns, ad groups and ads",
    rejects: .shop(campaign: ["name: ↓" + String(repeating: "sale ", count: 52) + "now"]),
    accepts: .shop(campaign: ["name: Spring sale 2027"]),
    check: .project { manifest, findings in
      // Bytes are never fewer than characters, and cheaper to count.
      let limit = Limits.nameLength
      for kind in ResourceKind.allCases where Catalogue.field(.name, of: kind) != nil {
        for ref in manifest.resources.all(of: kind) {
          guard let name = manifest.label(of: ref), name.utf8.count > limit else { continue }
          findings.checkName(name, manifest[ref], manifest)
        }
      }
    })
}

extension Findings {
  fileprivate mutating func reportUnknown(
    _ kind: String, _ key: String, _ known: Set<String>, _ path: FieldPath,
    _ declared: Declaration, _ manifest: Manifest
  ) {
    let nearest = Suggestion.nearest(to: key, among: known.sorted())
    report(
      "no \(kind) \(quoted(key)) is declared",
      at: manifest.span(of: declared.origin, at: path, member: key), address: declared.address,
      hint: nearest.map { "did you mean `\($0)`?" }
        ?? "declare it under `\(kind)s:`, or take it out")
  }

  fileprivate mutating func checkName(
    _ name: String, _ declared: Declaration, _ manifest: Manifest
  ) {
    let length = Limits.length(of: name)
    guard length > Limits.nameLength else { return }
    report(
      "the name \(quoted(name)) has \(length) characters, more than \(Limits.nameLength)",
      at: manifest.span(of: declared.origin, at: .name), address: declared.address,
      hint: "shorten it by \(length - Limits.nameLength)")
  }
}
