import Documents
import Foundation
import Planning
import TestSupport
import Testing

struct DamagedPlanTests {
  private static let text = String(
    decoding: PlanDocument.encode(Samples.everything), as: UTF8.self)

  /// The text with the checksum that it would have had if it had been written like this.
  private static func signed(_ text: String) -> String {
    let parts = text.components(separatedBy: #","checksum":""#)
    return parts[0] + #","checksum":""# + Digest.sha256(Array(parts[0].utf8)) + "\"}\n"
  }

  private func message(for text: String) -> String? {
    do throws(PlanFileError) {
      _ = try PlanDocument.decode(Array(text.utf8))
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    ("", "it is empty"),
    ("not a plan", "it is not whole JSON"),
    ("{}", "format_version is missing"),
    ("[]", "the document has the wrong type"),
    ("null", "the document has the wrong type"),
    (String(text.prefix(2000)), "it is not whole JSON"),
    (String(repeating: "[", count: 100_000), "it is not whole JSON"),
    (
      text.replacing(#""before":"0.35""#, with: #""before":"0.36""#),
      "its checksum is not that of its text"
    ),
    (
      signed(text.replacing(#""before":"0.35""#, with: #""before":"0.36""#)),
      "its digest is not that of its changes"
    ),
    (
      text.replacing(#""unchanged":0"#, with: #""unchanged":-1"#),
      "summary.unchanged: -1 is out of range"
    ),
    (
      signed(text.replacing(#""create":"#, with: #""create":1"#)),
      "its summary does not count its changes"
    ),
    (
      text.replacing(#""action":"replace""#, with: #""action":"destroy""#),
      "changes[34].action: \"destroy\" is not known"
    ),
    (
      text.replacing("ad_group/spring-sale/uk-women\"", with: "ad_group/../uk-women\""),
      "changes[0].address: \"ad_group/../uk-women\" is not known"
    ),
    (
      text.replacing(#""line":15"#, with: #""line":"15""#),
      "changes[0].source.line has the wrong type"
    ),
    (
      text.replacing(#""daily_before":"240.00""#, with: #""daily_before":"-240.00""#),
      "spend.daily_before: \"-240.00\" is not an amount"
    ),
    (
      text.replacing(
        #""to":"2027-02-20","daily_before""#, with: #""to":"2026-02-20","daily_before""#),
      "forecast.to: \"2026-02-20\" does not end a forecast from 2026-11-23"
    ),
    (
      text.replacing(#""amount":"95.00""#, with: #""amount":"9e5""#),
      "forecast.daily_before[0].amount: \"9e5\" is not an amount"
    ),
    (
      text.replacing(#""state":"paused""#, with: #""state":"asleep""#),
      "forecast.campaigns[0].flights[2].after.state: \"asleep\" is not known"
    ),
    (text.replacing(#""notes":["a note"]"#, with: #""notes":null"#), "notes has the wrong type"),
  ])
  func `a damaged file says what is wrong`(_ text: String, _ why: String) {
    #expect(
      message(for: text)
        == "plan file is damaged: \(why); make it again with pinplan plan --out")
  }

  @Test func `a file of another format names both programs`() {
    let text = Self.text
      .replacing(#""format_version":1"#, with: #""format_version":2"#)
      .replacing(
        #""pinplan_version":"\#(PinplanVersion.current)""#, with: #""pinplan_version":"9""#)
    #expect(
      message(for: text) == """
        plan file has format 2, written by pinplan 9; this is pinplan \
        \(PinplanVersion.current) and reads format 1: apply it with the pinplan that made it, or \
        make it again with pinplan plan --out
        """)
  }

  @Test func `a name that a later version adds does no harm`() {
    let text = Self.signed(
      Self.text.replacing(#""relies_on":"#, with: #""later":[1],"relies_on":"#))
    #expect(message(for: text) == nil)
  }

  @Test func `a plan of a version without forecasts can be read`() throws {
    let start = try #require(Self.text.range(of: #""forecast":"#)).lowerBound
    let end = try #require(Self.text.range(of: #""changes":"#)).lowerBound
    let text = Self.signed(String(Self.text[..<start] + Self.text[end...]))
    let plan = try PlanDocument.decode(Array(text.utf8))
    #expect(plan.forecast == nil)
    #expect(plan.digest() == Samples.everything.digest())
  }

  @Test func `a failure is no plan`() {
    let failure = PlanDocument.encodeFailure(Samples.refused.diagnostics)
    #expect(
      message(for: String(decoding: failure, as: UTF8.self)) == """
        plan file holds no plan: planning failed with 1 error; correct them and make it again \
        with pinplan plan --out
        """)
  }

  @Test func `a file cut anywhere is refused`() {
    let bytes = Array(Self.text.utf8)
    for length in stride(from: 0, to: bytes.count - 2, by: 97) {
      #expect(throws: PlanFileError.self) { try PlanDocument.decode(Array(bytes[..<length])) }
    }
  }

  @Test func `a file with a wrong byte is refused or harmless, and never stops the program`() {
    let bytes = Array(Self.text.utf8)
    let digest = Samples.everything.digest()
    for index in stride(from: 0, to: bytes.count, by: 211) {
      for byte in [UInt8(ascii: "9"), UInt8(ascii: "\""), UInt8(ascii: "]"), 0xFF] {
        var copy = bytes
        copy[index] = byte
        let plan = try? PlanDocument.decode(copy)
        #expect(plan == nil || plan?.digest() == digest)
      }
    }
  }
}
