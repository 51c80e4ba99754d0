import AdsModel
import Planning
import TestSupport
import Testing

struct PlanDigestTests {
  private let plan = Samples.everything

  @Test func `a digest is the same on any machine`() {
    #expect(
      Samples.edits.digest() == "17672783c9bf382f3330cccdf239a3926d4de8156f7adc2da66cf6766a3e0802")
  }

  @Test func `what differs between machines and runs does not matter`() {
    var other = plan
    other.lineage = "another"
    other.serial = 99
    other.configuration = []
    other.notes = []
    other.diagnostics = []
    other.reliances = []
    other.expiresAt = nil
    other.forecast = nil
    for index in other.changes.indices {
      // A replacement goes by the id of the old copy.
      if other.changes[index].action != .replace { other.changes[index].id = "x" }
      other.changes[index].storedVersion = 77
      other.changes[index].source = Place(file: "elsewhere.yaml", line: 1)
      other.changes[index].notes = []
    }
    #expect(other.digest() == plan.digest())
  }

  @Test func `what the plan would do matters`() {
    let edits: [(inout Plan) -> Void] = [
      { $0.target = .pinterest }, { $0.account.adAccountID = nil }, { $0.account.currency = .usd },
      { $0.moves.removeLast() }, { $0.changes.removeLast() }, { $0.changes.swapAt(0, 1) },
      { $0.changes[0].action = .replace }, { $0.changes[0].reason = .moved },
      { $0.changes[0].start = Day(number: 20_000) }, { $0.changes[0].defaulted = [.bid] },
      { $0.changes[0].finishesReplacement = true }, { $0.changes[0].fields.removeLast() },
      { $0.changes[0].address = .campaign("x") }, { $0.repeats = 1 }, { $0.repeats = 2 },
    ]
    var digests: Set = [plan.digest()]
    for edit in edits {
      var other = plan
      edit(&other)
      #expect(digests.insert(other.digest()).inserted)
    }
  }
}
