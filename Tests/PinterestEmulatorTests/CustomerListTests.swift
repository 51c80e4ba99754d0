import Testing

@testable import PinterestEmulator

struct CustomerListTests {
  static let day: JSON = ["advance": 86_400]

  private func people(_ range: Range<Int>) -> JSON {
    .string(range.map { "person\($0)@example.com" }.joined(separator: ","))
  }

  private func made(_ session: Session, _ records: JSON, type: String = "EMAIL") async -> String {
    let answer = await session.ads(
      "POST", "customer_lists",
      ["name": "Customers", "records": records, "list_type": .string(type)])
    return answer.body?["id"]?.string ?? "none"
  }

  private func update(
    _ session: Session, _ id: String, _ operation: String, _ records: JSON
  ) async -> Answer {
    await session.ads(
      "PATCH", "customer_lists/\(id)",
      ["operation_type": .string(operation), "records": records])
  }

  @Test func `a customer list counts every record, duplicates and strangers too`() async throws {
    let session = try Session()
    let id = await made(session, people(0..<100))
    _ = await update(session, id, "ADD", people(0..<10))
    let list = await update(session, id, "REMOVE", people(95..<105)).body
    #expect(list?["num_uploaded_user_records"] == 110)
    #expect(list?["num_removed_user_records"] == 10)
    #expect(list?["num_batches"] == 3)
    #expect(list?["exceptions"] == [:])
    #expect(list?["type"] == "customerlist")
    let kept = await session.admin("GET", "customer_lists/\(id)").body
    #expect(kept?["members"] == 95)
    #expect(kept?["batches"] == 3)
  }

  @Test func `a list is uploading, processing, and then ready or too small`() async throws {
    let session = try Session()
    _ = await session.admin(
      "PATCH", "settings", ["customer_list_upload_seconds": 60, "customer_list_seconds": 600])
    func status(_ id: String) async -> JSON? {
      await session.ads("GET", "customer_lists/\(id)").body?["status"]
    }
    let large = await made(session, people(0..<100))
    let small = await made(session, people(0..<99))
    #expect(await status(large) == "UPLOADING")
    _ = await session.admin("PUT", "clock", ["advance": 60])
    #expect(await status(large) == "PROCESSING")
    _ = await session.admin("PUT", "clock", ["advance": 600])
    #expect(await status(large) == "READY")
    #expect(await status(small) == "TOO_SMALL")
    _ = await update(session, large, "REMOVE", people(0..<1))
    #expect(await status(large) == "UPLOADING")
    _ = await session.admin("PUT", "clock", ["advance": 660])
    #expect(await status(large) == "TOO_SMALL")
  }

  @Test func `only some people of a list have accounts`() async throws {
    let session = try Session()
    _ = await session.admin("PATCH", "settings", ["customer_list_match_percent": 40])
    let first = await made(session, people(0..<249))
    let second = await made(session, people(0..<250))
    _ = await session.admin("PUT", "clock", Self.day)
    #expect(await session.ads("GET", "customer_lists/\(first)").body?["status"] == "TOO_SMALL")
    #expect(await session.ads("GET", "customer_lists/\(second)").body?["status"] == "READY")
  }

  @Test func `an audience waits for its list, and keeps its size while a batch is processed`()
    async throws
  {
    let session = try Session()
    _ = await session.admin(
      "PATCH", "settings", ["audience_seconds": 10, "customer_list_seconds": 600])
    let id = await made(session, people(0..<150))
    let audience = await session.ads(
      "POST", "audiences",
      [
        "name": "Customers", "audience_type": "CUSTOMER_LIST",
        "rule": ["customer_list_id": .string(id)],
      ])
    let path = "audiences/\(audience.body?["id"]?.string ?? "")"
    func live() async -> JSON? { await session.ads("GET", path).body }
    _ = await session.admin("PUT", "clock", ["advance": 20])
    #expect(await live()?["status"] == "INITIALIZING")
    _ = await session.admin("PUT", "clock", ["advance": 600])
    #expect(await live()?["status"] == "READY")
    #expect(await live()?["size"] == 150)
    _ = await update(session, id, "REMOVE", people(0..<100))
    #expect(await live()?["size"] == 150)
    _ = await session.admin("PUT", "clock", ["advance": 600])
    #expect(await live()?["status"] == "TOO_SMALL")
  }

  @Test func `an audience of a small list can be refused at once`() async throws {
    let session = try Session()
    _ = await session.admin("PATCH", "settings", ["small_lists_refused": true])
    for (count, status) in [(99, 400), (100, 200)] {
      let id = await made(session, people(0..<count))
      let answer = await session.ads(
        "POST", "audiences",
        [
          "name": "Customers", "audience_type": "CUSTOMER_LIST",
          "rule": ["customer_list_id": .string(id)],
        ])
      #expect(answer.status == status)
      guard status == 400 else { continue }
      #expect(
        answer.body?["message"] == "An audience needs at least 100 people with accounts.")
    }
  }

  @Test func `adding and removing twice is like once`() async throws {
    let session = try Session()
    let id = await made(session, people(0..<5))
    var digests: [JSON?] = []
    for operation in ["ADD", "ADD", "REMOVE", "REMOVE"] {
      _ = await update(session, id, operation, people(3..<8))
      digests.append(await session.admin("GET", "customer_lists/\(id)").body?["digest"])
    }
    #expect(digests[0] == digests[1])
    #expect(digests[2] == digests[3])
    #expect(digests[1] != digests[2])
    let batches = await session.admin("GET", "customer_lists/\(id)/batches").body?["items"]
    #expect(batches?.array?.map { $0["changed"] } == [5, 3, 0, 5, 0])
    #expect(batches?.array?.map { $0["records"] } == [5, 5, 5, 5, 5])
    #expect(batches?.array?.map { $0["operation"] } == ["ADD", "ADD", "ADD", "REMOVE", "REMOVE"])
  }

  @Test func `two lists of one name are two lists`() async throws {
    let session = try Session()
    let ids = [await made(session, people(0..<1)), await made(session, people(0..<2))]
    #expect(ids == ["2542630000001", "2542630000002"])
    let listed = await session.ads("GET", "customer_lists?order=DESCENDING&page_size=1").body
    #expect(listed?["items"]?.array?.map { $0["id"] } == ["2542630000002"])
    #expect(listed?["bookmark"]?.string != nil)
  }

  @Test(
    arguments: [
      (["name": "", "records": "a@b.example"], 400, "A customer list needs a name."),
      (["name": "L"], 400, "body.records is required"),
      (["name": "L", "records": ["a@b.example"]], 400, "body.records must be a string"),
      (["name": "L", "records": " , "], 400, "records has no record."),
      (
        ["name": "L", "records": "a@b.example", "list_type": "PHONE"], 400,
        "body.list_type \"PHONE\" is not one of EMAIL, IDFA, MAID, LR_ID, DLX_ID,"
          + " HASHED_PINNER_ID"
      ),
      (
        ["name": "L", "records": "a@b.example", "operation_type": "ADD"], 400,
        "body.operation_type is not a field of this request"
      ),
    ] as [(JSON, Int, String)])
  func `a list that is not right is not made`(
    body: JSON, status: Int, message: String
  ) async throws {
    let session = try Session()
    let answer = await session.ads("POST", "customer_lists", body)
    #expect(answer.status == status)
    #expect(answer.body?["message"] == .string(message))
    #expect(await session.admin("GET", "customer_lists").body?["items"] == [])
  }

  @Test(
    arguments: [
      (["records": "a@b.example"], 400, "body.operation_type is required"),
      (
        ["operation_type": "REPLACE", "records": "a@b.example"], 400,
        "body.operation_type \"REPLACE\" is not one of ADD, REMOVE"
      ),
      (["operation_type": "ADD", "records": ""], 400, "records has no record."),
      (
        ["operation_type": "ADD", "records": "a@b.example", "name": "New"], 400,
        "body.name is not a field of this request"
      ),
    ] as [(JSON, Int, String)])
  func `an upload that is not right changes nobody`(
    body: JSON, status: Int, message: String
  ) async throws {
    let session = try Session()
    let id = await made(session, people(0..<1))
    let answer = await session.ads("PATCH", "customer_lists/\(id)", body)
    #expect(answer.status == status)
    #expect(answer.body?["message"] == .string(message))
    #expect(await session.admin("GET", "customer_lists/\(id)").body?["members"] == 1)
  }

  @Test func `a list of nobody, or of another account, is not found`() async throws {
    let session = try Session()
    let other = await session.admin(
      "POST", "entities/customer_lists", ["ad_account_id": "549755885176", "name": "US"])
    for id in ["7", other.body?["id"]?.string ?? ""] {
      let message = JSON.string("Customer list \(id) not found.")
      #expect(await session.ads("GET", "customer_lists/\(id)").body?["message"] == message)
      let update = await update(session, id, "ADD", "a@b.example")
      #expect(update.status == 404)
      #expect(update.body == ["code": 404, "message": message])
    }
  }

  @Test func `a batch has ten thousand records and a million bytes at most`() async throws {
    let session = try Session()
    let id = await made(session, people(0..<1))
    let most = people(0..<10_000)
    #expect(await update(session, id, "ADD", most).status == 200)
    let many = await update(session, id, "ADD", people(0..<10_001))
    #expect(many.status == 400)
    #expect(many.body?["message"] == "records has 10001 records; 10000 are allowed.")
    let long = await update(session, id, "ADD", .string(String(repeating: "a", count: 999_964)))
    #expect(long.body?["message"] == "The request has 1000001 bytes; 1000000 are allowed.")
    _ = await session.admin("PATCH", "settings", ["customer_list_batch_records": 2])
    let made = await session.ads(
      "POST", "customer_lists", ["name": "L", "records": people(0..<3)])
    #expect(made.body?["message"] == "records has 3 records; 2 are allowed.")
  }

  @Test func `counters can be decimals and errors be left out`() async throws {
    let session = try Session()
    let id = await made(session, people(0..<3))
    _ = await session.admin(
      "PATCH", "settings", ["numbers_as_decimals": true, "missing_optional_fields": true])
    let list = await session.ads("GET", "customer_lists/\(id)").body
    #expect(list?["num_uploaded_user_records"] == .number(3))
    #expect(list?["created_time"] == .number(1_803_902_400))
    #expect(list?["exceptions"] == nil)
  }

  @Test func `a list can be in a state of a later version`() async throws {
    let session = try Session()
    let id = await made(session, people(0..<3))
    _ = await session.admin("PATCH", "settings", ["unknown_enum_values": true])
    let list = await session.ads("GET", "customer_lists").body?["items"]?.array?.first
    #expect(list?["id"] == .string(id))
    #expect(list?["status"] == "MATCHING")
    #expect(list?["field_of_a_later_version"] == ["kind": "LATER"])
  }

  @Test func `many writes to one list in a short time can be taken for spam`() async throws {
    let session = try Session()
    let id = await made(session, people(0..<1))
    let other = await made(session, people(0..<1))
    _ = await session.admin("PATCH", "rate_limits", ["per_object": 2, "window_seconds": 3600])
    for _ in 0..<2 { #expect(await update(session, id, "ADD", people(1..<2)).status == 200) }
    let spam = await update(session, id, "ADD", people(2..<3))
    #expect(spam.status == 429)
    #expect(
      spam.body
        == ["code": 8, "message": "Too many changes to one object in a short time; is this spam?"])
    #expect(spam.headers["Retry-After"].flatMap(Int.init).map { $0 > 3000 } == true)
    #expect(await update(session, other, "ADD", people(1..<2)).status == 200)
    #expect(await session.ads("GET", "customer_lists/\(id)").status == 200)
    #expect(await session.admin("GET", "customer_lists/\(id)").body?["members"] == 2)
    #expect(await session.admin("GET", "rate_limits").body?["per_object"] == 2)
  }
}
