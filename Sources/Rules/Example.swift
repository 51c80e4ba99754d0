import AdsModel
import ManifestModel
import Planning

/// A small project that shows a rule; it is a test of the rule and a part of its documentation.
public struct Example: Sendable {
  /// The files, by path; in a rejected example `↓` marks where the complaint must land.
  public let files: [String: String]
  /// A project that was applied before this one, and when; rules about changes need it.
  public let before: [String: String]?
  /// What the account was changed to since, outside pinplan; rules about drift need it.
  public let outside: [String: String]?
  public let now: Instant
  /// What `--replace` would name.
  public let replace: [String]
  /// Whether it is about what its customer list holds.
  public let readsList: Bool
  /// What the example would be, where no files can show it.
  public let description: String?

  public static let earlier = Instant(secondsSince1970: 1_795_305_600)  // 2026-11-22T00:00:00Z

  init(
    _ files: [String: String], after before: Example? = nil, outside: Example? = nil,
    now: Instant = earlier, replace: [String] = [], readsList: Bool = false
  ) {
    self.readsList = readsList
    self.files = files
    self.before = before?.files
    self.outside = outside?.files
    self.now = now
    self.replace = replace
    description = nil
  }

  private init(description: String) {
    files = [:]
    readsList = false
    before = nil
    outside = nil
    now = Self.earlier
    replace = []
    self.description = description
  }

  /// What cannot be shown by files of a reasonable size or by their text alone.
  static func none(_ description: String) -> Self { Self(description: description) }

  /// A whole small shop; each line given takes the place of the one with the same key.
  ///
  /// `campaigns` is added below the one campaign, at its level; `without` takes lines out.
  static func shop(
    root: [String] = [], campaign: [String] = [], adGroup: [String] = [], campaigns: String = "",
    without: [String] = [], after before: Example? = nil, outside: Example? = nil,
    now: Instant = earlier, replace: [String] = []
  ) -> Self {
    let rootLines = merged(
      ["version: 1", "account: { name: northwind-uk, country: GB }"], root, without)
    let campaignLines = merged(["objective: traffic"], campaign, without)
    let adGroupLines = merged(
      [
        "budget: { daily: 25.00 }", "bid: 0.35", "targeting: { locations: [GB] }",
        "ads: { hero: { pin: \"813744226420795884\" } }",
      ], adGroup, without)
    var text = "campaigns:\n  spring-sale:\n" + indented(campaignLines, by: 4)
    text += "    ad_groups:\n      uk-women:\n" + indented(adGroupLines, by: 8)
    return Self(
      [
        "pinplan.yaml": indented(rootLines, by: 0),
        "campaigns/spring.yaml": text + campaigns,
      ], after: before, outside: outside, now: now, replace: replace)
  }

  /// Only `pinplan.yaml`, for what concerns no campaign.
  static func root(_ text: String) -> Self { Self(["pinplan.yaml": text]) }

  /// The one customer list of an example.
  public static let list = "lists/customers.csv"

  /// A customer list and who names it; `↓` stands there where there is no list.
  static func list(
    _ text: String?, _ identifiers: ListIdentifier = .email, root: String = "",
    after before: Example? = nil
  ) -> Self {
    let audience = """
      version: 1
      account: { name: northwind-uk, country: GB }
      \(root)
      audiences:
        customers:
          type: customer_list
          source: \(text == nil ? "↓" : "")\(list)
          identifiers: \(identifiers.rawValue)
          terms_accepted: true
          opt_outs_removed: true

      """
    return Self(
      ["pinplan.yaml": audience.replacing("\n\n", with: "\n")]
        .merging(text.map { [list: $0] } ?? [:]) { $1 }, after: before, readsList: true)
  }

  private static func merged(_ lines: [String], _ own: [String], _ without: [String]) -> [String] {
    let key = { (line: String) in
      line.filter { $0 != "↓" }.prefix { $0 != ":" }
    }
    let keys = Set(own.map(key))
    let kept = lines.filter { !keys.contains(key($0)) && !without.contains(String(key($0))) }
    return kept + own
  }

  private static func indented(_ lines: [String], by count: Int) -> String {
    lines.map { line in
      line.split(separator: "\n").map { String(repeating: " ", count: count) + $0 + "\n" }.joined()
    }.joined()
  }
}

extension Example {
  /// The files without the mark, and the mark's place.
  public var marked: (files: [String: String], place: (file: String, line: Int, column: Int)?) {
    var place: (String, Int, Int)?
    var clean = files
    for (file, text) in files {
      guard let mark = text.firstIndex(of: "↓") else { continue }
      let before = text[..<mark].split(separator: "\n", omittingEmptySubsequences: false)
      place = (file, before.count, (before.last?.count ?? 0) + 1)
      clean[file] = text.filter { $0 != "↓" }
    }
    return (clean, place)
  }
}
