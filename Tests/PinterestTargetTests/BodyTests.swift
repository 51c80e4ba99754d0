import AdsModel
import Foundation
import PinterestAPI
import Planning
import TestSupport
import Testing

@testable import PinterestTarget

/// What is sent of an ad group and read back from the answer is what was declared.
struct BodyTests {
  static let names = TargetingNames(
    audienceIDs: ["visitors": "2542620905475", "buyers": "2542620905476"],
    interestIDs: ["home_decor": "935249274030", "garden": "961238559656"])

  @Test(arguments: 0..<200)
  func `an ad group comes back as it was sent`(_ seed: UInt64) throws {
    var dice = Dice(seed: seed)
    let campaign = try Self.campaign(ownsBudget: dice.chance(50))
    let sent = try Self.adGroup(&dice, under: campaign)
    let bodies = WireBodies(names: Self.names)
    let body = try bodies.adGroup(sent, start: nil, parent: "1", campaign: campaign)
    let wire = try Self.answer(WireAdGroup.self, to: body)
    let read = LiveReading(names: Self.names.reversed).adGroup(wire, stored: sent)
    #expect(Set(read.fields.all.map(\.path)) == Set(sent.all.map(\.path)))
    for field in sent.all { #expect(read.fields[field.path] == field.value, "\(field.path)") }
    #expect(read.uncarried.isEmpty)
    #expect(body.autoTargetingEnabled == false)
  }

  @Test func `an update sends targeting whole, with all that no project says`() throws {
    var before = Fields()
    before.put(.bid, .money(Money(micros: 350_000)))
    before.put(.locations, .list(["US"]))
    before.put(.genders, .list(["female"]))
    var after = before
    after[.bid] = .text("automatic")
    after[.genders] = nil
    let live = try JSONDecoder().decode(
      WireTargetingSpec.self,
      from: Data(
        #"{"AGE_BUCKET":["19+"],"GENDER":["female"],"LOCATION":["US"],"TARGETING_STRATEGY":["CHOOSE_YOUR_OWN"],"SHOPPING_RETARGETING":[{"a":1}]}"#
          .utf8))
    let changes = [FieldPath.bid, .genders].map {
      FieldChange(path: $0, before: before[$0], after: after[$0])
    }
    let body = try WireUpdate(id: "7", changes, to: after).adGroup(over: live, names: Self.names)
    let expected = [
      #"{"bid_in_micro_currency":null,"bid_strategy_type":"AUTOMATIC_BID","id":"7","#,
      #""targeting_spec":{"AGE_BUCKET":["19+"],"LOCATION":["US"],"#,
      #""SHOPPING_RETARGETING":[{"a":1}],"TARGETING_STRATEGY":["CHOOSE_YOUR_OWN"]}}"#,
    ]
    #expect(try Self.text(body) == expected.joined())
  }

  @Test func `what an update cannot carry is refused`() throws {
    let change = FieldChange(path: .objective, before: .text("traffic"), after: .text("awareness"))
    var fields = Fields()
    fields.put(.objective, .text("awareness"))
    #expect(throws: WireBodies.Uncarried(reason: "an update cannot change its objective")) {
      try WireUpdate(id: "7", [change], to: fields).campaign
    }
    let start = FieldChange(path: .start, before: .day(Day(number: 0)), after: nil)
    #expect(throws: WireBodies.Uncarried(reason: "its start cannot be taken back")) {
      try WireUpdate(id: "7", [start], to: Fields()).campaign
    }
  }

  @Test func `what nothing names on Pinterest cannot be sent`() throws {
    let campaign = try Self.campaign(ownsBudget: true)
    for (path, reason) in [
      (FieldPath.interests, "Pinterest has no interest gardens"),
      (.includedAudiences, "audience/gardens is not in the ad account"),
    ] {
      var fields = Fields()
      fields.put(.name, .text("Women"))
      fields.put(.status, .text("active"))
      fields.put(.placement, .text("all"))
      fields.put(.bid, .text("automatic"))
      fields.put(path, .list(["gardens"]))
      #expect(throws: WireBodies.Uncarried(reason: reason)) {
        try WireBodies(names: Self.names).adGroup(
          fields, start: nil, parent: "1", campaign: campaign)
      }
    }
  }
}

extension BodyTests {
  private static func campaign(ownsBudget: Bool) throws -> Campaign {
    var fields = Fields()
    fields.put(.name, .text("Spring"))
    fields.put(.objective, .text("traffic"))
    fields.put(.status, .text("active"))
    if ownsBudget { fields.put(.dailyBudget, .money(Money(micros: 25_000_000))) }
    return try #require(Campaign(fields: fields))
  }

  /// Any ad group that the target carries under the campaign.
  private static func adGroup(_ dice: inout Dice, under campaign: Campaign) throws -> Fields {
    var fields = Fields()
    fields.put(.name, .text(dice.pick(["Women", "\u{202E}nemow", "a \"b\"\n", "女性"]) ?? ""))
    fields.put(.status, .text(dice.pick(["active", "paused"]) ?? ""))
    fields.put(.placement, .text(dice.pick(["all", "browse", "search"]) ?? ""))
    if campaign.budget == nil {
      let isDaily = dice.chance(50)
      let amount = Money(micros: Int64(Int.random(in: 0..<1_000_000, using: &dice) + 1) * 10_000)
      fields.put(isDaily ? .dailyBudget : .lifetimeBudget, .money(amount))
      let start = try #require(Day(parsing: "2027-02-27")).advanced(
        by: Int.random(in: 0..<9, using: &dice))
      fields.put(.start, .day(start))
      if !isDaily || dice.chance(50) {
        fields.put(.end, .day(start.advanced(by: Int.random(in: 0..<60, using: &dice))))
      }
    }
    let amount = Money(micros: Int64(Int.random(in: 0..<1000, using: &dice) + 1) * 10_000)
    fields.put(.bid, dice.chance(50) ? .text("automatic") : .money(amount))
    for (path, words) in [
      (FieldPath.locations, dice.chance(50) ? ["GB", "US", "807"] : ["US-CA", "US-NY"]),
      (.languages, ["en-GB", "de"]), (.genders, ["female", "male", "unspecified"]),
      (.ages, ["25-34", "35-44", "65+"]), (.devices, ["iphone", "android_mobile"]),
      (.interests, ["home_decor", "garden", "918105274631"]),
      (.includedAudiences, ["visitors"]), (.excludedAudiences, ["buyers"]),
    ] {
      let chosen = words.filter { _ in dice.chance(50) }
      if !chosen.isEmpty { fields.put(path, .list(chosen)) }
    }
    return fields
  }

  /// The body as the account holds it: what was sent, under an id.
  private static func answer<Wire: Decodable>(_ type: Wire.Type, to body: some Encodable) throws
    -> Wire
  {
    let text = try text(body)
    return try JSONDecoder().decode(type, from: Data((#"{"id":"7","# + text.dropFirst()).utf8))
  }

  private static func text(_ body: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(body), as: UTF8.self)
  }
}
