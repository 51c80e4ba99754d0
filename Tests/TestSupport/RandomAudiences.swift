/// A project with audiences of every type under few keys, made from each other, from campaigns and from ads;
/// nothing needs itself.
public struct RandomAudiences {
  public let files: [String: String]

  public init(_ dice: inout Dice) {
    var audiences = "audiences:\n"
    var campaigns = "campaigns:\n"
    var made: [String] = []
    for key in ["a", "b", "c", "d", "e"] where dice.chance(75) {
      audiences += "  \(key): { \(Self.audience(key, made, &dice)) }\n"
      made.append(key)
    }
    for (campaign, groups) in [("one", ["g", "h"]), ("two", ["i"])] {
      campaigns += "  \(campaign):\n    objective: traffic\n    ad_groups:\n"
      for group in groups {
        // What is made from the first campaign is targeted below the second alone.
        let usable = campaign == "one" ? [] : made
        let included = usable.filter { _ in dice.chance(40) }
        campaigns += "      \(group):\n        bid: 0.35\n        budget: { daily: 5.00 }\n"
        campaigns +=
          "        targeting: { locations: [GB], audiences: { include: [\(included.joined(separator: ", "))] } }\n"
        campaigns += "        ads: { hero: { pin: \"1\" } }\n"
      }
    }
    files = [
      "pinplan.yaml": "version: 1\naccount: { name: n, country: GB }\n"
        + (made.isEmpty ? "" : audiences) + campaigns
    ]
  }

  /// Its type hangs on the key, as that cannot change.
  private static func audience(_ key: String, _ made: [String], _ dice: inout Dice) -> String {
    let name = dice.chance(30) ? ", name: Name \(dice.pick(["x", "y"]) ?? "")" : ""
    let days = dice.chance(50) ? ", retention_days: \(dice.pick(["7", "180"]) ?? "")" : ""
    switch key {
    case "a":
      let events = ["search", "signup"].filter { _ in dice.chance(60) }.shuffled(using: &dice)
      return
        "type: visitor, tag: \"1\", events: [\(events.joined(separator: ", "))]\(name)\(days)"
    case "b":
      let sync = dice.chance(50) ? ", sync: delta" : ""
      return
        "type: customer_list, source: l.csv, identifiers: email, terms_accepted: true, opt_outs_removed: true\(name)\(sync)"
    case "c":
      let sources = [
        "campaigns: [one]", "ads: [one/g/hero, one/h/hero]", "domains: [a.example]", "",
      ]
      return
        "type: engagement, engagement: all, source: { \(dice.pick(sources) ?? "") }\(name)\(days)"
    case "d" where !made.isEmpty:
      return "type: actalike, seed: \(dice.pick(made) ?? ""), country: GB, percentage: 3\(name)"
    default: return "type: external, id: \"\(key == "d" ? 1 : 2)\"\(name)"
    }
  }
}
