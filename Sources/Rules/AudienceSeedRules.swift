import AdsModel
import Diagnostics
import ManifestModel

// What audiences are made from.
extension Rule {
  static let audienceSeedRules = [
    Rule(
      .audienceSeedNotUsable, "An actalike resembles another audience.",
      source: "Pinterest Ads API v5, AudienceRule.seed_id",
      rejects: .shop(
        root: ["audiences: { like: { type: actalike, seed: ↓like, country: GB, percentage: 3 } }"]),
      accepts: .shop(
        root: [
          "audiences: { like: { type: actalike, seed: buyers, country: GB, percentage: 3 }, buyers: { type: external, id: \"1\" } }"
        ]),
      check: .audience { scope, findings in
        guard let seed = scope.audience.definition.actalike?.seed, scope.isReadable(.seed),
          Address.audience(seed) == scope.address
        else { return }
        findings.report(
          "\(scope.address) is seeded by itself", at: scope.span(.seed), address: scope.address,
          hint: "write the key of the audience that it should resemble")
      }),
    Rule(
      .audienceSeedCycle, "Something of what audiences and ad groups need can be created first.",
      source: "Pinterest Ads API v5: a seed, a campaign and an ad are named by their ids",
      rejects: .shop(
        root: [
          "audiences: { a: { type: actalike, seed: ↓b, country: GB, percentage: 3 }, b: { type: actalike, seed: a, country: GB, percentage: 5 } }"
        ]),
      accepts: .shop(
        root: [
          "audiences: { a: { type: actalike, seed: b, country: GB, percentage: 3 }, b: { type: external, id: \"1\" } }"
        ]),
      check: .project { manifest, findings in
        for circle in AudienceCircles(manifest).all { findings.report(circle, manifest) }
      }),
  ]

  static let targetingSeedExcluded = Rule(
    .targetingSeedExcluded, .warning, "The seed of an included actalike is not excluded.",
    source: "Pinterest help, Audience targeting: the source is no part of an actalike audience",
    rejects: .shop(
      root: [seeded],
      adGroup: [
        "targeting: { locations: [GB], audiences: { include: [like], exclude: [↓buyers] } }"
      ]),
    accepts: .shop(
      root: [seeded],
      adGroup: ["targeting: { locations: [GB], audiences: { include: [like] } }"]),
    check: .project { manifest, findings in
      let seeds = Dictionary(
        manifest.audiences.compactMap { audience in
          audience.value.definition.actalike.map { (audience.address.path, $0.seed) }
        }
      ) { first, _ in first }
      guard !seeds.isEmpty else { return }
      let referring = manifest.adGroups.matching {
        $0.value.status != .archived && !$0.value.targeting.includedAudiences.isEmpty
          && !$0.value.targeting.excludedAudiences.isEmpty
      }
      for adGroup in referring {
        let targeting = adGroup.value.targeting
        for key in targeting.includedAudiences {
          guard let seed = seeds[key], targeting.excludedAudiences.contains(seed) else { continue }
          findings.report(
            "excluding audience \(quoted(seed)) takes nobody out of \(quoted(key)): the seed is no part of its actalike",
            at: manifest.span(of: adGroup.origin, at: .excludedAudiences, member: seed),
            address: adGroup.address,
            hint: "take it out of `exclude`, unless it is there for another included audience")
        }
      }
    })

  private static let seeded =
    "audiences: { buyers: { type: external, id: \"1\" }, like: { type: actalike, seed: buyers, country: GB, percentage: 3 } }"
}

extension Findings {
  fileprivate mutating func report(_ circle: AudienceCircle, _ manifest: Manifest) {
    let audience = manifest.audiences[circle.audience]
    let ring = (circle.ring + circle.ring.prefix(1)).map(\.description).joined(separator: " -> ")
    let isOfSeeds = circle.ring.allSatisfy { $0.kind == .audience }
    report(
      isOfSeeds
        ? "these audiences seed each other: \(ring)"
        : "nothing of this circle could be created first: \(ring)",
      at: manifest.span(of: audience.origin, at: circle.path, member: circle.member),
      address: audience.address,
      hint: isOfSeeds
        ? "seed one of them with an audience that is no actalike of the others"
        : "take the audience out of the ad group, or make it from something else")
  }
}
