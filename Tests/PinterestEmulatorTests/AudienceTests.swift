import Testing

@testable import PinterestEmulator

struct AudienceTests {
  private let visitors: JSON = [
    "name": "Visitors", "audience_type": "VISITOR",
    "rule": ["visitor_source_id": "2617998078211", "retention_days": 30],
  ]

  @Test func `an audience is ready once the clock has passed its time`() async throws {
    let session = try Session()
    let made = await session.ads("POST", "audiences", visitors)
    #expect(made.body?["status"] == "INITIALIZING")
    #expect(made.body?["size"] == .null)
    let id = made.body?["id"]?.string ?? ""
    _ = await session.admin("PUT", "clock", ["advance": 86_400])
    let ready = await session.ads("GET", "audiences/\(id)").body
    #expect(ready?["status"] == "READY")
    #expect(ready?["size"] == 12_000)
  }

  @Test func `an actalike waits for its seed`() async throws {
    let session = try Session()
    _ = await session.admin("PATCH", "settings", ["audience_seconds": 1000])
    let seed = await session.ads("POST", "audiences", visitors).body?["id"]?.string ?? ""
    _ = await session.admin("PATCH", "settings", ["audience_seconds": 10])
    let like = await session.ads(
      "POST", "audiences",
      [
        "name": "Like", "audience_type": "ACTALIKE",
        "rule": ["seed_id": [.string(seed)], "country": "GB", "percentage": 3],
      ])
    let id = like.body?["id"]?.string ?? ""
    _ = await session.admin("PUT", "clock", ["advance": 20])
    #expect(await session.ads("GET", "audiences/\(id)").body?["status"] == "INITIALIZING")
    _ = await session.admin("PUT", "clock", ["advance": 2000])
    #expect(await session.ads("GET", "audiences/\(id)").body?["status"] == "READY")
  }

  @Test(
    arguments: [
      (["audience_type": "PERSONA"], "PERSONA audiences cannot be created here."),
      (["rule": [:]], "A rule of type VISITOR needs visitor_source_id."),
      (
        ["rule": ["visitor_source_id": "1", "retention_days": 541]],
        "retention_days must be from 1 to 540."
      ),
      (["rule": ["visitor_source_id": "1", "event_data": [:]]], "event_data needs event."),
    ] as [(Row, String)])
  func `a broken rule refuses the audience`(change: Row, message: String) async throws {
    let session = try Session()
    let fields = (visitors.object ?? [:]).with(change)
    let answer = await session.ads("POST", "audiences", .object(fields))
    #expect(answer.status == 400)
    #expect(answer.body?["message"] == .string(message))
  }

  @Test func `an audience in use is not removed, another is gone`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .campaign)
    let spec: JSON = ["LOCATION": ["GB"], "AUDIENCE_INCLUDE": ["2542620905475"]]
    let group = await session.made("ad_groups", .adGroup(campaign).with(["targeting_spec": spec]))
    let remove: JSON = ["operation_type": "REMOVE"]
    let used = await session.ads("PATCH", "audiences/2542620905475", remove)
    #expect(
      used.body?["message"]
        == .string("Audience 2542620905475 is used by ad group \(group)."))
    #expect(await session.ads("PATCH", "audiences/2542620905476", remove).status == 200)
    #expect(await session.ads("GET", "audiences/2542620905476").status == 404)
    let left = await session.ads("GET", "audiences").body?["items"]?.array?.compactMap { $0["id"] }
    #expect(left == ["2542620905475", "2542620905477"])
  }

  @Test func `a customer list keeps digests, counts every record and becomes ready`() async throws {
    let session = try Session()
    let records = (0..<100).map { "person\($0)@example.com" }.joined(separator: ",")
    let made = await session.ads(
      "POST", "customer_lists", ["name": "Customers", "records": .string(records)])
    let id = made.body?["id"]?.string ?? ""
    #expect(made.body?["status"] == "PROCESSING")
    _ = await session.ads(
      "PATCH", "customer_lists/\(id)",
      ["operation_type": "ADD", "records": "person1@example.com"])
    _ = await session.admin("PUT", "clock", ["advance": 86_400])
    let list = await session.ads("GET", "customer_lists/\(id)").body
    #expect(list?["status"] == "READY")
    #expect(list?["num_uploaded_user_records"] == 101)
    #expect(list?["num_batches"] == 2)
    _ = await session.ads(
      "PATCH", "customer_lists/\(id)",
      ["operation_type": "REMOVE", "records": "person1@example.com"])
    _ = await session.admin("PUT", "clock", ["advance": 86_400])
    #expect(await session.ads("GET", "customer_lists/\(id)").body?["status"] == "TOO_SMALL")
    let kept = JSON.object(await session.engine.world.everything).text
    #expect(!kept.contains("person1"))
  }
}
