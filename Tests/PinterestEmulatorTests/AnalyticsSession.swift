@testable import PinterestEmulator

/// An account with two campaigns of two ad groups with two ads each, which have always delivered.
struct AnalyticsSession {
  let session: Session
  var campaigns: [String] = []
  var adGroups: [String] = []
  var ads: [String] = []

  /// 90 days that are over.
  static let days = "start_date=2026-12-01&end_date=2027-02-28"
  static let counts = [
    "SPEND_IN_MICRO_DOLLAR", "IMPRESSION_1", "TOTAL_IMPRESSION", "CLICKTHROUGH_1",
    "TOTAL_CLICKTHROUGH", "OUTBOUND_CLICK_1", "REPIN_1", "TOTAL_ENGAGEMENT", "TOTAL_CHECKOUT",
    "TOTAL_CLICK_CHECKOUT", "TOTAL_VIEW_CHECKOUT",
  ]

  init() async throws {
    session = try Session()
    _ = await session.admin("PATCH", "settings", ["history_days": 1000])
    for name in ["Spring", "Summer"] {
      let campaign = await session.made("campaigns", .campaign.with(["name": .string(name)]))
      campaigns.append(campaign)
      for _ in 0..<2 {
        let adGroup = await session.made("ad_groups", .adGroup(campaign))
        adGroups.append(adGroup)
        for _ in 0..<2 { ads.append(await session.made("ads", .ad(adGroup))) }
      }
    }
  }

  func set(_ settings: Row) async {
    _ = await session.admin("PATCH", "settings", .object(settings))
  }

  /// Rows of a level; ids as repeated parameters.
  func rows(
    _ level: String, _ ids: [String] = [], by granularity: String = "DAY", days: String = days,
    columns: [String] = counts, _ more: String = ""
  ) async -> [Row] {
    let name = ["campaigns": "campaign_ids", "ad_groups": "ad_group_ids", "ads": "ad_ids"][level]
    let filter = ids.map { "&\(name ?? "")=\($0)" }.joined()
    let path = level.isEmpty ? "analytics" : "\(level)/analytics"
    let answer = await session.ads(
      "GET",
      "\(path)?\(days)&granularity=\(granularity)&columns=\(columns.joined(separator: ","))\(filter)\(more)"
    )
    return (answer.body?.array ?? []).compactMap(\.object)
  }

  /// The sum of every column over rows.
  static func sums(_ rows: [Row], _ columns: [String] = counts) -> [String: Int] {
    rows.reduce(into: [:]) { sums, row in
      for column in columns { sums[column, default: 0] += row[column]?.integer ?? 0 }
    }
  }

  /// The same by day.
  static func daily(_ rows: [Row]) -> [String: [String: Int]] {
    Dictionary(grouping: rows) { $0.text("DATE") ?? "" }.mapValues { sums($0) }
  }

  /// The first report of some fields, polled until it is finished: its file.
  func report(_ fields: Row, pollsWith polls: Int = 2) async -> Answer {
    let token = await reportToken(fields)
    var address = ""
    for _ in 0..<polls {
      address = await state(token)["url"]?.string ?? ""
    }
    return await file(address)
  }

  func reportToken(_ fields: Row) async -> String {
    let plain: Row = [
      "start_date": "2026-12-01", "end_date": "2027-02-28", "granularity": "DAY",
      "level": "PIN_PROMOTION", "columns": JSON(Self.counts),
    ]
    let answer = await session.ads("POST", "reports", .object(plain.with(fields)))
    return answer.body?["token"]?.string ?? answer.body?["message"]?.string ?? ""
  }

  func state(_ token: String) async -> Row {
    await session.ads("GET", "reports?token=\(token)").body?.object ?? [:]
  }

  func file(_ address: String) async -> Answer { await delivery(address).answer }

  func delivery(_ address: String) async -> Delivery {
    var call = session.call("GET", "/_files/" + (address.split(separator: "/").last ?? ""))
    call.authorization = nil
    return await session.engine.respond(to: call)
  }
}
