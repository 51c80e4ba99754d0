import PinterestAPI
import Testing

struct RequestTests {
  private static let user = #"{"id":"7","username":"northwind","account_type":"BUSINESS"}"#

  @Test func `a read that breaks off is repeated with growing waits`() async throws {
    let script = Script(.cut, .status(503), .unreachable, .ok(Self.user))
    let user = try await script.client().userAccount()
    #expect(user.username == "northwind")
    #expect(script.slept == [.milliseconds(250), .milliseconds(500), .seconds(1)])
    #expect(script.told.map(\.attempt) == [1, 2, 3, 4])
    #expect(script.told.map(\.status) == [nil, 503, nil, 200])
    #expect(script.told.last?.waited == .milliseconds(1750))
    #expect(script.told.first?.operation == "GET /user_account")
  }

  @Test func `a read is given up after four tries`() async {
    let script = Script(Array(repeating: .status(502), count: 9))
    let error = await failure { () throws(APIError) in try await script.client().userAccount() }
    #expect(error == .unavailable(reason: "status 502", requestID: "r1"))
    #expect(script.requests.count == 4)
  }

  @Test(arguments: [Script.Reply.cut, .status(500), .status(408), .ok("{"), .ok("<html>")])
  func `a creation that may have happened is never sent again`(_ reply: Script.Reply) async {
    let script = Script(reply, .ok(#"{"items":[]}"#))
    let error = await failure { () throws(APIError) in
      try await script.client().create([CampaignBody.spring], in: "1")
    }
    #expect(error?.mayHaveHappened == true)
    #expect(script.requests.count == 1)
  }

  @Test func `an update that may have happened is not sent again either`() async {
    let script = Script(.cut)
    var body = CampaignBody.spring
    body.id = "5"
    let error = await failure { () throws(APIError) in
      try await script.client().update([body], in: "1")
    }
    #expect(error == .unanswered(reason: "the connection was closed", requestID: nil))
  }

  @Test func `a creation that was not processed is sent again`() async throws {
    let script = Script(
      .unreachable, .status(429, retryAfter: .seconds(7)),
      .ok(#"{"items":[{"data":{"id":"5"}}]}"#))
    let answer = try await script.client().create([CampaignBody.spring], in: "1")
    #expect(answer.items == [.accepted(WireCampaign(id: "5"))])
    #expect(answer.waited == .milliseconds(7250))
    #expect(answer.requestID == "r1")
  }

  @Test func `the quota of a day is not waited for`() async {
    let script = Script(
      .status(429, #"{"code":8,"message":"slow down"}"#, retryAfter: .seconds(4000)))
    let error = await failure { () throws(APIError) in try await script.client().userAccount() }
    #expect(
      error
        == .rateLimited(
          retryAfter: .seconds(4000), message: "slow down", requestID: "r1"))
    #expect(script.slept.isEmpty)
  }

  @Test func `what Pinterest takes for spam is not repeated`() async {
    let script = Script(.status(429, #"{"code":30,"message":"this looks like SPAM"}"#))
    let error = await failure { () throws(APIError) in try await script.client().userAccount() }
    #expect(
      error == .rateLimited(retryAfter: nil, message: "this looks like SPAM", requestID: "r1"))
  }

  @Test func `a refused token is renewed once`() async throws {
    let script = Script(.status(401, #"{"code":2,"message":"expired"}"#), .ok(Self.user))
    let source = TokenSource(
      current: { () throws(TokenProblem) in AccessToken("pina_first") },
      renew: { (_) throws(TokenProblem) in AccessToken("pina_second") })
    _ = try await script.client(source).userAccount()
    #expect(script.tokens == [AccessToken("pina_first"), AccessToken("pina_second")])
  }

  @Test func `a renewed token that is refused too ends it`() async {
    let script = Script(Array(repeating: .status(401, #"{"code":2,"message":"no"}"#), count: 9))
    let source = TokenSource(
      current: { () throws(TokenProblem) in AccessToken("pina_first") },
      renew: { (_) throws(TokenProblem) in AccessToken("pina_second") })
    let error = await failure { () throws(APIError) in
      try await script.client(source).userAccount()
    }
    #expect(error == .unauthorized(.refreshedTokenRefused, requestID: "r1"))
    #expect(script.requests.count == 2)
  }

  @Test(arguments: [3, 7, 29]) func `a missing right is no matter of the token`(_ code: Int) async {
    let script = Script(.status(401, #"{"code":\#(code),"message":"no"}"#))
    let error = await failure { () throws(APIError) in try await script.client().userAccount() }
    #expect(error == .forbidden(status: 401, code: code, message: "no", requestID: "r1"))
  }

  @Test func `ids and values are encoded in the address`() {
    let request = APIRequest(
      .get, "/pins/{pin_id}", ids: ["../x y"], query: [("a", "1&2"), ("a", "é")],
      category: .orgRead, isRepeatable: true)
    #expect(request.target == "/pins/%2E%2E%2Fx%20y?a=1%262&a=%C3%A9")
    #expect(request.operation == "GET /pins/{pin_id}")
  }

  @Test func `a redirect is refused and not followed`() async {
    let script = Script(.status(302))
    let error = await failure { () throws(APIError) in try await script.client().userAccount() }
    #expect(error == .refused(status: 302, code: nil, message: "", requestID: "r1"))
  }
}

extension CampaignBody {
  static var spring: Self {
    var body = Self()
    body.name = "Spring"
    body.status = "PAUSED"
    return body
  }
}
