import AdsModel
import Outcomes
import Planning
import Testing

@testable import StateStore

/// Short texts have places of their own while they are written; longer ones are SQLite's to copy.
struct LongTextTests {
  @Test func `texts of every length are read as they were stored`() async throws {
    let folder = try Folder()
    let lengths = [1, 15, 16, 254, 255, 256, 257, 300, 5000]
    // A long one after a short one and the other way round, of many bytes a character too.
    let resources = (lengths + lengths.reversed()).enumerated().map { number, length in
      var resource = StoredResource.sample(
        .keyword(in: women, .exact, "\(number) " + String(repeating: "é", count: length)),
        id: String(repeating: "\(number % 10)", count: length) + "-\(number)")
      if number % 3 == 0 { resource.replaces = String(repeating: "r", count: length) + "\(number)" }
      return resource
    }
    try await folder.backend.store(resources)
    let read = try folder.backend.read()?.resources ?? []
    #expect(
      read.map(\.address) == resources.map(\.address).sorted()
        && read.map(\.id).sorted() == resources.map(\.id).sorted())
    for resource in resources {
      #expect(read.first { $0.address == resource.address }?.replaces == resource.replaces)
    }
    #expect(await folder.backend.check().findings.filter { $0.code == .integrity } == [])
  }
}
