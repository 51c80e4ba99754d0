import AdsModel
import Applying
import Foundation
import PinterestAPI
import Planning
import Testing

@testable import PinterestTarget

/// How far audiences are, as the API tells it.
struct AudienceReadingsTests {
  private func stored(_ type: AudienceType, id: String = "7", tag: String? = nil) -> StoredAudience
  {
    var fields = Fields()
    fields.put(.type, .text(type.rawValue))
    if let tag { fields.put(.tag, .text(tag)) }
    var encoder = FieldEncoder(decimals: 2)
    return StoredAudience(
      StoredResource(
        address: .audience("a\(id)"), id: id, status: .active, attributes: encoder.encode(fields)),
      counts: [:])
  }

  /// Reads from an account whose answers are told by path.
  private func read(
    _ audiences: StoredAudience..., from answers: [String: String]
  ) async throws(APIError) -> [AudienceReading] {
    let client = PinterestClient(
      transport: { (request, _) throws(TransportFailure) in
        let path = String(request.path.dropFirst("/ad_accounts/1/".count))
        guard let body = answers[path] else {
          return APIResponse(status: 404, body: Array(#"{"code":404,"message":"none"}"#.utf8))
        }
        return APIResponse(status: 200, body: Array(body.utf8))
      }, token: .fixed(AccessToken("pina_x")), pace: .unlimited)
    let account = PinterestAccount(
      client, id: "1",
      timing: EffectTiming(requestTimeout: .seconds(60), settlingTime: .seconds(10)))
    return try await account.readings(of: audiences)
  }

  @Test func `one or few are asked for by id, and what is not there is not there`() async throws {
    let readings = try await read(
      stored(.engagement), stored(.engagement, id: "8"),
      from: ["audiences/7": #"{"id":"7","status":"READY","size":12000}"#])
    #expect(readings.map(\.isThere) == [true, false])
    #expect(readings[0].readiness == .ready)
    #expect(readings[0].size == 12_000)
  }

  @Test func `many are listed, and those of others asked for by id`() async throws {
    let own = ["1", "2", "3"].map { #"{"id":"\#($0)","status":"READY"}"# }.joined(separator: ",")
    let readings = try await read(
      stored(.engagement, id: "1"), stored(.engagement, id: "2"), stored(.engagement, id: "3"),
      stored(.external, id: "9"),
      from: [
        "audiences": #"{"items":[\#(own)]}"#,
        "audiences/9": #"{"id":"9","status":"TOO_SMALL","audience_type":"PERSONA"}"#,
      ])
    #expect(readings.map(\.readiness) == [.ready, .ready, .ready, .tooSmall])
  }

  @Test(arguments: [
    (AudienceType.visitor, "VISITOR", AudienceWait.usualForTests),
    (.engagement, "ENGAGEMENT", .usualForTests), (.customerList, "CUSTOMER_LIST", .list),
    (.external, "CUSTOMER_LIST", .list), (.external, "VISITOR", .usualForTests),
  ])
  func `how long it takes depends on the type, also of what is made elsewhere`(
    _ type: AudienceType, _ word: String, _ wait: AudienceWait
  ) async throws {
    let readings = try await read(
      stored(type),
      from: [
        "audiences/7":
          #"{"id":"7","status":"INITIALIZING","size":null,"audience_type":"\#(word)","created_timestamp":1795000000,"updated_timestamp":1795000060}"#
      ])
    #expect(readings[0].wait == wait)
    #expect(readings[0].begun == Instant(secondsSince1970: 1_795_000_060))
  }

  @Test(arguments: [
    ("READY", 1_794_990_000, AudienceWait.newSeed), ("INITIALIZING", 1_700_000_000, .newSeed),
    ("READY", 1_794_900_000, .usualForTests),
  ])
  func `an actalike of a new seed takes longer`(
    _ status: String, _ made: Int, _ wait: AudienceWait
  ) async throws {
    let readings = try await read(
      stored(.actalike),
      from: [
        "audiences/7":
          #"{"id":"7","status":"INITIALIZING","rule":{"seed_id":["8"]},"created_timestamp":1795000000}"#,
        "audiences/8": #"{"id":"8","status":"\#(status)","created_timestamp":\#(made)}"#,
      ])
    #expect(readings[0].wait == wait)
  }

  @Test func `a word that nobody knows, and none, are no state`() async throws {
    for row in [#"{"id":"7","status":"SLEEPING"}"#, #"{"id":"7"}"#] {
      let readings = try await read(stored(.engagement), from: ["audiences/7": row])
      #expect(readings[0].isThere)
      #expect(readings[0].readiness == nil)
    }
  }

  @Test func `a tag that never fired is found`() async throws {
    let readings = try await read(
      stored(.visitor, id: "7", tag: "11"), stored(.visitor, id: "8", tag: "12"),
      from: [
        "audiences/7": #"{"id":"7","status":"TOO_SMALL"}"#,
        "audiences/8": #"{"id":"8","status":"READY"}"#,
        "conversion_tags":
          #"{"items":[{"id":"11","last_fired_time_ms":null},{"id":"12","last_fired_time_ms":1795000000000}]}"#,
      ])
    #expect(readings.map(\.tagNeverFired) == [true, false])
  }

  @Test(arguments: [
    ("{}", nil), ("null", nil), (#"{"error_counts":[]}"#, nil),
    (
      #"{"error_counts":[{"error_code":5,"message":"ana@northwind.example","count":3},{"error_code":2,"count":"4"}]}"#,
      AudienceReading.Rejection(records: 7, codes: [2, 5])
    ),
    (#"{"error_counts":[{"count":1}]}"#, AudienceReading.Rejection(records: 1, codes: [])),
    (#"{"something":"else"}"#, nil),
  ])
  func `what was rejected of a list is counted, and none of its words kept`(
    _ exceptions: String, _ rejection: AudienceReading.Rejection?
  ) async throws {
    let readings = try await read(
      stored(.customerList),
      from: [
        "audiences/7":
          #"{"id":"7","status":"READY","rule":{"customer_list_id":"5"},"updated_timestamp":1795000000}"#,
        "customer_lists/5": #"{"id":"5","updated_time":1795000600,"exceptions":\#(exceptions)}"#,
      ])
    #expect(readings[0].rejection == rejection)
    #expect(readings[0].begun == Instant(secondsSince1970: 1_795_000_600))
  }

  @Test func `a list that is gone says nothing`() async throws {
    let readings = try await read(
      stored(.customerList),
      from: ["audiences/7": #"{"id":"7","status":"READY","rule":{"customer_list_id":"5"}}"#])
    #expect(readings[0].readiness == .ready)
    #expect(readings[0].rejection == nil)
  }

  @Test func `an account without audiences is not asked`() async throws {
    #expect(try await read(from: [:]).isEmpty)
  }
}

extension AudienceWait {
  /// Up to 24 hours.
  fileprivate static var usualForTests: Self { AudienceType.visitor.wait ?? .list }
}
