import Foundation
import TestSupport
import Testing

struct GoldenTests {
  @Test(arguments: GoldenCase.chosen)
  func `pinplan behaves as it is on record`(_ name: String) throws {
    let golden = try GoldenCase(name)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pinplan-golden-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var run = try GoldenRun(golden, in: folder)
    try run.run()
    try expectGolden(run.outputs, in: golden.folder)
  }

  @Test func `every folder of cases can be read`() throws {
    #expect(GoldenCase.names.count > 50)
    for name in GoldenCase.names { #expect(try GoldenCase(name).commandCount > 0, "\(name)") }
  }
}

extension GoldenCase {
  var commandCount: Int {
    steps.count { if case .command = $0 { true } else { false } }
  }
}
