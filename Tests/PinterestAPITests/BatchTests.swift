import Foundation
import PinterestAPI
import Testing

struct BatchTests {
  private static func body(_ name: String) -> CampaignBody {
    var body = CampaignBody.spring
    body.name = name
    return body
  }

  private static let answer = #"""
    {"items":[{"data":{"id":"1","name":"a"},"exceptions":null},
    {"exceptions":[{"code":2384,"message":"no cap"},{"message":"and more"}]},
    {"data":null,"exceptions":{"message":"alone"}},{"data":{"id":4},"exceptions":[]},{}]}
    """#

  @Test func `both shapes of exceptions are read, each element by itself`() async throws {
    let script = Script(.ok(Self.answer))
    let answer = try await script.client().create(
      ["a", "b", "c", "d", "e"].map(Self.body), in: "9")
    var first = WireCampaign(id: "1")
    first.name = "a"
    #expect(
      answer.items == [
        .accepted(first), .refused(code: 2384, message: "no cap; and more"),
        .refused(code: nil, message: "alone"), .accepted(WireCampaign(id: "4")), .unanswered,
      ])
  }

  @Test(arguments: [
    (#"{"items":[{"data":{"id":"1"}}]}"#, "1 answers to 2 elements"),
    (
      #"{"items":[{"data":{"id":"1","name":"b"}},{"data":{"id":"2","name":"a"}}]}"#,
      "the answers are in another order than the elements"
    ),
    ("{}", "0 answers to 2 elements"),
    ("[]", "the answer cannot be read: it has another type than described"),
  ]) func `answers that cannot be told apart leave all open`(_ body: String, _ reason: String) async
  {
    let script = Script(.ok(body))
    let error = await failure { () throws(APIError) in
      try await script.client().create(["a", "b"].map(Self.body), in: "9")
    }
    #expect(error == .unanswered(reason: reason, requestID: "r1"))
  }

  @Test func `a campaign repeats its account and leaves out what is not set`() async throws {
    let script = Script(.ok(#"{"items":[{"data":{"id":"1"}}]}"#))
    var body = CampaignBody.spring
    body.dailySpendCap = .set(5_000_000)
    _ = try await script.client().create([body], in: "9")
    #expect(
      script.text
        == #"[{"ad_account_id":"9","daily_spend_cap":5000000,"name":"Spring","status":"PAUSED"}]"#)
    #expect(script.requests.first?.category == .adsWrite)
  }

  @Test func `each field is cleared in the way that the API has for it`() async throws {
    let script = Script(Array(repeating: .ok(#"{"items":[{"data":{"id":"1"}}]}"#), count: 3))
    var campaign = CampaignBody()
    campaign.id = "1"
    (campaign.endTime, campaign.orderLineID) = (.clear, .clear)
    (campaign.dailySpendCap, campaign.trackingURLs) = (.clear, .clear)
    _ = try await script.client().update([campaign], in: "9")
    #expect(
      script.text
        == #"[{"ad_account_id":"9","daily_spend_cap":null,"end_time":-1,"id":"1","order_line_id":"0","tracking_urls":{}}]"#
    )
    var group = AdGroupBody()
    group.id = "1"
    (group.targetingTemplateIDs, group.promotionID, group.bid) = (.clear, .clear, .clear)
    _ = try await script.client().update([group], in: "9")
    #expect(
      script.text
        == #"[{"bid_in_micro_currency":null,"id":"1","promotion_id":null,"targeting_template_ids":["0"]}]"#
    )
    var ad = AdBody()
    ad.id = "1"
    ad.destinationURL = .clear
    _ = try await script.client().update([ad], in: "9")
    #expect(script.text == #"[{"destination_url":null,"id":"1"}]"#)
  }

  @Test func `targeting that is unknown here is sent back as it came`() throws {
    let text =
      #"{"LOCATION":["GB"],"INTEREST":[925056443165],"MINIMUM_AGE":"18","SHOPPING_RETARGETING":[{"lookback_window":30,"tag_types":[0,6]}],"GEO":null}"#
    let spec = try JSONDecoder().decode(WireTargetingSpec.self, from: Data(text.utf8))
    #expect(spec.keys == ["INTEREST", "LOCATION", "MINIMUM_AGE", "SHOPPING_RETARGETING"])
    #expect(spec["LOCATION"] == ["GB"] && spec["INTEREST"] == ["925056443165"])
    #expect(spec["GEO"].isEmpty && spec["MINIMUM_AGE"].isEmpty)
    #expect(spec.opaque("MINIMUM_AGE") == #""18""#)
    #expect(spec.opaque("LOCATION") == nil && spec.opaque("GEO") == nil)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(
      try String(decoding: encoder.encode(spec), as: UTF8.self)
        == #"{"INTEREST":["925056443165"],"LOCATION":["GB"],"MINIMUM_AGE":"18","SHOPPING_RETARGETING":[{"lookback_window":30,"tag_types":[0,6]}]}"#
    )
  }

  @Test func `unknown words, nulls and numbers for ids are read`() throws {
    let text =
      #"{"id":268000000000000001,"campaign_id":5,"status":"MELTED","budget_in_micro_currency":null,"optimization_goal_metadata":null,"new_field":{"a":[1.5]},"bid_in_micro_currency":350000}"#
    let group = try JSONDecoder().decode(WireAdGroup.self, from: Data(text.utf8))
    var expected = WireAdGroup(id: "268000000000000001")
    (expected.campaignID, expected.status, expected.bid) = ("5", "MELTED", 350_000)
    #expect(group == expected)
  }
}

extension Script {
  /// The body of the last request.
  var text: String { String(decoding: requests.last?.body ?? [], as: UTF8.self) }
}
