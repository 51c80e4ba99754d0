import Foundation
import PinterestAPI

/// The log of a job, in which a text of others is never a command to the runner that reads it.
struct JobLog {
  /// What ends the quoting of GitHub's log; none where nothing reads it.
  private let word: String?

  init(of service: ReviewJob.Service?) {
    let bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    word = service == .github ? bytes.map { String($0, radix: 16) }.joined() : nil
  }

  /// From here on everything is text, until the end or the next commands.
  ///
  /// Messages go where results go: between two streams there is no order, so one could overtake the word.
  func begin() {
    guard word != nil else { return }
    dup2(STDOUT_FILENO, STDERR_FILENO)
    stop()
  }

  func end() {
    if let word { Console.put("::\(word)::\n") }
  }

  /// Gives the runner commands; nothing where nobody reads them.
  func command(_ lines: String) {
    guard word != nil, !lines.isEmpty else { return }
    end()
    Console.put(lines)
    stop()
  }

  private func stop() {
    if let word { Console.put("::stop-commands::\(word)\n") }
  }

  /// How many annotations of a severity are written; GitHub shows ten of a step.
  private static let most = 20

  /// Annotations, without those that nobody would see.
  func annotate(_ lines: String) {
    var counts: [Substring: Int] = [:]
    let shown = lines.split(separator: "\n").filter { line in
      let name = line.dropFirst(2).prefix { $0 != " " }
      counts[name, default: 0] += 1
      return counts[name, default: 0] <= Self.most
    }
    command(shown.map { $0 + "\n" }.joined())
  }
}
