import AdsModel

/// A report that Pinterest makes while one waits: any number of entities, up to 914 days back.
public struct ReportQuery: Hashable, Sendable {
  public enum Level: String, CaseIterable, Hashable, Sendable {
    case account = "ADVERTISER"
    case campaign = "CAMPAIGN"
    case adGroup = "AD_GROUP"
    case ad = "PIN_PROMOTION"
  }

  public var level: Level
  public var query: AdsQuery
  /// Up to 500 ids of campaigns, ad groups or ads that it is narrowed to; `account` for all.
  public var scope: AnalyticsScope
  /// Divides the numbers, each type on its own; at most 5.
  public var targetingTypes: [String]

  public init(
    _ level: Level, _ query: AdsQuery, of scope: AnalyticsScope = .account,
    targetingTypes: [String] = []
  ) {
    self.level = level
    self.query = query
    self.scope = scope
    self.targetingTypes = targetingTypes
  }

  var idColumns: [String] {
    switch level {
    case .account: AnalyticsScope.account.idColumns
    case .campaign: AnalyticsScope.campaigns([]).idColumns
    case .adGroup: AnalyticsScope.adGroups([]).idColumns
    case .ad: AnalyticsScope.ads([]).idColumns
    }
  }
}

extension ReportQuery: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var fields = BodyFields(encoder)
    try fields.put("start_date", query.days.lowerBound.description)
    try fields.put("end_date", query.days.upperBound.description)
    try fields.put("granularity", query.granularity.rawValue)
    try fields.put("columns", [idColumns[0]] + query.columns)
    try fields.put("level", level.rawValue + (targetingTypes.isEmpty ? "" : "_TARGETING"))
    try fields.put("targeting_types", targetingTypes.isEmpty ? nil : targetingTypes)
    if let filter = scope.filter { try fields.put(filter.name, filter.ids) }
    try fields.put("click_window_days", query.clickWindow)
    try fields.put("view_window_days", query.viewWindow)
    try fields.put("conversion_report_time", query.reportTime?.rawValue)
    try fields.put("report_format", "JSON")
  }
}

extension ReportQuery {
  /// The query as it is sent; the same query has the same text.
  public var text: String { String(decoding: PinterestClient.encode(self), as: UTF8.self) }
}

/// How far a report is.
public enum ReportState: Hashable, Sendable {
  case inProgress
  /// It can be fetched; the address is a secret, and good for a few minutes.
  case finished(address: String)
  /// It is not there any more, or never was.
  case gone
  /// It will not be made.
  case failed
}

struct WireReport: WireObject {
  let token: String?
  let status: String?
  let address: String?

  init(_ fields: WireFields) throws {
    token = try fields.text("token")
    status = try fields.text("report_status")
    address = try fields.text("url")
  }

  /// A status of a later version counts as unfinished.
  var state: ReportState? {
    switch status {
    case "FINISHED": address.flatMap { $0.isEmpty ? nil : .finished(address: $0) }
    case "DOES_NOT_EXIST", "EXPIRED": .gone
    case "FAILED", "CANCELLED": .failed
    default: .inProgress
    }
  }
}
