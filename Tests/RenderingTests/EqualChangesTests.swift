import AdsModel
import Planning
import TestSupport
import Testing

@testable import Rendering

struct EqualChangesTests {
  private static func pausing(_ number: Int, notes: [String] = []) -> Change {
    .editing(
      .campaign("c\(number)"), name: "C\(number)", line: number, .status, .text("active"),
      .text("paused"), notes: notes)
  }

  @Test func `three that change alike are one, two are two`() {
    let three = EqualChanges((1...3).map { Self.pausing($0) })
    #expect(three.groups.map(\.changes.count) == [3])
    #expect(three.groups.map(\.kind) == [.campaign])
    #expect(three.others.isEmpty)
    let two = EqualChanges((1...2).map { Self.pausing($0) })
    #expect(two.groups.isEmpty)
    #expect(two.others.count == 2)
  }

  @Test func `another kind, value, note or second field keeps a change apart`() {
    var second = Self.pausing(5)
    second.fields.append(FieldChange(path: .name, before: .text("a"), after: .text("b")))
    let ad = Change.editing(
      .ad(in: Samples.ukWomen, "x"), name: "x", line: 9, .status, .text("active"), .text("paused"))
    let bid = Change.editing(
      .campaign("c6"), name: "C6", line: 6, .status, .text("paused"), .text("active"))
    let apart = [Self.pausing(4, notes: ["stops 2 ad groups"]), second, ad, bid]
    let found = EqualChanges((1...3).map { Self.pausing($0) } + apart)
    #expect(found.groups.map(\.changes.count) == [3])
    #expect(found.others == apart)
  }
}
