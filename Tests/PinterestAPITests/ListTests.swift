import PinterestAPI
import Testing

struct ListTests {
  @Test(arguments: ["null", #""""#]) func `a list ends without a bookmark`(_ end: String)
    async throws
  {
    let script = Script(
      .ok(#"{"items":[{"id":"1"},{"id":2}],"bookmark":"x"}"#),
      .ok(#"{"items":[{"id":"2"},{"id":"3"},null],"bookmark":\#(end)}"#))
    let found = try await script.client().campaigns(in: "9")
    #expect(found.map(\.id) == ["1", "2", "3"])
    #expect(
      script.requests.map(\.target) == [
        "/ad_accounts/9/campaigns?entity_statuses=ACTIVE&entity_statuses=PAUSED&entity_statuses=ARCHIVED&entity_statuses=DRAFT&entity_statuses=DELETED_DRAFT&order=ASCENDING&page_size=250",
        "/ad_accounts/9/campaigns?entity_statuses=ACTIVE&entity_statuses=PAUSED&entity_statuses=ARCHIVED&entity_statuses=DRAFT&entity_statuses=DELETED_DRAFT&order=ASCENDING&page_size=250&bookmark=x",
      ])
  }

  @Test func `the newest few of a parent are one small page`() async throws {
    let script = Script(.ok(#"{"items":[{"id":"8"},{"id":"7"},{"id":"6"}],"bookmark":"x"}"#))
    let found = try await script.client().ads(
      in: "9", ListFilter(.adGroups(["4"]), statuses: .live, newestFirst: true, limit: 2))
    #expect(found.map(\.id) == ["8", "7"])
    #expect(
      script.requests.map(\.target) == [
        "/ad_accounts/9/ads?order=DESCENDING&ad_group_ids=4&page_size=2"
      ])
  }

  @Test func `many parents are asked for in parts that fit an address`() async throws {
    let script = Script(Array(repeating: .ok(#"{"items":[]}"#), count: 3))
    let parents = (0..<201).map { String(268_000_000_000_000_000 + $0) }
    let found = try await script.client().adGroups(in: "9", ListFilter(.campaigns(parents)))
    #expect(found.isEmpty)
    #expect(script.requests.count == 3)
    #expect(script.requests.allSatisfy { $0.target.utf8.count < 8000 })
    let asked = script.requests.flatMap(\.query).filter { $0.name == "campaign_ids" }.map(\.value)
    #expect(Set(asked) == Set(parents))
  }

  @Test func `no ids are no request`() async throws {
    let script = Script()
    #expect(try await script.client().ads(in: "9", ListFilter(.ids([]))).isEmpty)
    #expect(script.requests.isEmpty)
  }

  @Test func `a bookmark that comes again is an error`() async {
    let script = Script(Array(repeating: .ok(#"{"items":[],"bookmark":"x"}"#), count: 9))
    let error = await failure { () throws(APIError) in try await script.client().adAccounts() }
    #expect(error == .unreadable(reason: "a list goes round in circles", requestID: "r1"))
  }

  @Test(arguments: [
    ("{}", "items is missing"), ("[", "it is not JSON"),
    (#"{"items":[{"name":"x"}]}"#, "items[0].id is missing"),
    (
      #"{"items":[{"id":"1","budget_in_micro_currency":"many"}]}"#,
      "items[0].budget_in_micro_currency is not a whole number"
    ),
    (#"{"items":[{"id":"1","name":5}]}"#, "items[0].name has another type than described"),
  ]) func `an answer of another shape says where`(_ body: String, _ reason: String) async {
    let script = Script(.ok(body))
    let error = await failure { () throws(APIError) in try await script.client().adGroups(in: "9") }
    #expect(error == .unreadable(reason: reason, requestID: "r1"))
  }

  @Test func `one part that fails is the error of the whole`() async {
    let script = Script(Array(repeating: .status(400, #"{"code":1,"message":"no"}"#), count: 3))
    let error = await failure { () throws(APIError) in
      try await script.client().adGroups(in: "9", ListFilter(.ids((0..<201).map(String.init))))
    }
    #expect(error == .refused(status: 400, code: 1, message: "no", requestID: "r1"))
  }

  @Test func `keywords are read by ad group where several are not allowed`() async throws {
    let script = Script(
      .status(403, #"{"code":403,"message":"beta"}"#), .ok(#"{"items":[{"id":"1"}]}"#),
      .ok(#"{"items":[{"id":"2"}]}"#))
    let found = try await script.client().keywords(in: "9", adGroups: ["4", "5"])
    #expect(Set(found.map(\.id)) == ["1", "2"])
    let asked = script.requests.map { Set($0.query.map(\.name)).subtracting(["page_size"]) }
    #expect(asked == [["ad_group_ids"], ["ad_group_id"], ["ad_group_id"]])
  }

  @Test func `bid floors come one for each question`() async throws {
    let spec = BidFloorSpec(billableEvent: "CLICKTHROUGH", currency: "GBP", countries: ["GB"])
    let script = Script(.ok(#"{"bid_floors":[80000]}"#), .ok(#"{"bid_floors":[]}"#))
    #expect(try await script.client().bidFloors(in: "9", specs: [spec]) == [80_000])
    #expect(script.requests.first?.category == .adsRead)
    let error = await failure { () throws(APIError) in
      try await script.client().bidFloors(in: "9", specs: [spec])
    }
    #expect(error == .unreadable(reason: "0 bid floors for 1 questions", requestID: "r1"))
  }

  @Test func `targeting options are one map`() async throws {
    let script = Script(.ok(#"[{"811":"U.S.: Reno","GR":"Greece"},null]"#), .ok("null"))
    let options = try await script.client().targetingOptions("LOCATION", account: "9")
    #expect(options == ["811": "U.S.: Reno", "GR": "Greece"])
    #expect(try await script.client().targetingOptions("LOCATION", account: "9").isEmpty)
  }
}
