import Diagnostics

extension Rule {
  static let driftRules = [driftUnresolved, driftVanished, driftArchived]

  static let driftUnresolved = Rule(
    .driftUnresolved, "What somebody changed on Pinterest is pulled or overwritten, not ignored.",
    source: "pinplan: an apply undoes nobody's work unless it is told to",
    rejects: .pinterest(
      campaign: ["budget: { daily: ↓100.00 }"], after: .pinterest(),
      outside: .pinterest(campaign: ["budget: { daily: 80.00 }"])),
    accepts: .pinterest(
      campaign: ["budget: { daily: 80.00 }"], after: .pinterest(),
      outside: .pinterest(campaign: ["budget: { daily: 80.00 }"])),
    check: .resolving)

  static let driftVanished = Rule(
    .driftVanished, "What is stored and declared is still on the account.",
    source: "pinplan: what is gone is not silently created anew",
    rejects: .pinterest(
      adGroup: [ads("↓hero")], after: .pinterest(),
      outside: .pinterest(without: ["ads"])),
    accepts: .pinterest(
      without: ["ads"], after: .pinterest(), outside: .pinterest(without: ["ads"])),
    check: .resolving)

  static let driftArchived = Rule(
    .driftArchived, "What is stored and declared to run is not archived on the account.",
    source: "Pinterest Ads API v5: archiving is permanent",
    rejects: .pinterest(
      adGroup: [ads("↓hero")], after: .pinterest(),
      outside: .pinterest(adGroup: [ads("hero", "status: archived")])),
    accepts: .pinterest(
      adGroup: [ads("hero", "status: archived")], after: .pinterest(),
      outside: .pinterest(adGroup: [ads("hero", "status: archived")])),
    check: .resolving)

  private static func ads(_ key: String, _ more: String = "") -> String {
    "ads: { \(key): { pin: \"813744226420795884\"\(more.isEmpty ? "" : ", " + more) } }"
  }
}
