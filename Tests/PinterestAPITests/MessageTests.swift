import PinterestAPI
import Testing

struct MessageTests {
  @Test(arguments: [
    (
      APIError.refused(status: 400, code: 1, message: "bad\nname", requestID: "r9"),
      #"Pinterest refused the request with status 400, code 1: "bad\nname" (request id r9)"#
    ),
    (
      .refused(status: 404, code: 404, message: "", requestID: nil),
      "Pinterest refused the request with status 404: it gave no reason"
    ),
    (
      .unauthorized(.missing, requestID: nil),
      "there is no access token; set PINTEREST_ACCESS_TOKEN, or run `pinplan auth login`"
    ),
    (
      .unauthorized(.environmentTokenRefused, requestID: "r9"),
      "Pinterest does not accept the token in PINTEREST_ACCESS_TOKEN: it is expired, revoked, or of the sandbox where production is asked, or the other way round; set a new one, or unset it and run `pinplan auth login` (request id r9)"
    ),
    (
      .unauthorized(.refreshedTokenRefused, requestID: nil),
      "Pinterest does not accept the stored token, although it was just refreshed; run `pinplan auth login`"
    ),
    (
      .unauthorized(.noRefreshToken, requestID: nil),
      "Pinterest does not accept the stored token, and there is no refresh token beside it; run `pinplan auth login`"
    ),
    (
      .unauthorized(.refreshFailed(reason: "no connection"), requestID: nil),
      "the stored token could not be refreshed: no connection; run `pinplan auth login`"
    ),
    (
      .forbidden(status: 401, code: 3, message: "scope", requestID: nil),
      #"the token may not do this, Pinterest says with status 401, code 3: "scope"; run `pinplan auth login` anew and allow every scope that it asks for"#
    ),
    (
      .forbidden(status: 403, code: 2625, message: "no", requestID: nil),
      #"the token may not do this, Pinterest says with status 403, code 2625: "no"; the ad account is disapproved; its owner has to settle that with Pinterest"#
    ),
    (
      .forbidden(status: 403, code: 2626, message: "no", requestID: nil),
      #"the token may not do this, Pinterest says with status 403, code 2626: "no"; the ad account is under review; wait until Pinterest has decided"#
    ),
    (
      .forbidden(status: 403, code: 29, message: "no", requestID: nil),
      #"the token may not do this, Pinterest says with status 403, code 29: "no"; have the owner of the ad account give its user the role for it"#
    ),
    (
      .rateLimited(retryAfter: .milliseconds(89_500), message: "slow", requestID: nil),
      #"Pinterest takes no more requests for now: "slow"; try again in 90 seconds"#
    ),
    (
      .rateLimited(retryAfter: nil, message: "", requestID: nil),
      "Pinterest takes no more requests for now: it gave no reason; try again later"
    ),
    (
      .unanswered(reason: "status 500", requestID: "r9"),
      "Pinterest did not answer, so it is unknown whether the change was made: status 500 (request id r9)"
    ),
    (
      .unavailable(reason: "status 500", requestID: nil),
      "Pinterest could not be read: status 500; try again later"
    ),
    (.notSent(reason: "no connection"), "Pinterest could not be reached: no connection"),
    (
      .unreadable(reason: "items[3].id is missing", requestID: nil),
      "the answer of Pinterest cannot be read: items[3].id is missing"
    ),
  ]) func `an error says what happened and what to do`(_ error: APIError, _ text: String) {
    #expect(error.description == text)
    #expect(error.mayHaveHappened == text.contains("unknown whether"))
  }

  @Test func `a token in the words of Pinterest is not repeated`() async {
    let long = String(repeating: "aB3", count: 14)
    let script = Script(
      .status(
        400,
        #"{"code":1,"message":"pina_ABC-1 for 549755885175 and \#(long) is no good, (pinr.99)"}"#))
    let error = await failure { () throws(APIError) in try await script.client().userAccount() }
    #expect(
      error
        == .refused(
          status: 400, code: 1,
          message: "<redacted> for 549755885175 and <redacted> is no good, (<redacted>)",
          requestID: "r1"))
  }

  @Test func `a token shows nothing of itself`() {
    let token = AccessToken("pina_secret")
    var dumped = ""
    dump([token], to: &dumped)
    #expect("\(token) \(String(reflecting: token))" == "<redacted> <redacted>")
    #expect(!dumped.contains("pina"))
  }
}
