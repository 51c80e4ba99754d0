import ArgumentParser
import Diagnostics
import Foundation
import PinterestAPI
import PinterestTarget

/// The tokens of reports in a file, for a run after one that was killed.
///
/// The file is rewritten whole with each token, and nothing but this writes it.
final class Checkpoint: Sendable {
  private let path: String
  private let lock = NSLock()
  private nonisolated(unsafe) var known: [String: String]

  private static let heading = "pinplan checkpoint 1"

  /// Reads what a run before left; none where there is no file.
  init(_ path: String) throws {
    self.path = path
    known = [:]
    guard FileManager.default.fileExists(atPath: path) else { return }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw ValidationError("--checkpoint: \(quoted(path)) cannot be read")
    }
    var lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: true)
    guard lines.first.map(String.init) == Self.heading else {
      throw ValidationError(
        "--checkpoint: \(quoted(path)) is not a checkpoint of pinplan's; name another file")
    }
    lines.removeFirst()
    for line in lines {
      let parts = line.split(separator: "\t", maxSplits: 1)
      // A line that was cut is as good as none.
      if parts.count == 2 { known[String(parts[1])] = String(parts[0]) }
    }
  }

  var tokens: ReportTokens {
    ReportTokens(
      token: { [self] key in lock.withLock { known[key] } },
      keep: { [self] (key, token) throws(APIError) in
        let isKept = lock.withLock {
          known[key] = token
          return write()
        }
        guard isKept else {
          throw .notToBeSent("the checkpoint \(quoted(path)) cannot be written")
        }
      })
  }

  private func write() -> Bool {
    let lines = known.sorted { $0.key < $1.key }.map { "\($0.value)\t\($0.key)" }
    let text = ([Self.heading] + lines).joined(separator: "\n") + "\n"
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      return true
    } catch {
      return false
    }
  }

  /// What is read needs no going on.
  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
