import Foundation
import Testing

/// The emulator that was built with the tests.
enum EmulatorExecutable {
  /// Beside the test executable on Linux, beside the bundle that its helper loads on macOS.
  static func url() throws -> URL {
    try #require(
      CommandLine.arguments.lazy.compactMap { argument in
        argument.range(of: ".xctest").map {
          URL(fileURLWithPath: String(argument[..<$0.upperBound])).deletingLastPathComponent()
        }
      }.first
    ).appendingPathComponent("pinterest-emulator")
  }
}
