import Foundation

/// A whole output that is not the one on record.
public struct GoldenMismatch: Error, CustomStringConvertible {
  public let description: String

  public init(description: String) { self.description = description }
}

/// Compares a text with a file in the `Golden` folder beside the calling test.
///
/// `PINPLAN_RECORD=1` writes the file anew and fails the test all the same, so that recording
/// never passes for checking.
public func expectGolden(_ text: String, _ name: String, test: String = #filePath) throws {
  let folder = URL(fileURLWithPath: test).deletingLastPathComponent()
    .appendingPathComponent("Golden")
  try expectGolden(text, at: folder.appendingPathComponent(name))
}

/// Compares texts with files of the `Golden` folder beside the calling test, all of them at once.
public func expectGolden(_ texts: [String: String], test: String = #filePath) throws {
  try expectGolden(
    texts,
    in: URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent("Golden"))
}

/// Compares a text with any file; JSON is on record with one value a line.
public func expectGolden(_ text: String, at file: URL) throws {
  let name = file.lastPathComponent
  let text = ["json", "sarif"].contains(file.pathExtension) ? indentedJSON(text) : text
  guard !isRecording else {
    try record(text, at: file)
    throw GoldenMismatch(description: "\(name) is recorded; run again without PINPLAN_RECORD")
  }
  guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
    throw GoldenMismatch(description: "\(name) is not there; PINPLAN_RECORD=1 writes it")
  }
  // Characters that look the same are not the same bytes.
  guard !text.utf8.elementsEqual(expected.utf8) else { return }
  throw GoldenMismatch(description: "\(name) differs\n\(difference(from: expected, to: text))")
}

/// Compares texts with the files of the same names in a folder; for an empty text there is none.
public func expectGolden(_ texts: [String: String], in folder: URL) throws {
  var mismatches: [String] = []
  for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
    let file = folder.appendingPathComponent(name)
    do {
      if text.isEmpty {
        try expectNone(at: file)
      } else {
        try expectGolden(text, at: file)
      }
    } catch let mismatch as GoldenMismatch {
      mismatches.append(mismatch.description)
    }
  }
  guard mismatches.isEmpty else {
    throw GoldenMismatch(description: mismatches.joined(separator: "\n"))
  }
}

private let isRecording = ProcessInfo.processInfo.environment["PINPLAN_RECORD"] == "1"

private func record(_ text: String, at file: URL) throws {
  try FileManager.default.createDirectory(
    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(text.utf8).write(to: file)
}

private func expectNone(at file: URL) throws {
  guard FileManager.default.fileExists(atPath: file.path) else { return }
  if isRecording { try FileManager.default.removeItem(at: file) }
  throw GoldenMismatch(description: "\(file.lastPathComponent): nothing is written there any more")
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
