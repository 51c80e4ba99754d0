import Testing

@testable import PinterestEmulator

/// What a record may be, and that nothing but a digest stays of it.
struct RecordTests {
  // The digests of jo@example.com.
  private static let sha256 = "f4e19df2e6c609fbd59a42b9063d0fadf44260218531ea21ad8c575f205c0453"
  private static let sha1 = "88beb6651a6b9628ea650d119b1202d9ddc748ff"
  private static let md5 = "eb9e0867a6ecd7e9c79c332596e631bc"

  @Test func `a plain address is hashed on arrival and equals its own digest`() {
    let plain = Records(" jo@example.com ", listType: "EMAIL")
    #expect(plain.members.map(\.hexadecimal) == [Self.sha256])
    #expect(plain.forms == ["plain": 1])
    #expect(plain.members == Records(Self.sha256, listType: "EMAIL").members)
  }

  @Test func `digests stay what they were, in lower case`() {
    let records = Records(
      "\(Self.sha256.uppercased()), \(Self.sha1),\n\(Self.md5) ,", listType: "EMAIL")
    #expect(records.members.map(\.hexadecimal) == [Self.sha256, Self.sha1, Self.md5])
    #expect(records.forms == ["sha256": 1, "sha1": 1, "md5": 1])
    #expect(records.rejectedCount == 0)
  }

  @Test func `one person by two kinds of digest is two members`() {
    let records = Records("\(Self.sha1),\(Self.md5)", listType: "EMAIL")
    #expect(Set(records.members).count == 2)
  }

  @Test func `members are in the order of their texts`() {
    let texts = [
      Self.sha256, Self.sha1, Self.md5, Self.md5 + "00000000", "0" + Self.md5.dropLast(),
    ]
    let members = Records(texts.joined(separator: ","), listType: "EMAIL").members
    #expect(members.count == 5)
    #expect(members.sorted().map(\.hexadecimal) == texts.sorted())
  }

  @Test(arguments: [
    "Jo@example.com", "jo@EXAMPLE.com", "jo", "@example.com", "jo@", "jo@@example.com",
    "jo doe@example.com", "\"jo@example.com\"", "jo@example.com;al@example.com",
    "5d0b68b2", "38400000-8cf0-11bd-b23e-10b96e40000d",
  ])
  func `a record that is no address in lower case and no digest is an invalid email`(
    record: String
  ) {
    let records = Records(record, listType: "EMAIL")
    #expect(records.members.isEmpty)
    #expect(records.rejections.map(\.rejection) == [.email])
  }

  @Test func `identifiers of devices must be hashed`() {
    let plain = "38400000-8cf0-11bd-b23e-10b96e40000d"
    for type in ["MAID", "IDFA"] {
      let records = Records("\(plain),\(Self.sha256),jo@example.com", listType: type)
      #expect(records.members.count == 1)
      #expect(records.rejections.map(\.rejection) == [.device, .plainDevice])
    }
  }

  @Test func `other identifiers are kept by a digest`() {
    let records = Records("XY1234", listType: "LR_ID")
    #expect(records.forms == ["other": 1])
    #expect(records.members.map(\.form) == [.sha256])
  }

  @Test func `rejected records are counted by their errors and are nobody`() async throws {
    let session = try Session()
    let made = await session.ads(
      "POST", "customer_lists", ["name": "L", "records": "Jo@x.example,jo@x.example"])
    let id = made.body?["id"]?.string ?? ""
    #expect(made.body?["num_uploaded_user_records"] == 1)
    #expect(
      made.body?["exceptions"]
        == ["error_counts": [["error_code": 42, "message": "Invalid email", "count": 1]]])
    let list = await session.ads(
      "PATCH", "customer_lists/\(id)", ["operation_type": "ADD", "records": "no,none"])
    #expect(list.status == 200)
    #expect(
      list.body?["exceptions"]
        == ["error_counts": [["error_code": 42, "message": "Invalid email", "count": 3]]])
    let kept = await session.admin("GET", "customer_lists/\(id)/batches").body?["items"]?.array
    #expect(kept?.map { $0["rejected"] } == [1, 2])
    #expect(kept?.first?["forms"] == ["plain": 1])
  }

  @Test func `a switch refuses the whole request for one bad record`() async throws {
    let session = try Session()
    _ = await session.admin("PATCH", "settings", ["record_errors": "request"])
    let answer = await session.ads(
      "POST", "customer_lists", ["name": "L", "records": "Jo@x.example,jo@x.example"])
    #expect(answer.status == 400)
    #expect(answer.body == ["code": 42, "message": "Invalid email: 1 of 2 records."])
    #expect(await session.ads("GET", "customer_lists").body?["items"] == [])
  }

  @Test func `no address stays: not in the account, not in the log, not in a message`()
    async throws
  {
    let session = try Session()
    let secret = "jo.secret"
    let id =
      await session.ads(
        "POST", "customer_lists", ["name": "L", "records": .string("\(secret)@x.example")]
      ).body?["id"]?.string ?? ""
    for records: JSON in [
      .string("\(secret)@y.example,\(secret.uppercased())@y.example"),
      [.string("\(secret)@x.example")], .string(String(repeating: "\(secret),", count: 10_001)),
    ] {
      for operation in ["ADD", "REMOVE", "\(secret)"] {
        let answer = await session.ads(
          "PATCH", "customer_lists/\(id)",
          ["operation_type": .string(operation), "records": records])
        if operation != secret { #expect(answer.body?.text.contains(secret) == false) }
      }
    }
    var torn = session.call("PATCH", "/ad_accounts/\(Session.account)/customer_lists/\(id)")
    torn.body = Array(#"{"operation_type": "ADD", "records": "jo.secret@x.example"#.utf8)
    _ = await session.engine.respond(to: torn)
    let log = await session.admin("GET", "requests?operation=customer_lists/create").body
    #expect(log?["items"]?.array?.first?["body"]?["records"] == "[19 bytes]")
    let all = await session.admin("GET", "requests").body?["items"]?.array ?? []
    #expect(all.last?["body"] == "[57 bytes]")
    let records = all.compactMap { $0["body"]?["records"]?.text }
    #expect(!records.contains { $0.contains("jo.secret") })
    for path in ["dump", "dump?form=tree", "customer_lists/\(id)", "customer_lists/\(id)/batches"] {
      let shown = await session.admin("GET", path).body?.text.lowercased() ?? secret
      #expect(!shown.contains(secret), "\(path)")
    }
    let kept = JSON.object(await session.engine.world.everything).text
    #expect(!kept.contains(secret))
  }
}
