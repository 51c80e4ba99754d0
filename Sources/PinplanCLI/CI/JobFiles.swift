import Foundation
import Rendering

/// The files of a job of GitHub Actions that a step adds to: its summary and its outputs.
struct JobFiles {
  private let summary: String?
  private let outputs: String?
  private let console: Console

  /// What all that one step writes may have.
  private static let longestSummary = 1 << 20
  /// Left for what comes after a report.
  private static let margin = 16 << 10

  init(_ environment: [String: String], _ console: Console) {
    summary = environment["GITHUB_STEP_SUMMARY"].flatMap { $0.isEmpty ? nil : $0 }
    outputs = environment["GITHUB_OUTPUT"].flatMap { $0.isEmpty ? nil : $0 }
    self.console = console
  }

  /// None of them, for a run that only shows what it would do.
  static func none(_ console: Console) -> Self { Self([:], console) }

  /// How long the next report may be; none where it would not be shown.
  var summaryBudget: Int? {
    guard let summary else { return nil }
    var status = stat()
    let size = stat(summary, &status) == 0 ? Int(status.st_size) : 0
    let room = Self.longestSummary - size - Self.margin
    guard room >= MarkdownOptions.smallestBudget else {
      console.say(
        "warning: the summary of the job is full; the log and the kept files have the rest")
      return nil
    }
    return min(room, 1_000_000)
  }

  func addToSummary(_ text: String) {
    if let summary { append(text + "\n", to: summary, "the summary of the job") }
  }

  /// Values of one line.
  func setOutputs(_ values: [(name: String, value: String)]) {
    guard let outputs else { return }
    append(
      values.map { "\($0.name)=\($0.value)\n" }.joined(), to: outputs, "the outputs of the step")
  }

  /// The command's own result stands, also where a file of the job cannot be written.
  private func append(_ text: String, to path: String, _ what: String) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    do throws(OutputFile.Failure) {
      guard descriptor >= 0 else { throw .last }
      defer { close(descriptor) }
      try OutputFile.write(Array(text.utf8), to: descriptor)
    } catch {
      console.say("warning: \(what) cannot be written: \(error.reason)")
    }
  }
}
