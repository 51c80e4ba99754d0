import Foundation
import TestSupport

/// A Markdown document whose fenced blocks can be carried out, from the first to the last.
///
/// - `yaml title="FILE"` (any language): the file is written.
/// - `diff title="FILE"`: its `-` lines, which stand in the file once, give way to its `+` lines.
/// - `console`: each `$ ` line is run, with the `> ` lines after it; the rest is their output.
/// - `console emulator`: the same, against one ad account of the emulator, which the document has to
///   itself.
struct Document {
  let path: String
  /// Everything, blocks too, line by line.
  private(set) var lines: [Substring]

  init(_ path: String) throws {
    self.path = path
    lines = try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The documents that tests hold to their word.
  static let all =
    ["README.md"] + Repository.files(below: "docs") { $0.hasSuffix(".md") }

  private struct Block {
    let language: String
    let title: String?
    let needsEmulator: Bool
    /// The lines between the fences.
    let content: Range<Int>
  }

  private var blocks: [Block] {
    var blocks: [Block] = []
    var open: (language: String, title: String?, needsEmulator: Bool, line: Int)?
    for (number, line) in lines.enumerated() where line.hasPrefix("```") {
      if let start = open {
        blocks.append(
          Block(
            language: start.language, title: start.title, needsEmulator: start.needsEmulator,
            content: (start.line + 1)..<number))
        open = nil
        continue
      }
      let info = line.dropFirst(3)
      let title = info.components(separatedBy: "title=\"").dropFirst().first?.prefix { $0 != "\"" }
      open = (
        String(info.prefix { $0 != " " }), title.map(String.init),
        info.split(separator: " ").dropFirst().first == "emulator", number
      )
    }
    return blocks
  }

  /// The document with the output that its commands have now.
  func carriedOut() throws -> String {
    try withTemporaryFolder { folder in
      var result: [Substring] = []
      var position = 0
      var status: Int32 = 0
      var emulator: EmulatorProcess?
      for block in blocks {
        if block.language == "console" {
          result += lines[position..<block.content.lowerBound]
          if block.needsEmulator, emulator == nil { emulator = try Self.emulator() }
          let variables = block.needsEmulator ? emulator?.environment ?? [:] : [:]
          for command in Self.commands(lines[block.content]) {
            let text = command.map { $0.dropFirst(2) }.joined(separator: "\n")
            let answer = try BuiltPinplan.run(text, in: folder, after: status, with: variables)
            status = answer.status
            result += command + Self.lines(of: answer.output)
          }
          position = block.content.upperBound
        } else if let title = block.title {
          try write(lines[block.content], to: folder.appendingPathComponent(title), block.language)
        }
      }
      return (result + lines[position...]).joined(separator: "\n")
    }
  }

  /// An ad account whose clock stands still where the documents begin.
  private static func emulator() throws -> EmulatorProcess {
    try EmulatorProcess(
      BuiltPinplan.folder.appendingPathComponent("pinterest-emulator"),
      options: ["--now", "2026-11-22T10:00:00Z"])
  }

  /// The command lines of a console block; what stands between them is old output.
  private static func commands(_ lines: ArraySlice<Substring>) -> [[Substring]] {
    var commands: [[Substring]] = []
    var isOpen = false
    for line in lines {
      if line.hasPrefix("$ ") {
        commands.append([line])
        isOpen = true
      } else if isOpen, line.hasPrefix("> ") {
        commands[commands.count - 1].append(line)
      } else {
        isOpen = false
      }
    }
    return commands
  }

  /// The lines of an output; none when it said nothing.
  private static func lines(of output: String) -> [Substring] {
    guard !output.isEmpty else { return [] }
    let text = output.hasSuffix("\n") ? output.dropLast() : output[...]
    return text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private func write(_ content: ArraySlice<Substring>, to file: URL, _ language: String) throws {
    var text = content.map { $0 + "\n" }.joined()
    if language == "diff" {
      let old = content.filter { !$0.hasPrefix("+") }.map { $0.dropFirst() + "\n" }.joined()
      let new = content.filter { !$0.hasPrefix("-") }.map { $0.dropFirst() + "\n" }.joined()
      let parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: old)
      guard parts.count == 2 else {
        throw DocumentError("\(path): in \(file.lastPathComponent) this is not there once:\n\(old)")
      }
      text = parts.joined(separator: new)
    }
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}

struct DocumentError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
