import PinterestAPI
import Testing

struct KeywordTests {
  private static func keyword(_ id: String, _ match: String, _ value: String) -> WireKeyword {
    var keyword = WireKeyword(id: id)
    (keyword.matchType, keyword.value) = (match, value)
    return keyword
  }

  private static let sent = [
    KeywordBody(matchType: "BROAD", value: "sofa"), KeywordBody(matchType: "EXACT", value: "Sofa"),
    KeywordBody(matchType: "BROAD", value: "chair"),
  ]

  @Test func `answers find their keywords whatever their order`() async throws {
    let script = Script(
      .ok(
        #"{"keywords":[{"id":"2","match_type":"EXACT","value":"sofa"},{"id":"1","match_type":"BROAD","value":"sofa"}],"errors":[{"data":{"match_type":"BROAD","value":"chair","id":null},"error_messages":["too dull","really"]}]}"#
      ))
    let answer = try await script.client().createKeywords(parent: "4", Self.sent, in: "9")
    #expect(
      answer.items == [
        .accepted(Self.keyword("1", "BROAD", "sofa")),
        .accepted(Self.keyword("2", "EXACT", "sofa")),
        .refused(code: nil, message: "too dull; really"),
      ])
    #expect(
      script.text
        == #"{"keywords":[{"match_type":"BROAD","value":"sofa"},{"match_type":"EXACT","value":"Sofa"},{"match_type":"BROAD","value":"chair"}],"parent_id":"4"}"#
    )
  }

  @Test func `a keyword in neither list is unanswered`() async throws {
    let script = Script(
      .ok(#"{"keywords":[{"id":"1","match_type":"BROAD","value":"sofa"}],"errors":null}"#))
    let answer = try await script.client().createKeywords(parent: "4", Self.sent, in: "9")
    #expect(
      answer.items == [
        .accepted(Self.keyword("1", "BROAD", "sofa")), .unanswered, .unanswered,
      ])
  }

  @Test func `errors that name nothing belong to what is left`() async throws {
    let script = Script(
      .ok(#"{"keywords":[{"id":"8"}],"errors":[{"data":{},"error_messages":["gone"]}]}"#))
    let answer = try await script.client().archiveKeywords(["7", "8"], in: "9")
    #expect(
      answer.items == [.refused(code: nil, message: "gone"), .accepted(WireKeyword(id: "8"))])
    #expect(script.text == #"{"keywords":[{"archived":true,"id":"7"},{"archived":true,"id":"8"}]}"#)
  }
}
