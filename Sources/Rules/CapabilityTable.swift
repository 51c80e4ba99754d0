import AdsModel

/// The part of `docs/pinterest.md` that is written from the data.
public enum CapabilityTable {
  private typealias Table = PinterestCapabilities

  public static let opening = "<!-- written from PinterestCapabilities; a test holds it -->\n"
  public static let closing = "<!-- end of what is written from PinterestCapabilities -->\n"

  /// Objectives, fields and limits, between their marks.
  public static var text: String {
    opening + "\n\(Table.source).\n\n" + objectives + "\n" + fields + "\n" + limits + "\n" + closing
  }

  private static var objectives: String {
    var text = "| objective | Ads API | bid | budget on | |\n| --- | --- | --- | --- | --- |\n"
    for row in Table.objectives {
      let name = row.objective.map { "`\($0.rawValue)`" } ?? "–"
      let bid =
        !row.isCarried
        ? "–" : row.bidType.map { "\($0.rawValue.uppercased()) or `automatic`" } ?? "`automatic`"
      let owner = row.isCarried ? row.budgetOwner.title : "–"
      let remark = row.isCarried ? row.remark : "not carried: \(row.remark)"
      text += "| \(name) | `\(row.wire)` | \(bid) | \(owner) | \(remark) |\n"
    }
    return text
  }

  private static var fields: String {
    var text = "| resource | fields that are written and read back |\n| --- | --- |\n"
    for kind in ResourceKind.allCases {
      guard let paths = Catalogue.carried[kind] else { continue }
      let list = paths.sorted().map { "`\($0)`" }.joined(separator: " ")
      text += "| \(kind.title) | \(list) |\n"
    }
    return text
  }

  private static var limits: String {
    """
    | limit | |
    | --- | --- |
    | ad groups that share a campaign's budget | \(Table.adGroupsUnderCampaignBudget) |
    | characters in a name | \(Limits.nameLength) |
    | characters in a keyword | \(Limits.keywordLength) |

    """
  }
}
