import Foundation

@testable import PinterestEmulator

/// A client of an engine, without HTTP between them.
struct Session {
  let engine: Engine
  var token = "pina_emulator"

  static let account = "549755885175"
  static let pin = "813744226420795884"

  init(_ change: (inout Emulator.Options) -> Void = { _ in }) throws {
    var options = Emulator.Options()
    options.hasRateLimits = false
    options.now = Emulator.seconds("2027-03-01T12:00:00Z")
    change(&options)
    engine = try Engine(options)
  }

  /// Sends a request below `/v5`.
  func send(_ method: String, _ path: String, _ body: JSON? = nil) async -> Answer {
    await deliver(method, path, body).answer
  }

  func deliver(_ method: String, _ path: String, _ body: JSON? = nil) async -> Delivery {
    await engine.respond(to: call(method, path, body))
  }

  func call(_ method: String, _ path: String, _ body: JSON? = nil) -> Call {
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    var call = Call(method: method, path: parts[0])
    if parts.count > 1 {
      call.query = Call.pairs(parts[1], plusIsSpace: true).map { (name: $0.0, value: $0.1) }
    }
    call.body = body?.bytes ?? []
    call.contentType = body == nil ? nil : "application/json"
    call.authorization = "Bearer \(token)"
    return call
  }

  /// Sends a request of the ad account.
  func ads(_ method: String, _ path: String, _ body: JSON? = nil) async -> Answer {
    await send(method, "/ad_accounts/\(Self.account)/\(path)", body)
  }

  func admin(_ method: String, _ path: String, _ body: JSON? = nil) async -> Answer {
    await engine.administer(call(method, "/_emulator/\(path)", body))
  }

  /// The first item of a batch of one.
  func item(_ method: String, _ path: String, _ item: Row) async -> JSON {
    let answer = await ads(method, path, [.object(item)])
    return answer.body?["items"]?.array?.first ?? answer.body ?? .null
  }

  /// Creates one and gives its id.
  func made(_ path: String, _ fields: Row) async -> String {
    await item("POST", path, fields)["data"]?["id"]?.string ?? "none"
  }

  func message(_ method: String, _ path: String, _ fields: Row) async -> String? {
    let item = await item(method, path, fields)
    let exceptions = item["exceptions"]
    return (exceptions?.array?.first ?? exceptions ?? item)["message"]?.string
  }
}

extension Row {
  func with(_ changes: Row) -> Row { merging(changes) { $1 } }

  func without(_ names: String...) -> Row { filter { !names.contains($0.key) } }

  static let campaign: Row = [
    "ad_account_id": "549755885175", "name": "Spring", "objective_type": "CONSIDERATION",
    "status": "ACTIVE", "is_campaign_budget_optimization": true, "daily_spend_cap": 20_000_000,
  ]

  static func adGroup(_ campaign: String) -> Row {
    [
      "name": "Women", "campaign_id": .string(campaign), "billable_event": "CLICKTHROUGH",
      "status": "ACTIVE", "budget_type": "CBO_ADGROUP", "bid_strategy_type": "MAX_BID",
      "bid_in_micro_currency": 350_000, "targeting_spec": ["LOCATION": ["GB"]],
    ]
  }

  static func ad(_ adGroup: String) -> Row {
    [
      "ad_group_id": .string(adGroup), "pin_id": .string(Session.pin),
      "creative_type": "REGULAR", "status": "ACTIVE", "name": "Hero",
    ]
  }

  /// A campaign whose ad groups own the budgets, and such an ad group.
  static let film: Row = campaign.without("daily_spend_cap").with([
    "objective_type": "VIDEO_COMPLETION", "is_campaign_budget_optimization": false,
  ])

  static func viewers(_ campaign: String) -> Row {
    adGroup(campaign).without("bid_in_micro_currency").with([
      "billable_event": "IMPRESSION", "budget_type": "DAILY", "bid_strategy_type": "AUTOMATIC_BID",
      "budget_in_micro_currency": 25_000_000,
    ])
  }
}
