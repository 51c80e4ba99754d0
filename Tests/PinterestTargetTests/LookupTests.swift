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

  @Test func `an audience made elsewhere is there under its id, and of others nobody can tell`()
    async throws
  {
    #expect(audience(.external(.init(id: "7"))).audienceFinding == .happened(id: "7"))
    #expect(audience(.external(.init(id: ""))).audienceFinding == .didNotHappen)
    let message =
      "target pinterest does not look for audiences that it does not create, and nothing else tells "
      + "whether audience/buyers was; see in Ads Manager"
    for definition in [
      AudienceDefinition.visitor(.init(tag: "1")), .customerList(.init(nil, .email)),
      .engagement(.init(.all)), .actalike(.init(seed: "people", country: "GB", percentage: 3)),
    ] {
      #expect(audience(definition).audienceFinding == .cannotTell(message), "\(definition)")
    }
  }

  @Test func `no request goes out for the creation of an audience`() async throws {
    let found = await target(answering: "{}").look(
      for: [audience(.external(.init(id: "7")))], besides: [:])
    #expect(found == [.happened(id: "7")])
  }

  private func audience(_ definition: AudienceDefinition) -> LookRequest {
    var encoder = FieldEncoder(decimals: 2)
    let address = Address.audience("buyers")
    let attributes = encoder.encode(Audience(name: "Buyers", definition))
    return LookRequest(
      OperationRecord(
        IntendedOperation(
          sequence: 0, kind: .create, address: address, id: nil, fieldsJSON: attributes),
        .unknown, error: nil, at: Instant(secondsSince1970: 0)),
      outcome: StoredResource(address: address, id: "", status: .active, attributes: attributes))
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
