import AdsModel
import Applying
import Foundation
import PinterestAPI
import Planning
import StateStore
import Testing

@testable import PinterestTarget

/// What a creation without an answer is recognised by.
struct LookupTests {
  @Test func `the newer campaign that holds just what was sent is ours`() async throws {
    let found = try await look(
      for: 1, newerThan: "9", among: [campaign("11"), campaign("10", name: "Other")])
    #expect(found == [.happened(id: "11")])
  }

  @Test func `what is older, spoken for or different is not ours`() async throws {
    for row in [
      campaign("9"), campaign("12"), campaign("11", name: "Other"), campaign("11", cap: 1),
    ] {
      let found = try await look(for: 1, newerThan: "9", among: [row], known: ["12"])
      #expect(found == [.didNotHappen], "\(row)")
    }
  }

  @Test func `creations that are alike are counted`() async throws {
    let rows = [campaign("12"), campaign("11")]
    #expect(
      try await look(for: 2, newerThan: nil, among: rows)
        == [.happened(id: "12"), .happened(id: "11")])
    #expect(
      try await look(for: 3, newerThan: nil, among: rows)
        == [.happened(id: "12"), .happened(id: "11"), .didNotHappen])
  }

  @Test func `of more campaigns than were sent nobody guesses`() async throws {
    let found = try await look(for: 1, newerThan: nil, among: [campaign("12"), campaign("11")])
    let message =
      "2 campaigns on Pinterest are just what was sent for campaign/spring-0 (ids 12, 11), and "
      + "nothing tells which of them is ours; archive the others with `pinplan retire ID`, then apply again"
    #expect(found == [.cannotTell(message)])
  }

  @Test func `an audience made elsewhere is there under its id, and no request goes out`()
    async throws
  {
    let target = target(answering: "{}")
    #expect(
      await target.look(for: [audience(.external(.init(id: "7")))], besides: [:])
        == [.happened(id: "7")])
    #expect(
      await target.look(for: [audience(.external(.init(id: "")))], besides: [:])
        == [.didNotHappen])
  }

  @Test(arguments: [
    (
      AudienceDefinition.visitor(.init(tag: "1", events: ["add_to_cart"])), "VISITOR",
      #"{"visitor_source_id":["1"],"retention_days":"180","event":"addtocart"}"#
    ),
    (
      .engagement(.init(.optimized, source: .domains(["northwind.example"]))), "ENGAGEMENT",
      #"{"engager_type":2,"retention_days":180,"engagement_domain":["northwind.example"]}"#
    ),
    (
      .actalike(.init(seed: "people", country: "GB", percentage: 3)), "ACTALIKE",
      #"{"seed_id":["5"],"country":"GB","percentage":"3"}"#
    ),
  ])
  func `the newer audience of the same name, type and rule is ours`(
    _ definition: AudienceDefinition, _ type: String, _ rule: String
  ) async throws {
    func row(_ id: String, _ rule: String, type: String, name: String = "Buyers") -> String {
      #"{"id":"\#(id)","name":"\#(name)","audience_type":"\#(type)","rule":\#(rule)}"#
    }
    func look(_ rows: String..., known: Set<String> = []) async -> [LookFinding] {
      await target(answering: #"{"items":[\#(rows.joined(separator: ","))],"bookmark":null}"#)
        .look(for: [audience(definition)], besides: [.audience: known])
    }
    let ours = row("11", rule, type: type)
    #expect(await look(ours) == [.happened(id: "11", remembering: .ownAudience([:]))])
    #expect(await look(ours, known: ["11"]) == [.didNotHappen])
    for other in [
      row("9", rule, type: type), row("11", rule, type: type, name: "Others"),
      row("11", rule, type: "CUSTOMER_LIST"),
      row("11", #"{"country":"US","visitor_source_id":"2","engager_type":1}"#, type: type),
    ] {
      #expect(await look(other) == [.didNotHappen], "\(other)")
    }
    let message =
      "2 audiences on Pinterest are just what was sent for audience/buyers (ids 11, 12), and "
      + "nothing tells which of them is ours; remove the others in Ads Manager, then apply again"
    #expect(await look(ours, row("12", rule, type: type)) == [.cannotTell(message)])
  }

  private static let list = AudienceDefinition.customerList(.init(.file("a.csv"), .email))

  @Test func `a list is found by its name, which no other list has`() async throws {
    let step = OperationStep("list", ["list_name": "Buyers (pinplan 1f)", "members": "m"])
    func look(_ names: String...) async -> [LookFinding] {
      let rows = names.enumerated().map { #"{"id":"\#($0 + 5)","name":"\#($1)","exceptions":{}}"# }
      return await target(
        answering: #"{"items":[\#(rows.joined(separator: ","))],"bookmark":null}"#
      ).look(for: [audience(Self.list, step: step)], besides: [:])
    }
    let found: PrivateValues = ["list": "6", "list_type": "EMAIL", "members": "m"]
    #expect(await look("Buyers", "Buyers (pinplan 1f)") == [.stepHappened(found)])
    #expect(await look("Buyers (pinplan 2f)") == [.didNotHappen])
    let message =
      "2 customer lists on Pinterest have the name that was sent for audience/buyers (ids 5, 6), and "
      + "nothing tells which of them is ours; take the audience out of the YAML, apply, and declare it again"
    #expect(
      await look("Buyers (pinplan 1f)", "Buyers (pinplan 1f)") == [.cannotTell(message)])
  }

  @Test func `an audience of a list is found by the list, and nobody sees an upload`() async throws
  {
    func look(_ step: String, _ lists: String...) async -> [LookFinding] {
      let rows = lists.enumerated().map {
        #"{"id":"\#($0 + 5)","audience_type":"CUSTOMER_LIST","rule":{"customer_list_id":\#($1)}}"#
      }
      let values: PrivateValues = ["list": "6", "members": "m", "uploads": "2", "begun": "x"]
      return await target(
        answering: #"{"items":[\#(rows.joined(separator: ","))],"bookmark":null}"#
      ).look(
        for: [audience(Self.list, step: OperationStep(step, values))], besides: [:])
    }
    let remembered: PrivateValues = ["audience": "own", "list": "6", "members": "m"]
    #expect(
      await look("audience", #""7""#, "6") == [.happened(id: "6", remembering: remembered)])
    #expect(await look("audience", #""7""#) == [.didNotHappen])
    let message =
      "2 audiences on Pinterest are of the list that was made for audience/buyers (ids 5, 6), and "
      + "nothing tells which of them is ours; remove the others in Ads Manager, then apply again"
    #expect(await look("audience", "6", "6") == [.cannotTell(message)])
    #expect(await look("upload 3", "6") == [.didNotHappen])
  }

  private func audience(
    _ definition: AudienceDefinition, step: OperationStep? = nil
  ) -> LookRequest {
    var encoder = FieldEncoder(decimals: 2)
    let address = Address.audience("buyers")
    let attributes = encoder.encode(Audience(name: "Buyers", definition))
    return LookRequest(
      OperationRecord(
        IntendedOperation(
          sequence: 0, kind: .create, address: address, id: nil, fieldsJSON: attributes),
        .unknown, error: nil, at: Instant(secondsSince1970: 0)),
      outcome: StoredResource(address: address, id: "", status: .active, attributes: attributes),
      newerThan: "9", referenceIDs: [.audience("people"): "5"], step: step)
  }

  private func campaign(_ id: String, name: String = "Spring", cap: Int = 25_000_000) -> String {
    #"{"id":"\#(id)","name":"\#(name)","objective_type":"CONSIDERATION","status":"ACTIVE","#
      + #""is_campaign_budget_optimization":true,"daily_spend_cap":\#(cap)}"#
  }

  private func target(answering body: String) -> PinterestTarget {
    let client = PinterestClient(
      transport: { (_, _) throws(TransportFailure) in
        APIResponse(status: 200, body: Array(body.utf8))
      },
      token: .fixed(AccessToken("pina_first")),
      pace: Pace(
        begin: { (_) throws(CancellationError) in .zero }, end: { _, _ in },
        sleep: { (_) throws(CancellationError) in }, chance: { 0 }))
    return PinterestTarget(PinterestAccount(client, id: "1", timing: .immediate))
  }

  private func look(
    for count: Int, newerThan mark: String?, among rows: [String], known: Set<String> = []
  ) async throws -> [LookFinding] {
    let body = #"{"items":[\#(rows.joined(separator: ","))],"bookmark":null}"#
    let target = target(answering: body)
    var fields = Fields()
    fields.put(.name, .text("Spring"))
    fields.put(.objective, .text("traffic"))
    fields.put(.status, .text("active"))
    fields.put(.dailyBudget, .money(Money(micros: 25_000_000)))
    var encoder = FieldEncoder(decimals: 2)
    let attributes = encoder.encode(fields)
    let requests = (0..<count).map { number in
      let address = Address.campaign("spring-\(number)")
      return LookRequest(
        OperationRecord(
          IntendedOperation(
            sequence: number, kind: .create, address: address, id: nil, fieldsJSON: attributes),
          .unknown, error: nil, at: Instant(secondsSince1970: 0)),
        outcome: StoredResource(address: address, id: "", status: .active, attributes: attributes),
        newerThan: mark)
    }
    return await target.look(for: requests, besides: [.campaign: known])
  }
}
