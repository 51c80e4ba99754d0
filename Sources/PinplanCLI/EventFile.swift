import Applying
import Documents
import Foundation
import Outcomes

/// The stream that `apply --events` writes, one JSON object a line.
///
/// A stream that breaks never stops an apply: it is said once, at the end, and is exit 4.
final class EventFile {
  private let descriptor: Int32
  private let run = UUID().uuidString.lowercased()
  private let start = ContinuousClock.now
  private var sequence = 0
  private var events = EventSequence()
  /// Why lines are missing; none while every line was written.
  private(set) var failure: OutputFile.Failure?

  /// Opens a file or a pipe, or takes a descriptor, `fd:3`; what a file holds stays until the apply
  /// begins.
  init(_ place: String) throws(OutputFile.Failure) {
    descriptor =
      if let given = OutputPlace(place).descriptor {
        fcntl(given, F_DUPFD_CLOEXEC, 3)
      } else {
        open(place, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
      }
    guard descriptor >= 0 else { throw .last }
    // A reader that has gone is a broken stream, not the end of the apply.
    signal(SIGPIPE, SIG_IGN)
  }

  deinit { close(descriptor) }

  func started(operations: Int) {
    write([events.started(operations: operations)])
  }

  func recorded(_ progress: ApplyProgress) { write(events.events(of: progress)) }

  func waiting(_ notice: SettlingNotice) { write([events.waiting(notice)]) }

  func finished(_ result: ApplyResult) { write([events.finished(result)]) }

  private func write(_ events: [ApplyEvent]) {
    guard failure == nil else { return }
    // What was there before goes with the first line; a pipe has no length.
    if sequence == 0 { ftruncate(descriptor, 0) }
    let elapsed = start.duration(to: .now) / .milliseconds(1)
    var lines: [UInt8] = []
    for event in events {
      lines += EventDocument.line(
        event, run: run, sequence: sequence, elapsed: Int(elapsed))
      sequence += 1
    }
    do throws(OutputFile.Failure) {
      try OutputFile.write(lines, to: descriptor)
    } catch {
      failure = error
    }
  }
}
