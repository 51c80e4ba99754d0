import Applying
import Diagnostics
import Foundation

/// The number of lines that are settled, in a file that is written whole or not at all.
struct CheckpointFile {
  let path: String

  /// How many lines are settled; none where there is no file yet.
  func read() throws(Failure) -> Int {
    guard let file = FileHandle(forReadingAtPath: path) else {
      guard access(path, F_OK) != 0, errno == ENOENT else {
        throw failure("cannot be read: \(OutputFile.Failure.last.reason)")
      }
      return 0
    }
    defer { try? file.close() }
    let bytes: Data
    do { bytes = try file.read(upToCount: Self.longest + 1) ?? Data() } catch {
      throw failure("cannot be read")
    }
    var text = String(decoding: bytes, as: UTF8.self)
    if text.hasSuffix("\n") { text.removeLast() }
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      bytes.count <= Self.longest, let number = Int(text)
    else { throw failure(text.isEmpty ? "is empty" : "holds no number of lines") }
    return number
  }

  func write(_ lines: Int) throws(OutputFile.Failure) {
    try OutputFile.replace(path, with: Array("\(lines)\n".utf8))
  }

  /// The most bytes that a number can have.
  private static let longest = 20

  private func failure(_ words: String) -> Failure {
    Failure(
      .streamCheckpoint, "--checkpoint \(path) \(words)",
      hint: "bring it back, or take it away: all lines are then sent again, which does no harm",
      exit: .refused)
  }
}

/// The lines that were left out, each with why: `{"line":7,"code":"list.not_an_email"}`.
final class RejectsFile {
  private let descriptor: Int32
  private let isRegular: Bool
  private var buffer: [UInt8] = []

  /// Opens a file or a pipe, or takes a descriptor, `fd:3`; what is told of lines that are settled stays.
  init(_ place: String, after settled: Int) throws(OutputFile.Failure) {
    let given = OutputPlace(place).descriptor
    descriptor =
      if let given {
        fcntl(given, F_DUPFD_CLOEXEC, 3)
      } else {
        open(place, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      }
    guard descriptor >= 0 else { throw .last }
    var status = stat()
    isRegular =
      given == nil && fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    guard isRegular else { return }
    guard ftruncate(descriptor, try lengthTold(ofLinesUpTo: settled)) == 0,
      lseek(descriptor, 0, SEEK_END) >= 0
    else { throw .last }
  }

  deinit { close(descriptor) }

  func write(_ line: Int, _ code: DiagnosticCode) throws(OutputFile.Failure) {
    buffer += Array("\(Self.beginning)\(line),\"code\":\"\(code.rawValue)\"}\n".utf8)
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Has everything on disk.
  func settle() throws(OutputFile.Failure) {
    try flush()
    if isRegular, fsync(descriptor) != 0 { throw .last }
  }

  private func flush() throws(OutputFile.Failure) {
    try OutputFile.write(buffer, to: descriptor)
    buffer.removeAll(keepingCapacity: true)
  }

  private static let beginning = "{\"line\":"

  /// How many bytes tell of lines that are settled; what follows was written by a run that was cut off.
  private func lengthTold(ofLinesUpTo settled: Int) throws(OutputFile.Failure) -> off_t {
    guard settled > 0 else { return 0 }
    var length: off_t = 0
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var carried: [UInt8] = []
    while true {
      let count = read(descriptor, &bytes, bytes.count)
      guard count >= 0 else { throw .last }
      guard count > 0 else { return length }
      carried += bytes[..<count]
      while let end = carried.firstIndex(of: UInt8(ascii: "\n")) {
        let digits = carried[..<end].dropFirst(Self.beginning.utf8.count).prefix { $0 != 0x2C }
        guard let number = Int(String(decoding: digits, as: UTF8.self)), number <= settled
        else { return length }
        length += off_t(end + 1)
        carried.removeFirst(end + 1)
      }
    }
  }
}
