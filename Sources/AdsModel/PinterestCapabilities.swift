/// What the Ads API v5 can carry of the format: dated data, read by rules, documents and the target.
///
/// Source: the Ads API v5 description 5.23.0 with what the models of 5.28.0 and the guides of 2026
/// say of it, read 2026-11-20.
public enum PinterestCapabilities {
  /// The version of the API that the table is about.
  public static let apiVersion = "5.23.0"
  /// The day on which it was read.
  public static let asOf = "2026-11-20"
  public static let source = "Pinterest Ads API v\(apiVersion), as of \(asOf)"

  /// Who holds the budget under an objective.
  public enum BudgetOwner: String, Vocabulary {
    case campaign
    case adGroup = "ad_group"

    public var title: String { self == .campaign ? "the campaign" : "the ad group" }
  }

  /// One objective of the API, and what it takes.
  public struct ObjectiveRow: Hashable, Sendable {
    /// How the API writes it.
    public let wire: String
    /// What it is in the YAML; none for what cannot be declared and an account may still hold.
    public let objective: Objective?
    /// What is paid for, as the API writes it; none where the target cannot create it.
    public let billableEvent: String?
    /// What a written amount pays for; none where only `bid: automatic` is taken.
    public let bidType: BidType?
    public let budgetOwner: BudgetOwner
    /// Whether the target can create campaigns with it.
    public let isCarried: Bool
    /// Since when, until when, and what comes in its place.
    public let remark: String
  }

  /// Every objective that a declared campaign or an account of any age may have.
  public static let objectives: [ObjectiveRow] = [
    ObjectiveRow(
      wire: "CONSIDERATION", objective: .traffic, billableEvent: "CLICKTHROUGH", bidType: .cpc,
      budgetOwner: .campaign, isCarried: true, remark: "since 5.0"),
    ObjectiveRow(
      wire: "AWARENESS", objective: .awareness, billableEvent: "IMPRESSION", bidType: .cpm,
      budgetOwner: .campaign, isCarried: true, remark: "since 5.0"),
    ObjectiveRow(
      wire: "VIDEO_COMPLETION", objective: .videoAwareness, billableEvent: "IMPRESSION",
      bidType: nil, budgetOwner: .adGroup, isCarried: true, remark: "since 5.14"),
    ObjectiveRow(
      wire: "ENGAGEMENT", objective: .engagement, billableEvent: nil, bidType: nil,
      budgetOwner: .campaign, isCarried: false, remark: "removed in 5.5"),
    ObjectiveRow(
      wire: "APP_INSTALL", objective: .appInstall, billableEvent: nil, bidType: nil,
      budgetOwner: .campaign, isCarried: false,
      remark: "not in 5.23; back in 5.28 (2026), which pinplan does not speak"),
    ObjectiveRow(
      wire: "WEB_CONVERSION", objective: nil, billableEvent: nil, bidType: nil,
      budgetOwner: .campaign, isCarried: false,
      remark: "gives way to SALES and LEADS; created until 2027-02-01 at the latest"),
    ObjectiveRow(
      wire: "CATALOG_SALES", objective: nil, billableEvent: nil, bidType: nil,
      budgetOwner: .campaign, isCarried: false,
      remark: "gives way to SALES; created until 2027-02-01 at the latest"),
    ObjectiveRow(
      wire: "VIDEO_VIEW", objective: nil, billableEvent: nil, bidType: nil, budgetOwner: .adGroup,
      isCarried: false, remark: "removed in 5.16, read only"),
    ObjectiveRow(
      wire: "WEB_SESSIONS", objective: nil, billableEvent: nil, bidType: nil,
      budgetOwner: .adGroup, isCarried: false, remark: "removed in 5.16, read only"),
    ObjectiveRow(
      wire: "AWARENESS_RESERVED", objective: nil, billableEvent: nil, bidType: nil,
      budgetOwner: .campaign, isCarried: false, remark: "removed in 5.5, read only"),
    ObjectiveRow(
      wire: "SALES", objective: nil, billableEvent: nil, bidType: nil, budgetOwner: .campaign,
      isCarried: false, remark: "since 5.28"),
    ObjectiveRow(
      wire: "LEADS", objective: nil, billableEvent: nil, bidType: nil, budgetOwner: .campaign,
      isCarried: false, remark: "since 5.28"),
    ObjectiveRow(
      wire: "CTV_CONSIDERATION", objective: nil, billableEvent: nil, bidType: nil,
      budgetOwner: .campaign, isCarried: false, remark: "since 5.28"),
  ]

  /// What the API takes of an objective of the format.
  public static func row(of objective: Objective) -> ObjectiveRow {
    guard let row = objectives.first(where: { $0.objective == objective }) else {
      preconditionFailure("every objective of the format has its row")
    }
    return row
  }

  /// What the API calls an objective, read back; none for one that this table does not know.
  public static func row(ofWire wire: String) -> ObjectiveRow? {
    objectives.first { $0.wire == wire }
  }

  /// Ad groups under a campaign that owns the budget.
  public static let adGroupsUnderCampaignBudget = 70
}
