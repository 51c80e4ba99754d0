import AdsModel
import Foundation
import PinterestAPI
import Planning
import Testing

@testable import PinterestTarget

/// That what is live is read as what it is: as a project says it, or in the account's own words.
struct LiveReadingTests {
  private let reading = LiveReading(names: TargetingNames().reversed)

  private func adGroup(_ json: String) throws -> LiveResource {
    let wire = try JSONDecoder().decode(
      WireAdGroup.self, from: Data(#"{"id": "1", "campaign_id": "2", \#(json)}"#.utf8))
    return reading.adGroup(wire, under: "CONSIDERATION")
  }

  @Test(arguments: [
    (#""bid_strategy_type": "MAX_BID", "bid_in_micro_currency": 350000"#, "0.35"),
    (#""bid_strategy_type": null, "bid_in_micro_currency": 350000"#, "0.35"),
    (#""bid_strategy_type": "AUTOMATIC_BID", "bid_in_micro_currency": null"#, "automatic"),
    (#""bid_strategy_type": null, "bid_in_micro_currency": null"#, "automatic"),
    (#""bid_strategy_type": "MAX_BID", "bid_in_micro_currency": null"#, "MAX_BID"),
    (#""bid_strategy_type": "TARGET_AVG", "bid_in_micro_currency": 350000"#, "TARGET_AVG"),
    (#""bid_strategy_type": "LATER", "bid_in_micro_currency": null"#, "LATER"),
  ])
  func `a bid is an amount, automatic, or a strategy that no project has`(
    _ json: String, _ bid: String
  ) throws {
    let live = try adGroup(json)
    #expect(live.fields[.bid].described(decimals: 2, at: .bid) == bid)
    let isForeign = bid.first?.isUppercase == true
    #expect(
      live.uncarried == (isForeign ? ["its bid is \(bid), which pinplan does not carry"] : []))
  }

  @Test(arguments: [
    (#""budget_type": "DAILY""#, FieldPath.dailyBudget, "25.00"),
    (#""budget_type": null"#, .dailyBudget, "25.00"),
    (#""budget_type": "LIFETIME""#, .lifetimeBudget, "25.00"),
    (#""budget_type": "CBO_ADGROUP""#, .dailyBudget, "none"),
    (#""budget_type": "WEEKLY""#, .dailyBudget, "WEEKLY"),
  ])
  func `a budget is of a type that a project has, or the type`(
    _ json: String, _ path: FieldPath, _ budget: String
  ) throws {
    let live = try adGroup(json + #", "budget_in_micro_currency": 25000000"#)
    #expect(live.fields[path].described(decimals: 2, at: path) == budget)
  }

  @Test(arguments: [
    (#"{"LOCATION": ["GB"], "GEO": ["US-CA"]}"#, FieldPath.locations, "[GB, US-CA]"),
    (
      #"{"LOCATION": {"country_codes": ["GB"]}, "GEO": ["US-CA"]}"#, .locations,
      #"LOCATION {"country_codes":["GB"]} US-CA"#
    ),
    (#"{"GENDER": ["unknown", "female"]}"#, .genders, "[unspecified, female]"),
    (#"{"GENDER": ["LATER", "female"]}"#, .genders, "[LATER, female]"),
    (#"{"AGE_BUCKET": ["65+", "70+"]}"#, .ages, "[65+, 70+]"),
    (#"{"APPTYPE": ["tv"]}"#, .devices, "[tv]"),
  ])
  func `targeting is words that a project has, or what it is`(
    _ spec: String, _ path: FieldPath, _ words: String
  ) throws {
    let live = try adGroup(#""targeting_spec": \#(spec)"#)
    #expect(live.fields[path].described(decimals: 2, at: path) == words)
  }

  @Test func `what an ad group is billed by is told where it is not its objective's`() throws {
    #expect(try adGroup(#""billable_event": "CLICKTHROUGH""#).kept == [])
    #expect(try adGroup(#""billable_event": "IMPRESSION""#).kept == ["billable_event"])
  }

  @Test func `a keyword of another version is there, with its word`() throws {
    let wire = try JSONDecoder().decode(
      WireKeyword.self,
      from: Data(#"{"id": "1", "value": "Sofa", "match_type": "SEMANTIC", "parent_id": "2"}"#.utf8))
    let live = reading.keyword(wire)
    #expect(live.fields[.match] == .text("SEMANTIC"))
    #expect(live.uncarried == ["its match is SEMANTIC, which pinplan does not carry"])
  }
}
