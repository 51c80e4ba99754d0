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

  @Test func `a change has the digest among others that it has alone`() {
    var plan = plan
    plan.changes[0].listBinding = "sha256:" + String(repeating: "a", count: 64)
    for length in [100, 16_000, 16_384, 40_000] {
      plan.changes[1].fields.append(
        FieldChange(path: .name, before: nil, after: .text(String(repeating: "x", count: length))))
    }
    let digests = plan.digests()
    #expect(digests.plan == plan.digest())
    #expect(digests.changes == plan.changes.map { $0.digest() })
    #expect(Set(digests.changes).count == plan.changes.count)
  }

  @Test func `who is on its list counts for a change`() {
    var change = plan.changes[0]
    let plain = change.digest()
    change.listBinding = "sha256:00"
    #expect(change.digest() != plain)
  }

  @Test func `the digest of a change is the same on any machine`() {
    let change = Change(
      .create, .campaign("spring"), reason: .new, name: "Spring",
      fields: [FieldChange(path: .name, before: nil, after: .text("Spring"))])
    #expect(change.digest().text == "0dc9a6b020cbb049b4f19cc9c4826d27")
  }

  @Test func `the digest of a change is read back as it was written`() {
    let digest = plan.changes[0].digest()
    #expect(digest.text.utf8.count == 32)
    #expect(ChangeDigest(digest.text) == digest)
  }

  @Test(arguments: [
    "", "33", String(repeating: "3", count: 31), String(repeating: "3", count: 33),
    String(repeating: "A", count: 32), "+" + String(repeating: "3", count: 31),
    String(repeating: "é", count: 16), String(repeating: "3", count: 31) + "g",
  ]) func `what is no digest of a change is not read as one`(_ text: String) {
    #expect(ChangeDigest(text) == nil)
  }
}
