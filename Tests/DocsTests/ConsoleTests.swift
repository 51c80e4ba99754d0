import Foundation
import TestSupport
import Testing

struct ConsoleTests {
  /// `PINPLAN_RECORD=1` writes the document anew and fails, so that recording never passes.
  @Test(arguments: Document.all)
  func `what a document shows is what pinplan says`(_ path: String) throws {
    let written = try Repository.text(path)
    let now = try Document(path).carriedOut()
    guard now != written else { return }
    if ProcessInfo.processInfo.environment["PINPLAN_RECORD"] == "1" {
      try Data(now.utf8).write(to: Repository.root.appendingPathComponent(path))
      Issue.record("\(path) is recorded; look at the difference and run again")
      return
    }
    let (old, new) = (written.components(separatedBy: "\n"), now.components(separatedBy: "\n"))
    let same = zip(old, new).prefix { $0 == $1 }.count
    let shown =
      old.dropFirst(same).prefix(8).map { "written |\($0)" }
      + new.dropFirst(same).prefix(8).map { "is      |\($0)" }
    Issue.record(
      "\(path):\(same + 1) is not what pinplan says; PINPLAN_RECORD=1 swift test writes it anew\n\(shown.joined(separator: "\n"))"
    )
  }

  @Test(arguments: Document.all + ["CONTRIBUTING.md", "CHANGELOG.md"])
  func `links inside the repository lead somewhere`(_ path: String) throws {
    let folder = Repository.root.appendingPathComponent(path).deletingLastPathComponent()
    let parts = try Repository.text(path).components(separatedBy: "](").dropFirst()
    for part in parts {
      let link = part.prefix { $0 != ")" && $0 != "#" }
      guard !link.isEmpty, !link.contains("://") else { continue }
      let target = folder.appendingPathComponent(String(link))
      #expect(FileManager.default.fileExists(atPath: target.path), "\(path): \(link)")
    }
  }
}
