import Foundation
import TestSupport
import Testing

/// One change to a project, and all that an update may send of it.
struct UpdateCase: CustomTestStringConvertible, Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case campaigns
    case adGroups = "ad_groups"
    case ads
  }

  static let now = "2026-11-22T10:00:00Z"

  let kind: Kind
  let old: String
  let new: String
  /// Nothing where only the state learns of it; a targeting key stands for a part of the whole.
  let sends: String?
  var budgetIsOfAdGroup = false
  /// Whether the state is lost, and what lives is imported before the change.
  var isImported = false
  /// What else is declared before the change.
  var given: (old: String, new: String)?

  var testDescription: String { "\(kind.rawValue): \(old) -> \(new)" }

  var before: String {
    let text = budgetIsOfAdGroup ? Self.adGroupBudget : Self.campaignBudget
    return given.map { text.replacingOccurrences(of: $0.old, with: $0.new) } ?? text
  }
  var after: String { before.replacingOccurrences(of: old, with: new) }

  static let all: [Self] = [
    Self(.campaigns, "name: Sofas", "name: Chairs", #"{"name": "Chairs"}"#),
    Self(.campaigns, "status: active # c", "status: paused # c", #"{"status": "PAUSED"}"#),
    Self(.campaigns, "daily: 25.00", "daily: 30.00", #"{"daily_spend_cap": 30000000}"#),
    Self(.campaigns, "start: 2026-12-01", "start: 2026-12-05", #"{"start_time": 1796428800}"#),
    Self(.campaigns, "end: 2026-12-31", "end: 2027-01-15", #"{"end_time": 1800057599}"#),
    Self(.campaigns, ", end: 2026-12-31", "", #"{"end_time": -1}"#),
    Self(
      .campaigns, "budget: { daily: 25.00 }",
      "budget: { daily: 25.00 }\n    lifecycle: { prevent_archive: true }", nil),

    Self(.adGroups, "name: UK", "name: Britain", #"{"name": "Britain"}"#),
    Self(.adGroups, "status: active # g", "status: paused # g", #"{"status": "PAUSED"}"#),
    Self(.adGroups, "placement: all", "placement: search", #"{"placement_group": "SEARCH"}"#),
    Self(.adGroups, "bid: 0.35", "bid: 0.40", #"{"bid_in_micro_currency": 400000}"#),
    Self(
      .adGroups, "bid: 0.35", "bid: 0.40", #"{"bid_in_micro_currency": 400000}"#, isImported: true,
      // Pinterest keeps one URL, so that an imported ad with parameters would be sent too.
      given: ("            tracking_params: { utm_source: pinterest }\n", "")),
    Self(.adGroups, "bid: 0.35", "bid: { cpc: 0.40 }", #"{"bid_in_micro_currency": 400000}"#),
    Self(
      .adGroups, "bid: 0.35", "bid: automatic",
      #"{"bid_in_micro_currency": null, "bid_strategy_type": "AUTOMATIC_BID"}"#),
    Self(.adGroups, "[GB]", "[GB, IE]", #"{"LOCATION": ["GB", "IE"]}"#),
    Self(.adGroups, "[GB]", "[GB, US-CA]", #"{"LOCATION": ["GB"], "GEO": ["US-CA"]}"#),
    Self(.adGroups, "[en-GB]", "[en-GB, de]", #"{"LOCALE": ["en-GB", "de"]}"#),
    Self(.adGroups, "[female]", "[unspecified]", #"{"GENDER": ["unknown"]}"#),
    Self(.adGroups, "[25-34]", "[35-44]", #"{"AGE_BUCKET": ["35-44"]}"#),
    Self(.adGroups, "          ages: [25-34]\n", "", #"{"AGE_BUCKET": null}"#),
    Self(.adGroups, "[iphone]", "[ipad]", #"{"APPTYPE": ["ipad"]}"#),
    Self(.adGroups, "[home_decor]", "[garden]", #"{"INTEREST": ["961238559656"]}"#),
    Self(
      .adGroups, "include: [visitors], exclude: [buyers]", "exclude: [visitors]",
      #"{"AUDIENCE_INCLUDE": null, "AUDIENCE_EXCLUDE": ["2542620905475"]}"#),
    Self(
      .adGroups, "daily: 25.00", "daily: 30.00", #"{"budget_in_micro_currency": 30000000}"#,
      budgetIsOfAdGroup: true),
    Self(
      .adGroups, "start: 2026-12-01", "start: 2026-12-05", #"{"start_time": 1796428800}"#,
      budgetIsOfAdGroup: true),
    Self(
      .adGroups, "end: 2026-12-31", "end: 2027-01-15", #"{"end_time": 1800057599}"#,
      budgetIsOfAdGroup: true),
    Self(
      .adGroups, ", end: 2026-12-31", "", #"{"end_time": null}"#, budgetIsOfAdGroup: true),
    Self(
      .adGroups, "bid: automatic", "bid: 0.40",
      #"{"bid_in_micro_currency": 400000, "bid_strategy_type": "MAX_BID"}"#,
      given: ("bid: 0.35", "bid: automatic")),
    Self(.adGroups, "name: UK", "name: Britain", #"{"name": "Britain"}"#, budgetIsOfAdGroup: true),
    Self(
      .adGroups, "bid: 0.35", "bid: 0.35\n        lifecycle: { prevent_archive: true }", nil),

    Self(.ads, "name: Hero", "name: Heroine", #"{"name": "Heroine"}"#),
    Self(.ads, "            name: Hero\n", "", #"{"name": null}"#),
    Self(.ads, "status: active # a", "status: paused # a", #"{"status": "PAUSED"}"#),
    Self(
      .ads, "northwind.example/sofas", "northwind.example/chairs",
      #"{"destination_url": "https://northwind.example/chairs?utm_source=pinterest"}"#),
    Self(
      .ads, "utm_source: pinterest", "utm_source: pin, utm_medium: paid",
      #"{"destination_url": "https://northwind.example/sofas?utm_source=pin&utm_medium=paid"}"#),
    Self(
      .ads, "            tracking_params: { utm_source: pinterest }\n", "",
      #"{"destination_url": "https://northwind.example/sofas"}"#),
    Self(
      .ads,
      "            destination_url: https://northwind.example/sofas\n"
        + "            tracking_params: { utm_source: pinterest }\n",
      "", #"{"destination_url": null}"#),
    Self(
      .ads, "name: Hero", "name: Hero\n            lifecycle: { prevent_archive: true }", nil),
  ]

  init(
    _ kind: Kind, _ old: String, _ new: String, _ sends: String?, budgetIsOfAdGroup: Bool = false,
    isImported: Bool = false, given: (old: String, new: String)? = nil
  ) {
    self.kind = kind
    self.old = old
    self.new = new
    self.sends = sends
    self.budgetIsOfAdGroup = budgetIsOfAdGroup
    self.isImported = isImported
    self.given = given
  }
}

extension UpdateCase {
  private static let head = """
    version: 1
    account: { name: northwind-uk, country: GB, ad_account_id: "549755885175" }
    target: pinterest
    audiences:
      visitors: { type: external, id: "2542620905475" }
      buyers: { type: external, id: "2542620905476" }
    campaigns:

    """

  private static let below = """
            targeting:
              locations: [GB]
              languages: [en-GB]
              genders: [female]
              ages: [25-34]
              devices: [iphone]
              interests: [home_decor]
              audiences: { include: [visitors], exclude: [buyers] }
            ads:
              hero:
                pin: "813744226420795884"
                name: Hero
                destination_url: https://northwind.example/sofas
                tracking_params: { utm_source: pinterest }
                status: active # a

    """

  fileprivate static let campaignBudget =
    head + """
        sofas:
          name: Sofas
          objective: traffic
          status: active # c
          schedule: { start: 2026-12-01, end: 2026-12-31 }
          budget: { daily: 25.00 }
          ad_groups:
            uk:
              name: UK
              status: active # g
              placement: all
              bid: 0.35

      """ + below

  fileprivate static let adGroupBudget =
    head + """
        sofas:
          name: Sofas
          objective: video_awareness
          status: active # c
          ad_groups:
            uk:
              name: UK
              status: active # g
              placement: all
              schedule: { start: 2026-12-01, end: 2026-12-31 }
              budget: { daily: 25.00 }
              bid: automatic

      """ + below.replacingOccurrences(of: "795884", with: "795886")

  /// What nobody can say in a project, as a person in Ads Manager sets it.
  var foreign: [(Kind, String)] {
    let urls = #"{"click": ["https://tracker.example/c"], "impression": ["https://a.example"]}"#
    let spec = """
      {"LOCATION": ["GB"], "LOCALE": ["en-GB"], "GENDER": ["female"], "AGE_BUCKET": ["25-34"], \
      "APPTYPE": ["iphone"], "INTEREST": ["935249274030"], "AUDIENCE_INCLUDE": ["2542620905475"], \
      "AUDIENCE_EXCLUDE": ["2542620905476"], "TARGETING_STRATEGY": ["FIND_NEW_CUSTOMERS"], \
      "SHOPPING_RETARGETING": [{"lookback_window": 30, "tag_types": [0, 6]}]}
      """
    // Noon of the declared days.
    let hours = #""start_time": 1796126400, "end_time": 1798718400"#
    var campaign = [
      #""tracking_urls": \#(urls)"#, #""bid_options": {"placement_multipliers": {"SEARCH": 1.5}}"#,
    ]
    if !budgetIsOfAdGroup { campaign += [hours, #""is_flexible_daily_budgets": true"#] }
    var adGroup = [
      #""auto_targeting_enabled": true"#, #""targeting_spec": \#(spec)"#,
      #""tracking_urls": \#(urls)"#, #""is_creative_optimization": true"#,
      #""promotion_id": "77""#, #""promotion_application_level": "ITEM""#,
      #""optimization_goal_metadata": {"frequency_goal_metadata": {"frequency": 3}}"#,
    ]
    if budgetIsOfAdGroup {
      adGroup += [hours, #""pacing_delivery_type": "ACCELERATED""#, #""bid_multiplier": 1.25"#]
    }
    let ad = [
      #""tracking_urls": \#(urls)"#, #""click_tracking_url": "https://tracker.example/click""#,
      #""view_tracking_url": "https://tracker.example/view""#,
      #""android_deep_link": "app://sofas""#, #""ios_deep_link": "app://sofas""#,
      #""customizable_cta_type": "SHOP_NOW""#,
    ]
    return [(.campaigns, campaign), (.adGroups, adGroup), (.ads, ad)].map { kind, members in
      (kind, "{\(members.joined(separator: ", "))}")
    }
  }

  /// The one body that is sent, by the kind of the row; none where nothing is.
  func body(over rows: Rows) throws -> Rows {
    guard let sends, let row = rows[kind],
      var body = try JSONSerialization.jsonObject(with: Data(sends.utf8)) as? [String: Any]
    else { return Rows() }
    if let first = body.keys.first, first.uppercased() == first {
      var spec = try #require(row["targeting_spec"] as? [String: Any])
      for (key, value) in body { spec[key] = value is NSNull ? nil : value }
      body = ["targeting_spec": spec]
    }
    body["id"] = row["id"]
    if kind == .campaigns { body["ad_account_id"] = "549755885175" }
    var sent = Rows()
    sent[kind] = body
    return sent
  }
}
