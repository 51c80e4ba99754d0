import Foundation
import TestSupport

/// Every byte of a folder at one moment.
struct Snapshot {
  private var files: [String: Data] = [:]

  init(_ folder: URL) throws {
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let file = folder.appendingPathComponent(path)
      // Folders and links to nowhere have no bytes; that they are there is what counts.
      files[path] = (try? Data(contentsOf: file)) ?? Data()
    }
  }

  func demandSame(as other: Self, except path: String?, after line: String) throws {
    let changed = Set(files.keys).union(other.files.keys)
      .filter { $0 != path && files[$0] != other.files[$0] }
    guard changed.isEmpty else {
      throw GoldenMismatch(
        description: "\(line) changed \(changed.sorted().joined(separator: ", "))")
    }
  }
}
