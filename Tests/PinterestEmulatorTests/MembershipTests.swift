import Foundation
import Testing

@testable import PinterestEmulator

/// The admin view of who is on a list, and keeping it through faults and restarts.
struct MembershipTests {
  private let path = NSTemporaryDirectory() + "members-\(UUID()).jsonl"

  private func waitForRest(_ session: Session) async throws {
    while await session.admin("GET", "pending").body?["at_rest"] != true {
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  private func add(_ session: Session, _ id: String, _ records: String) async -> Answer {
    await session.ads(
      "PATCH", "customer_lists/\(id)",
      ["operation_type": "ADD", "records": .string(records)])
  }

  private func made(_ session: Session, _ records: String) async -> String {
    let answer = await session.ads(
      "POST", "customer_lists", ["name": "Customers", "records": .string(records)])
    return answer.body?["id"]?.string ?? "none"
  }

  @Test func `members are shown by digest, sorted, in parts, with a digest of all`() async throws {
    let session = try Session()
    let first = String(repeating: "ab", count: 32)
    let second = String(repeating: "0c", count: 16)
    let id = await made(session, "\(first),\(second)")
    func members(_ query: String = "") async -> JSON? {
      await session.admin("GET", "customer_lists/\(id)/members\(query)").body?["items"]
    }
    #expect(await members() == JSON([second, first]))
    #expect(await members("?from=1") == JSON([first]))
    #expect(await members("?count=1") == JSON([second]))
    let shown = await session.admin("GET", "customer_lists/\(id)").body
    #expect(
      shown == [
        "id": .string(id), "name": "Customers", "ad_account_id": "549755885175",
        "list_type": "EMAIL", "status": "PROCESSING", "members": 2, "processed": .null,
        "batches": 1, "forms": ["sha256": 1, "sha1": 0, "md5": 1],
        // printf '%s\n' 0c0c… abab… | sha256sum
        "digest": "c7e86ca85c7d236f3a26d28066fa168bb7c8eb2bcd6f018d436eb5f4365e8569",
      ])
    #expect(await session.admin("GET", "customer_lists").body?["items"]?.array?.count == 1)
    let wrong = await session.admin("GET", "customer_lists/\(id)/people")
    #expect(wrong.body?["message"] == .string("GET customer_lists/\(id)/people: that not found."))
  }

  @Test func `an empty list has the digest of nothing`() async throws {
    let session = try Session()
    let made = await session.admin(
      "POST", "entities/customer_lists", ["ad_account_id": "549755885175", "name": "Empty"])
    let shown = await session.admin("GET", "customer_lists/\(made.body?["id"]?.string ?? "")")
    #expect(
      shown.body?["digest"]
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func `members come from a seed and from a person's hand`() async throws {
    let session = try Session()
    let digest = String(repeating: "ab", count: 32)
    _ = await session.admin(
      "POST", "reset",
      [
        "customer_lists": [
          [
            "id": "2542630000009", "ad_account_id": "549755885175", "name": "Seeded",
            "_members": [.string(digest), "jo@example.com"],
          ]
        ]
      ])
    let list = "customer_lists/2542630000009"
    #expect(await session.admin("GET", list).body?["members"] == 2)
    let live = await session.ads("GET", list).body?.object
    #expect(
      live?.without("created_time", "updated_time") == [
        "id": "2542630000009", "ad_account_id": "549755885175", "name": "Seeded",
        "type": "customerlist", "status": "TOO_SMALL", "num_batches": 0,
        "num_uploaded_user_records": 0, "num_removed_user_records": 0, "exceptions": [:],
      ])
    _ = await session.admin("PATCH", "entities/\(list)", ["_members": .string(digest)])
    #expect(await session.admin("GET", "\(list)/members").body?["items"] == JSON([digest]))
    let refused = await session.admin("PATCH", "entities/\(list)", ["_members": "nobody"])
    #expect(
      refused.body?["message"]
        == "_members of customer list 2542630000009 has 1 records that are no people.")
  }

  @Test func `members are there again after a restart, and after a torn last line`() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try Session { $0.storePath = path }
    let id = await made(first, "a@x.example,b@x.example")
    _ = await first.ads(
      "PATCH", "customer_lists/\(id)",
      ["operation_type": "REMOVE", "records": "a@x.example"])
    _ = await add(first, id, "c@x.example")
    let before = await first.admin("GET", "customer_lists/\(id)").body
    #expect(before?["members"] == 2)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains("x.example,") && !text.contains("a@"))
    let second = try Session { $0.storePath = path }
    #expect(await second.admin("GET", "customer_lists/\(id)").body == before)
    let batches = await first.admin("GET", "customer_lists/\(id)/batches").body
    #expect(await second.admin("GET", "customer_lists/\(id)/batches").body == batches)
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    try data.dropLast(20).write(to: URL(fileURLWithPath: path))
    for _ in 0..<2 {
      let third = try Session { $0.storePath = path }
      #expect(await third.admin("GET", "customer_lists/\(id)").body?["members"] == 1)
      let kept = await third.admin("GET", "customer_lists/\(id)/batches").body?["items"]
      #expect(kept?.array?.count == 2)
    }
  }

  @Test func `equal members are equal trees, however often a batch came`() async throws {
    var trees: [JSON?] = []
    for batches in [["a@x.example,b@x.example"], ["b@x.example", "a@x.example", "a@x.example"]] {
      let session = try Session()
      let id = await made(session, batches[0])
      for batch in batches.dropFirst() { _ = await add(session, id, batch) }
      trees.append(await session.admin("GET", "dump?form=tree").body)
    }
    #expect(trees[0] == trees[1])
    #expect(trees[0]?["customer_lists"]?.array?.first?["members"] == 2)
    let session = try Session()
    _ = await made(session, "a@x.example,c@x.example")
    #expect(await session.admin("GET", "dump?form=tree").body != trees[0])
  }

  @Test(arguments: Fault.Kind.allCases)
  func `every fault reaches lists, uploads and audiences`(kind: Fault.Kind) async throws {
    let session = try Session()
    let id = await made(session, "a@x.example")
    let carriedOut = kind.commits
    for operation in ["customer_lists/create", "customer_lists/update", "audiences/create"] {
      _ = await session.admin(
        "POST", "faults",
        [
          "kind": .string(kind.rawValue), "match": ["operation": .string(operation)],
          "after_ms": 50,
        ])
    }
    let list = await session.deliver(
      "POST", "/ad_accounts/\(Session.account)/customer_lists",
      ["name": "Customers", "records": "a@x.example"])
    _ = await session.deliver(
      "PATCH", "/ad_accounts/\(Session.account)/customer_lists/\(id)",
      ["operation_type": "ADD", "records": "b@x.example"])
    _ = await session.deliver(
      "POST", "/ad_accounts/\(Session.account)/audiences",
      [
        "name": "Customers", "audience_type": "CUSTOMER_LIST",
        "rule": ["customer_list_id": .string(id)],
      ])
    if case .afterCommit(let commit) = list.manner { _ = await commit.value }
    try await waitForRest(session)
    let dump = await session.admin("GET", "dump").body
    #expect(dump?["customer_lists"]?.array?.count == (carriedOut ? 2 : 1))
    #expect(
      dump?["audiences"]?.array?.filter { $0["name"] == "Customers" }.count == (carriedOut ? 1 : 0))
    let members = await session.admin("GET", "customer_lists/\(id)").body?["members"]
    #expect(members == (carriedOut ? 2 : 1))
  }

  @Test func `a list read right after it was made may not be there yet`() async throws {
    let session = try Session()
    _ = await session.admin(
      "POST", "faults", ["kind": "visible_late", "after_ms": 3_600_000, "times": "always"])
    let id = await made(session, "a@x.example")
    #expect(await session.ads("GET", "customer_lists/\(id)").status == 404)
    #expect(await session.ads("GET", "customer_lists").body?["items"] == [])
    // Writes know it.
    #expect(await add(session, id, "b@x.example").status == 200)
    #expect(await session.admin("GET", "customer_lists/\(id)").body?["members"] == 2)
  }

  @Test func `an upload that shows late hides its counters and its people`() async throws {
    let session = try Session()
    _ = await session.admin(
      "PATCH", "settings", ["customer_list_seconds": 0, "audience_seconds": 0])
    let id = await made(session, (0..<100).map { "p\($0)@x.example" }.joined(separator: ","))
    _ = await session.admin("POST", "faults", ["kind": "visible_late", "after_ms": 3_600_000])
    _ = await session.ads(
      "PATCH", "customer_lists/\(id)",
      ["operation_type": "REMOVE", "records": "p1@x.example"])
    let shown = await session.ads("GET", "customer_lists/\(id)").body
    #expect(shown?["num_removed_user_records"] == 0)
    #expect(shown?["status"] == "READY")
    #expect(await session.admin("GET", "customer_lists/\(id)").body?["status"] == "TOO_SMALL")
  }

  @Test func `a batch can be rejected in part, or carried out in part before an error`()
    async throws
  {
    let session = try Session()
    let id = await made(session, "a@x.example")
    _ = await session.admin(
      "POST", "faults",
      ["kind": "partial_batch", "items": [1], "code": 77, "message": "Not this one"])
    let partial = await add(session, id, "b@x.example,c@x.example,d@x.example")
    #expect(partial.body?["num_uploaded_user_records"] == 3)
    #expect(
      partial.body?["exceptions"]
        == ["error_counts": [["error_code": 77, "message": "Not this one", "count": 1]]])
    _ = await session.admin("POST", "faults", ["kind": "error_after_part", "status": 502])
    #expect(await add(session, id, "e@x.example,f@x.example").status == 502)
    let shown = await session.admin("GET", "customer_lists/\(id)").body
    #expect(shown?["members"] == 4)
    let live = await session.ads("GET", "customer_lists/\(id)").body
    #expect(live?["exceptions"] == partial.body?["exceptions"])
  }

  @Test func `an error after a part leaves half of a batch of campaigns`() async throws {
    let session = try Session()
    _ = await session.admin("POST", "faults", ["kind": "error_after_part"])
    let body = JSON.array(Array(repeating: .object(.campaign), count: 4))
    let answer = await session.ads("POST", "campaigns", body)
    #expect(answer.status == 500)
    #expect(answer.body == ["code": 500, "message": "Internal server error."])
    #expect(await session.ads("GET", "campaigns").body?["items"]?.array?.count == 2)
  }

  @Test func `a hundred thousand people come in batches and go again`() async throws {
    let session = try Session()
    func batch(_ number: Int) -> String {
      (0..<10_000).map { "p\(number * 10_000 + $0)@x.example" }.joined(separator: ",")
    }
    let id = await made(session, "first@x.example")
    for number in 0..<10 { _ = await add(session, id, batch(number)) }
    #expect(await session.admin("GET", "customer_lists/\(id)").body?["members"] == 100_001)
    for number in 0..<10 {
      _ = await session.ads(
        "PATCH", "customer_lists/\(id)",
        ["operation_type": "REMOVE", "records": .string(batch(number))])
    }
    #expect(await session.admin("GET", "customer_lists/\(id)").body?["members"] == 1)
  }
}
