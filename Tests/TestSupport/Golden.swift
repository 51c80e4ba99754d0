import Foundation

/// A whole output that is not the one on record.
public struct GoldenMismatch: Error, CustomStringConvertible {
  public let description: String
}

/// Compares a text with a file in the `Golden` folder beside the calling test.
///
/// `PINPLAN_RECORD=1` writes the file anew and fails the test all the same, so that recording
/// never passes for checking.
public func expectGolden(_ text: String, _ name: String, test: String = #filePath) throws {
  let file = URL(fileURLWithPath: test).deletingLastPathComponent()
    .appendingPathComponent("Golden").appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["PINPLAN_RECORD"] == "1" {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    throw GoldenMismatch(description: "\(name) is recorded; run again without PINPLAN_RECORD")
  }
  guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
    throw GoldenMismatch(description: "\(name) is not there; PINPLAN_RECORD=1 writes it")
  }
  guard text != expected else { return }
  throw GoldenMismatch(description: "\(name) differs\n\(difference(from: expected, to: text))")
}

/// The lines from the first that differs on, a few of each.
private func difference(from expected: String, to text: String) -> String {
  let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let new = text.split(separator: "\n", omittingEmptySubsequences: false)
  let same = zip(old, new).prefix { $0 == $1 }.count
  return
    (["line \(same + 1)"] + old.dropFirst(same).prefix(6).map { "expected |\($0)" }
    + new.dropFirst(same).prefix(6).map { "is       |\($0)" }).joined(separator: "\n")
}
