import AdsModel
import Foundation
import Rules
import TestSupport
import Testing

struct CapabilityTests {
  private static let document = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/pinterest.md")

  @Test func `docs/pinterest.md has the table as it is`() throws {
    let text = try String(contentsOf: Self.document, encoding: .utf8)
    let start = try #require(text.range(of: CapabilityTable.opening))
    let end = try #require(text.range(of: CapabilityTable.closing))
    try expectGolden(
      text[..<start.lowerBound] + CapabilityTable.text + text[end.upperBound...],
      at: Self.document)
  }

  @Test func `every objective of the format has one row, and names on the wire are unique`() {
    for objective in Objective.allCases {
      #expect(PinterestCapabilities.objectives.count { $0.objective == objective } == 1)
    }
    let wires = PinterestCapabilities.objectives.map(\.wire)
    #expect(Set(wires).count == wires.count)
    #expect(PinterestCapabilities.row(ofWire: "CONSIDERATION")?.objective == .traffic)
    #expect(PinterestCapabilities.row(ofWire: "SOMETHING_NEW") == nil)
  }

  @Test func `what is carried takes the bid type that the format has for it`() {
    for row in PinterestCapabilities.objectives where row.isCarried {
      #expect(row.billableEvent != nil)
      guard let objective = row.objective, let type = row.bidType else { continue }
      #expect(objective.plainBidType == type)
    }
  }

  @Test(
    arguments: [
      ("GB", LocationCode.country), ("807", .metro), ("US-CA", .region), ("BE-VOV", .region),
      ("FR-75", .region), ("US-94107", .postalCode), ("GB-SW1A 1AA", .postalCode),
    ])
  func `a location is told by its form`(_ text: String, _ code: LocationCode) {
    #expect(LocationCode(text) == code)
  }

  @Test(arguments: [
    "UK", "gb", "", "-", "GB-", "ZZ-CA", "London", "12345", "US-ca", "U S", "US-A B",
  ])
  func `what has no form of a location is none`(_ text: String) {
    #expect(LocationCode(text) == nil)
  }

  @Test func `there are 248 countries, and a near text finds its own`() {
    #expect(Country.codes.count == 248)
    #expect(Country.codes == Country.codes.sorted())
    #expect(Country.meant(by: "uk") == "GB")
    #expect(Country.meant(by: "jp") == "JP")
    #expect(Country.meant(by: "Atlantis") == nil)
  }
}
