import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A terminal of its own, at which a test types.
///
/// It is raw: what is typed is not echoed, and what is said comes through as it was written.
private struct Terminal {
  /// The end of every question.
  private static let question = "Only yes will do: "

  /// What the person sits at, and what the program has.
  let person, program: Int32

  init() throws {
    var (person, program): (Int32, Int32) = (-1, -1)
    guard openpty(&person, &program, nil, nil, nil) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
    (self.person, self.program) = (person, program)
    // A program that another test starts meanwhile must not keep it open.
    for descriptor in [person, program] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var settings = termios()
    tcgetattr(program, &settings)
    cfmakeraw(&settings)
    tcsetattr(program, TCSANOW, &settings)
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    precondition(write(person, bytes, bytes.count) == bytes.count, "a short line fits in")
  }

  /// All that is said until a process has ended; the first question is answered.
  func said(until process: Process, _ answer: () throws -> String) throws -> String {
    var said: [UInt8] = []
    var isAnswered = false
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let hasEnded = !process.isRunning
      var waiting = pollfd(fd: person, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, hasEnded ? 0 : 50) > 0 else {
        if hasEnded { break }
        continue
      }
      // Once nobody has the other end, reading fails on Linux and finds the end on macOS.
      let count = read(person, &buffer, buffer.count)
      guard count > 0 else { break }
      said += buffer.prefix(count)
      let asks = said.suffix(Self.question.utf8.count).elementsEqual(Self.question.utf8)
      guard asks, !isAnswered else { continue }
      isAnswered = true
      type(try answer())
    }
    process.waitUntilExit()
    return String(decoding: said, as: UTF8.self)
  }
}

extension BuiltPinplan {
  /// Runs pinplan at a terminal at which somebody types an answer, with results going to a file.
  ///
  /// `meanwhile` happens while the question stands; `colorless` takes colours away.
  public static func run(
    _ arguments: [String], typing answer: String, in place: URL, with variables: [String: String],
    colorless: Bool = true, meanwhile: () throws -> Void = {}
  ) throws -> (results: String, messages: String, status: Int32) {
    let terminal = try Terminal()
    defer { close(terminal.person) }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("pinplan-\(UUID().uuidString)")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = folder.appendingPathComponent("pinplan")
    process.arguments = arguments + (colorless ? ["--no-color"] : [])
    process.currentDirectoryURL = place
    process.environment = environment(home: place).merging(variables) { $1 }
    process.standardInput = FileHandle(fileDescriptor: terminal.program, closeOnDealloc: false)
    process.standardError = process.standardInput
    process.standardOutput = try FileHandle(forWritingTo: file)
    try process.run()
    close(terminal.program)
    let messages = try terminal.said(until: process) {
      try meanwhile()
      return answer
    }
    let results = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    return (results, messages, process.terminationStatus)
  }
}
