import AdsModel
import TestSupport
import Testing

@testable import Planning

/// Resources are found by their addresses, however many there are.
struct AddressIndexTests {
  /// As many ad groups as asked for, ten a campaign, after their campaigns.
  private static func resources(_ groups: Int) -> [StoredResource] {
    let campaigns = (0..<(groups + 9) / 10).map { Address.campaign("c\($0)") }
    let addresses = campaigns + (0..<groups).map { .adGroup("c\($0 / 10)", "g\($0)") }
    return addresses.enumerated().map {
      StoredResource(address: $0.element, id: "\($0.offset)", status: .active, attributes: [])
    }
  }

  @Test(arguments: [0, 1, 2, 9, 10, 11, 100, 1_000, 20_000])
  func `everything is found where it is, and nothing else`(_ groups: Int) {
    let resources = Self.resources(groups)
    let index = AddressIndex(resources)
    #expect(resources.indices.allSatisfy { index[resources[$0].address] == $0 })
    #expect((0..<1_000).allSatisfy { index[.adGroup("c\($0 / 10)", "other\($0)")] == nil })
    #expect(index[.audience("c0")] == nil)
  }

  @Test(arguments: [1, 10, 1_000])
  func `what holds a resource is found`(_ groups: Int) {
    let resources = Self.resources(groups)
    let index = AddressIndex(resources)
    for position in resources.indices {
      let parent = resources[position].address.parent
      #expect(index.holder(of: position) == parent.flatMap { index[$0] })
    }
    let orphans = AddressIndex(resources.filter { $0.kind == .adGroup })
    #expect((0..<groups).allSatisfy { orphans.holder(of: $0) == nil })
  }
}
