import Foundation
import Testing

@testable import PinterestEmulator

struct DocumentTests {
  private let text = try? String(
    contentsOf: URL(fileURLWithPath: #filePath).appendingPathComponent("../../../docs/emulator.md")
      .standardizedFileURL, encoding: .utf8)

  @Test func `the document has every switch with its default`() {
    for (name, value) in Settings.defaults {
      let shown = value.string.map { "`\($0)`" } ?? value.text
      #expect(text?.contains("| `\(name)` | \(shown) |") == true, "\(name)")
    }
  }

  @Test func `the document has every kind of fault and of entity`() {
    for name in Fault.Kind.allCases.map(\.rawValue) + Kind.allCases.map(\.rawValue) {
      #expect(text?.contains("`\(name)`") == true, "\(name)")
    }
  }
}
