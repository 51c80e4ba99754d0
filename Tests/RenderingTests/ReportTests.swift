import AdsModel
import CanonicalJSON
import Diagnostics
import Outcomes
import Planning
import Rendering
import TestSupport
import Testing

struct ReportTests {
  static var stopped: ApplyResult {
    var result = ApplyResult(digest: String(repeating: "a", count: 64), lineage: "x", serial: 13)
    result.applied = [.init(.archive, .campaign("winter"), id: "9")]
    result.failed = [
      .init(
        .update, Samples.ukWomen, id: "12", error: "Pinterest refused it: bid is too low",
        source: Place(file: "campaigns/spring.yaml", line: 15))
    ]
    result.notTried = (1...25).map { .init(.create, .campaign("c\($0)")) }
    result.summary.archive = 1
    return result
  }

  static var entries: [HistoryEntry] {
    var last = HistoryEntry(
      number: 12, serial: 13, at: Instant(secondsSince1970: 1_795_000_000), actor: "ana@laptop")
    last.commit = "3f2a9c01b7de55aa"
    last.digest = String(repeating: "c", count: 64)
    last.summary.create = 1
    last.summary.update = 1200
    last.overrides = [Override(code: .guardrailMaxBidChange, reason: "launch week")]
    last.operations = [
      HistoryOperation(
        .update, Samples.ukWomen, id: "12",
        fields: [FieldChange(path: .bid, before: .cents(35), after: .cents(45))]),
      HistoryOperation(.create, .campaign("new"), .failed, error: "Pinterest refused it"),
    ]
    var moved = HistoryEntry(
      number: 11, .stateMove, serial: 12, at: Instant(secondsSince1970: 1_794_900_000),
      actor: "github-actions[bot] for northwind/ads")
    moved.ciURL = "https://ci.example/jobs/7"
    let killed = HistoryEntry(
      number: 10, .apply, .interrupted, serial: 11, at: Instant(secondsSince1970: 1_794_000_000),
      actor: "ci")
    return [last, moved, killed]
  }

  @Test func `an apply that stopped says what is done, failed and not tried`() throws {
    try expectGolden(ApplyTextRenderer(style: .plain).render(Self.stopped), "apply-stopped.txt")
  }

  @Test func `an apply that is complete counts`() {
    var result = ApplyResult(digest: nil, serial: 14)
    result.summary.create = 2
    result.summary.replace = 1
    let shown = ApplyTextRenderer(style: .plain).render(result)
    #expect(
      shown == "Applied: 2 created, 0 updated, 1 replaced, 0 archived.\nState serial 14.\n")
  }

  @Test func `the history is a table`() throws {
    let renderer = HistoryTextRenderer(
      style: .terminal(width: 80, color: false), currency: .gbp)
    try expectGolden(renderer.render(Self.entries), "history.txt")
  }

  @Test func `one write shows every old and new value`() throws {
    let renderer = HistoryTextRenderer(style: .plain, currency: .gbp)
    try expectGolden(renderer.render(Self.entries[0]), "history-entry.txt")
  }

  @Test func `a resource has a life`() throws {
    let entry = Self.entries[0]
    let events = (entry.operations ?? []).prefix(1).map { (entry: entry, operation: $0) }
    let renderer = HistoryTextRenderer(style: .plain, currency: .gbp)
    try expectGolden(renderer.render(lifeOf: Samples.ukWomen, events), "history-resource.txt")
  }

  @Test func `the state is a table, and one resource a list`() throws {
    var encoder = FieldEncoder(decimals: 2)
    var group = AdGroup(name: "UK women", bid: .plain(Money(micros: 350_000)))
    group.targeting.locations = ["GB"]
    let resource = StoredResource(
      address: Samples.ukWomen, id: "12", status: .active, attributes: encoder.encode(group),
      defaulted: [.placement], start: Day(number: 20_500), replaces: "7", version: 5)
    let other = StoredResource(address: Samples.spring, id: "1", status: .paused, attributes: [])
    let renderer = StateTextRenderer(style: .plain)
    let listing = StateListing(lineage: "x", serial: 13, resources: [other, resource])
    let text = renderer.render(listing) + "\n" + renderer.render(resource, currency: .gbp)
    try expectGolden(text, "state.txt")
  }
}
