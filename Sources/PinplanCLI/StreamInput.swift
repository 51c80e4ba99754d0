import Applying
import Foundation

/// Standard input as a stream of lines comes in on it: waited for no longer than until it is time to send.
final class StreamInput: Sendable {
  private let descriptor: Int32
  private let wake: (reading: Int32, writing: Int32)
  private let start = ContinuousClock.now
  /// Whether what had come in before the stream was to end has been read; known to its one reader.
  private nonisolated(unsafe) var isDrained = false

  init(_ descriptor: Int32 = STDIN_FILENO) throws(OutputFile.Failure) {
    self.descriptor = descriptor
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .last }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    wake = (ends[0], ends[1])
  }

  deinit {
    close(wake.reading)
    close(wake.writing)
  }

  /// Ends the waiting, now or the next time; called by whoever hears a signal.
  func stop() {
    var byte: UInt8 = 1
    _ = write(wake.writing, &byte, 1)
  }

  /// The time since the stream began.
  var age: Duration { start.duration(to: .now) }

  /// Waits for bytes until a given age, or for ever; once it is to end, reads what is there as one last part.
  func receive(
    _ buffer: UnsafeMutableRawBufferPointer, until due: Duration?
  ) throws(OutputFile.Failure) -> ListStream.Arrival {
    while true {
      var waited = [
        pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0),
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&waited, 2, due.map { milliseconds(until: $0) } ?? -1)
      if count == 0 {
        if let due, age < due { continue }
        return .due
      }
      guard count > 0 else {
        guard errno == EINTR else { throw .last }
        continue
      }
      if waited[0].revents != 0 {
        guard !isDrained, waited[1].revents & Int16(POLLIN) != 0 else { return .stopped }
        isDrained = true
      }
      let read = read(descriptor, buffer.baseAddress, buffer.count)
      if read >= 0 { return read == 0 ? .end : .bytes(read) }
      guard errno == EINTR || errno == EAGAIN else { throw .last }
    }
  }

  private func milliseconds(until due: Duration) -> Int32 {
    let left = max(.zero, due - age) / .milliseconds(1)
    return Int32(min(left.rounded(.up), 3_600_000))
  }
}
