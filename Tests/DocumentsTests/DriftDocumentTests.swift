import AdsModel
import Documents
import Foundation
import Planning
import TestSupport
import Testing

struct DriftDocumentTests {
  @Test func `drift is written as it always was`() throws {
    let text = String(decoding: DriftDocument.encode(Samples.driftReport), as: UTF8.self)
    try expectGolden(text.replacing(",\"", with: ",\n\""), "drift.json")
  }

  @Test func `the schema asks for every name that the document has, and no other`() throws {
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(DriftDocument.schema.utf8)) as? [String: Any])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(DriftDocument.encode(Samples.driftReport)))
        as? [String: Any])
    #expect(Set(try #require(schema["required"] as? [String])) == Set(document.keys))
    #expect(schema["$id"] as? String == "https://pinplan.dev/schema/drift.schema.json")
  }

  @Test func `refreshes, movers and times come back from a plan file`() throws {
    let plan = Samples.drifted
    let copy = try PlanDocument.decode(PlanDocument.encode(plan))
    #expect(copy.refreshes == plan.refreshes)
    #expect(copy.changes == plan.changes)
    #expect(copy.changes.map(\.updatedTime) == [nil, 1_795_000_000])
    #expect(copy.changes[0].fields.map(\.mover) == [.both, .yours])
  }

  @Test func `who moved, when, and what is only recorded are not in the digest`() {
    var plan = Samples.drifted
    let digest = plan.digest()
    plan.refreshes = []
    plan.changes[1].updatedTime = 7
    plan.changes[0].fields[0].mover = nil
    #expect(plan.digest() == digest)
  }
}
