import AdsModel
import ManifestLoading
import ManifestModel

/// A small project with random contents under few keys, so that two of them overlap.
public struct RandomProject {
  /// By campaign, and one for the audiences.
  public private(set) var blocks: [String] = []

  public init(_ dice: inout Dice) {
    for key in ["a", "b", "c", "d"] where dice.chance(70) {
      blocks.append("campaigns:\n" + Self.campaign(key, &dice))
    }
    blocks.append("audiences:\n  x: { type: external, id: \"1\" }\n")
  }

  /// The project with each block in a file of its own; a different order makes different names.
  public func files(order: [Int]? = nil) -> [String: String] {
    var files = ["pinplan.yaml": "version: 1\naccount: { name: n, country: GB }\n"]
    for (position, block) in (order ?? Array(blocks.indices)).enumerated() {
      files["campaigns/\(position).yaml"] = blocks[block]
    }
    return files
  }

  public var manifest: Manifest { Project.load(.memory(files())).manifest }

  private static func campaign(_ key: String, _ dice: inout Dice) -> String {
    // Who owns the budget hangs on the key, as it cannot change.
    let ownsBudget = key == "d"
    var text = "  \(key):\n    objective: traffic\n    status: \(status(&dice))\n"
    if dice.chance(40) { text += "    spend_limit: { daily: \(dice.cents(100...9000)) }\n" }
    if dice.chance(20) { text += "    name: Name \(dice.cents(0...300))\n" }
    if ownsBudget {
      text += "    budget: { daily: \(dice.cents(100...9000)) }\n" + schedule(&dice, indent: 4)
    }
    text += "    ad_groups:\n"
    for group in ["g", "h", "i"] where dice.chance(70) {
      text += adGroup(group, ownsBudget: !ownsBudget, &dice)
    }
    return text
  }

  private static func adGroup(_ key: String, ownsBudget: Bool, _ dice: inout Dice) -> String {
    var text = "      \(key):\n        status: \(status(&dice))\n"
    if ownsBudget {
      let type = key == "i" ? "lifetime" : "daily"
      text += "        budget: { \(type): \(dice.cents(100...9000)) }\n"
    }
    text += schedule(&dice, indent: 8)
    text += "        bid: \(dice.chance(20) ? "automatic" : dice.cents(10...90))\n"
    let places = ["GB", "US", "IE"].filter { _ in dice.chance(60) }.shuffled(using: &dice)
    text += "        targeting:\n          locations: [\(places.joined(separator: ", "))]\n"
    if dice.chance(30) { text += "          audiences: { include: [x] }\n" }
    let words = ["sofa", "chair", "lamp"].filter { _ in dice.chance(50) }
    text += "        keywords: [\(words.joined(separator: ", "))]\n        ads:\n"
    for ad in ["one", "two"] where dice.chance(70) {
      text += "          \(ad): { pin: \"1\", status: \(status(&dice)) }\n"
    }
    return text
  }

  private static func status(_ dice: inout Dice) -> String {
    dice.pick(["active", "active", "active", "paused", "archived"]) ?? "active"
  }

  private static func schedule(_ dice: inout Dice, indent: Int) -> String {
    let start = dice.chance(50) ? "start: \(dice.day())" : nil
    let end = dice.chance(50) ? "end: \(dice.day())" : nil
    let parts = [start, end].compactMap(\.self)
    return String(repeating: " ", count: indent)
      + "schedule: { \(parts.joined(separator: ", ")) }\n"
  }
}
