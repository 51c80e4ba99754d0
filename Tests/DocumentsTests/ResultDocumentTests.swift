import AdsModel
import Diagnostics
import Documents
import Foundation
import Outcomes
import Planning
import TestSupport
import Testing

struct ResultDocumentTests {
  @Test func `validate says whether anything is an error`() throws {
    #expect(
      String(decoding: ValidationDocument.encode([]), as: UTF8.self)
        == #"{"format_version":1,"valid":true,"diagnostics":[]}"# + "\n")
    let text = String(decoding: ValidationDocument.encode(Self.mistakes), as: UTF8.self)
    try expectGolden(text, "validate.json")
  }

  @Test func `an apply lists what is done, failed and not tried`() throws {
    var result = ApplyResult(digest: Samples.edits.digest(), lineage: "x", serial: 13)
    result.applied = [.init(.archive, .campaign("winter"), id: "9")]
    result.failed = [
      .init(
        .update, Samples.ukWomen, id: "12", error: "refused: \"bid\" too low",
        source: Place(file: "campaigns/spring.yaml", line: 15))
    ]
    result.notTried = [.init(.create, .campaign("c"))]
    result.summary.archive = 1
    result.diagnostics = Self.mistakes
    try expectGolden(String(decoding: ApplyDocument.encode(result), as: UTF8.self), "apply.json")
  }

  @Test func `a state lists addresses, ids and statuses`() throws {
    let stored = StoredResource(
      address: Samples.spring, id: "549755885175", status: .paused, attributes: [])
    let listing = StateListing(lineage: "x", serial: 13, resources: [stored])
    #expect(
      String(decoding: StateListDocument.encode(listing), as: UTF8.self) == """
        {"format_version":1,"state":{"lineage":"x","serial":13},"resources":[\
        {"address":"campaign/spring-sale","id":"549755885175","status":"paused"}],"diagnostics":[]}

        """)
  }

  @Test func `a token of the environment has null for what nobody knows`() {
    let status = AuthStatus(
      source: .environment, host: "api.pinterest.com", username: nil, accounts: [])
    #expect(
      String(decoding: AuthStatusDocument.encode(status), as: UTF8.self) == """
        {"format_version":1,"source":"environment","host":"api.pinterest.com","username":null,\
        "scopes":null,"expires_at":null,"days_left":null,"can_refresh":false,\
        "refresh_expires_at":null,"ad_accounts":[],"notices":[],"diagnostics":[]}

        """)
  }

  @Test func `a history has every name in each entry`() throws {
    var full = HistoryEntry(
      number: 2, serial: 13, at: Instant(secondsSince1970: 1_795_000_000), actor: "ana@laptop")
    full.host = "laptop"
    full.commit = "3f2a9c01b7de55aa"
    full.ciURL = "https://ci.example/jobs/7"
    full.digest = Samples.edits.digest()
    full.summary.update = 1
    full.overrides = [Override(code: .guardrailMaxBidChange, reason: "launch week")]
    full.operations = [
      HistoryOperation(
        .update, Samples.ukWomen, id: "12",
        fields: [FieldChange(path: .bid, before: .cents(35), after: .cents(45))])
    ]
    let bare = HistoryEntry(
      number: 1, .stateRemove, serial: 12, at: Instant(secondsSince1970: 1_794_000_000), actor: "ci"
    )
    let bytes = HistoryDocument.encode([full, bare], currency: .gbp)
    try expectGolden(String(decoding: bytes, as: UTF8.self), "history.json")
  }

  private static let mistakes = Samples.everything.diagnostics + Samples.refused.diagnostics
}
