import ArgumentParser
import Diagnostics
import Foundation
import Rendering

/// Where results and messages go: results to standard output, everything else to standard error.
struct Console {
  /// How results look.
  let style: TextStyle
  /// How messages look.
  let messageStyle: TextStyle

  init(noColor: Bool, environment: [String: String] = ProcessInfo.processInfo.environment) {
    let plain =
      noColor || environment["NO_COLOR"]?.isEmpty == false || environment["TERM"] == "dumb"
    style = Self.style(STDOUT_FILENO, plain: plain, environment)
    messageStyle = Self.style(STDERR_FILENO, plain: plain, environment)
  }

  private static func style(_ descriptor: Int32, plain: Bool, _ environment: [String: String])
    -> TextStyle
  {
    guard isatty(descriptor) == 1 else { return .plain }
    let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
    let isUnicode = locale.uppercased().contains("UTF-8") || locale.uppercased().contains("UTF8")
    return .terminal(width: width(of: descriptor), color: !plain, unicode: isUnicode)
  }

  private static func width(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes a result.
  ///
  /// Ends with exit 4 when it could not be written in full: a full disk is no success.
  func print(_ text: String) throws { try write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) throws {
    WrittenResult.ofThisRun.isThere = true
    do throws(OutputFile.Failure) {
      try OutputFile.write(bytes, to: STDOUT_FILENO)
    } catch {
      throw Failure(
        .outputUnwritable, "the output could not be written: \(error.reason)", exit: .stopped)
    }
  }

  /// Says something about the run, on standard error.
  ///
  /// What is in `whole` stays on one line, such as a command to copy.
  func say(_ text: String, whole: [String] = []) {
    Self.put(MessageRenderer(style: messageStyle).render(text, whole: whole))
  }

  /// What cannot be said on standard error cannot be said at all.
  static func put(_ text: String) { try? OutputFile.write(Array(text.utf8), to: STDERR_FILENO) }

  /// Shows diagnostics with the lines that they are about.
  func show(_ diagnostics: [Diagnostic], sourceLine: (String, Int) -> String?) {
    guard !diagnostics.isEmpty else { return }
    Self.put(DiagnosticRenderer(style: messageStyle).render(diagnostics, sourceLine: sourceLine))
  }

  /// Whether somebody is there to answer a question.
  var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Asks for the word yes; nothing less will do.
  func confirms(_ question: String) -> Bool {
    Self.put(question + "\nOnly yes will do: ")
    return readLine() == "yes"
  }
}
