import AdsModel
import Documents
import Foundation
import Planning
import TestSupport
import Testing

struct PlanDocumentTests {
  static let plans: [Plan] = [
    Samples.createAll, Samples.edits, Samples.archives, Samples.pauseAndReplace, Samples.renames,
    Samples.refused, Samples.empty, Samples.everything, Samples.drifted,
  ]

  @Test(arguments: plans.indices)
  func `a plan comes back from its file to the byte`(_ index: Int) throws {
    let bytes = PlanDocument.encode(Self.plans[index])
    let plan = try PlanDocument.decode(bytes)
    #expect(PlanDocument.encode(plan) == bytes)
    #expect(plan.changes == Self.plans[index].changes)
    #expect(plan.forecast == Self.plans[index].forecast)
    #expect(plan.digest() == Self.plans[index].digest())
  }

  @Test func `a plan is written as it always was`() throws {
    let text = String(decoding: PlanDocument.encode(Samples.everything), as: UTF8.self)
    #expect(text.hasSuffix("}\n") && text.count { $0 == "\n" } == 1)
    // One member a line, for the sake of whoever reads a difference.
    try expectGolden(text.replacing(",\"", with: ",\n\""), "plan.json")
  }

  @Test(arguments: HostileText.all)
  func `any text comes back as it was`(_ text: String) throws {
    var change = Change.editing(
      .campaign("a"), name: text, line: 1, FieldPath(text), .text(text), .list([text]),
      notes: [text])
    change.source = Place(file: text, line: 4)
    change.id = text
    var plan = Plan.sample([change])
    plan.account.name = text
    plan.notes = [text]
    let copy = try PlanDocument.decode(PlanDocument.encode(plan))
    #expect(copy.changes == [change])
    #expect(PlanDocument.encode(copy) == PlanDocument.encode(plan))
    #expect(copy.account.name.unicodeScalars.elementsEqual(text.unicodeScalars))
    #expect(copy.notes == [text])
  }

  @Test func `amounts of any size come back exactly`() throws {
    var plan = Samples.empty
    plan.spendBefore.daily = Money(micros: .max)
    plan.spendAfter.daily = Money(micros: 1)
    let copy = try PlanDocument.decode(PlanDocument.encode(plan))
    #expect(copy.spendBefore == plan.spendBefore)
    #expect(copy.spendAfter == plan.spendAfter)
  }

  @Test func `a failure has every name of a plan`() throws {
    let failure = PlanDocument.encodeFailure(Samples.everything.diagnostics)
    var plan = Samples.everything
    plan.forecast = nil
    #expect(try names(in: failure) == names(in: PlanDocument.encode(plan)))
    try expectGolden(String(decoding: failure, as: UTF8.self), "plan-failure.json")
  }

  /// The names at the top and inside the objects there.
  private func names(in document: [UInt8]) throws -> Set<String> {
    let object = try JSONSerialization.jsonObject(with: Data(document))
    let members = try #require(object as? [String: Any])
    var names = Set(members.keys)
    for (name, value) in members {
      for inner in (value as? [String: Any] ?? [:]).keys { names.insert("\(name).\(inner)") }
    }
    return names
  }
}
