import Foundation
import TestSupport

/// One behaviour: a project, what is done to it step by step, and what pinplan is to say.
struct GoldenCase {
  /// What one line of `case.txt` does.
  enum Step {
    /// Sets the clock from here on.
    case now(String)
    /// Lays a folder of the case over the project.
    case copy(String)
    case remove(String)
    /// Cuts a file to a length, or makes one of so many zero bytes.
    case truncate(String, Int)
    /// Writes bytes over a part of a file.
    case patch(String, offset: Int, [UInt8])
    case folder(String)
    case link(String, target: String)
    /// Sets a variable of the environment from here on; one without a value is taken out.
    case variable(String, String?)
    /// Calls the emulator's admin API, as somebody in Ads Manager or a test's fault would.
    case emulator(String, path: String, body: String)
    /// Puts on record what was asked of the emulator by some operations since the last time, in order.
    case requests([String])
    /// Puts a file of the project on record as it is now.
    case record(String)
    /// Runs pinplan.
    case command([String], exit: Int32)
  }

  /// A project that is applied before the case begins.
  struct Earlier {
    let folder: String
    let now: String
  }

  static let defaultNow = "2026-11-22T10:00:00Z"
  static let defaultNowBefore = "2026-11-20T10:00:00Z"
  static let cases = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Cases")

  /// Every folder is a case.
  static var names: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: cases.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The cases whose names begin as `PINPLAN_CASES` says, for work on some of them; else all.
  static var chosen: [String] {
    let prefix = ProcessInfo.processInfo.environment["PINPLAN_CASES"] ?? ""
    return names.filter { $0.hasPrefix(prefix) }
  }

  let folder: URL
  private(set) var earlier: [Earlier] = []
  private(set) var steps: [Step] = []
  /// The options of the emulator that the case runs against; none where it needs none.
  private(set) var emulatorOptions: [String]?

  init(_ name: String) throws {
    folder = Self.cases.appendingPathComponent(name)
    let script = folder.appendingPathComponent("case.txt")
    var times: [String: String] = [:]
    for line in try String(contentsOf: script, encoding: .utf8).split(separator: "\n")
    where !line.hasPrefix("#") {
      guard let colon = line.firstIndex(of: ":") else { throw Self.unreadable(line) }
      let key = String(line[..<colon])
      let words = Self.words(line[line.index(after: colon)...])
      if key.hasPrefix("before-") {
        times[key] = words.first
      } else {
        try read(key, words, line)
      }
    }
    for number in 1... {
      let name = "before-\(number)"
      let path = folder.appendingPathComponent(name).path
      guard FileManager.default.fileExists(atPath: path) else { break }
      earlier.append(Earlier(folder: name, now: times[name] ?? Self.defaultNowBefore))
    }
  }

  private mutating func read(_ key: String, _ words: [String], _ line: Substring) throws {
    switch (key, words.count) {
    case ("now", 1): steps.append(.now(words[0]))
    case ("emulator", _): emulatorOptions = words
    case ("env", 1):
      let parts = words[0].split(separator: "=", maxSplits: 1).map(String.init)
      steps.append(.variable(parts[0], parts.count > 1 ? parts[1] : nil))
    case ("admin", 2...):
      // The body is JSON, with quotes of its own.
      let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
      steps.append(.emulator(parts[1], path: parts[2], body: parts.count > 3 ? parts[3] : ""))
    case ("requests", 1...): steps.append(.requests(words))
    case ("record", 1): steps.append(.record(words[0]))
    case ("copy", 1): steps.append(.copy(words[0]))
    case ("remove", 1): steps.append(.remove(words[0]))
    case ("folder", 1): steps.append(.folder(words[0]))
    case ("link", 2): steps.append(.link(words[0], target: words[1]))
    case ("truncate", 2):
      guard let size = Int(words[1]) else { throw Self.unreadable(line) }
      steps.append(.truncate(words[0], size))
    case ("patch", 3...):
      let bytes = words.dropFirst(2).compactMap { UInt8($0, radix: 16) }
      guard let offset = Int(words[1]), bytes.count == words.count - 2
      else { throw Self.unreadable(line) }
      steps.append(.patch(words[0], offset: offset, bytes))
    case ("command", 1...): steps.append(.command(words, exit: 0))
    case ("exit", 1):
      guard case .command(let arguments, _)? = steps.popLast(), let exit = Int32(words[0])
      else { throw Self.unreadable(line) }
      steps.append(.command(arguments, exit: exit))
    default: throw Self.unreadable(line)
    }
  }

  private static func unreadable(_ line: Substring) -> GoldenMismatch {
    GoldenMismatch(description: "case.txt: \(line)")
  }

  /// Splits at spaces, except inside double quotes.
  private static func words(_ text: Substring) -> [String] {
    var words: [String] = []
    for (index, part) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
    {
      if index.isMultiple(of: 2) {
        words += part.split(separator: " ").map(String.init)
      } else {
        words.append(String(part))
      }
    }
    return words
  }
}
