import Foundation
import TestSupport
import Testing

/// Places that take or give no bytes, on the built program.
struct OddPlaceTests {
  @Test func `a plan that is a pipe is refused at once, with what it is`() throws {
    try withTemporaryFolder { folder in
      let answer = try BuiltPinplan.run("mkfifo r.plan; pinplan show r.plan", in: folder)
      #expect(
        answer.unwrapped
          == "error: r.plan: the plan cannot be read: it is no file but a pipe, a socket or a device; name a file that pinplan plan --out has written\n"
      )
      #expect(answer.status == 3)
    }
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
    arguments: ["--help", "--version", "plan --help", "help plan", "completions bash"])
  func `help that cannot be written is exit 4`(_ command: String) throws {
    try withTemporaryFolder { folder in
      let answer = try BuiltPinplan.run("pinplan \(command) >/dev/full", in: folder)
      #expect(
        answer.unwrapped == "error: the output could not be written: No space left on device\n")
      #expect(answer.status == 4)
      #expect(try BuiltPinplan.run("pinplan \(command)", in: folder).status == 0)
    }
  }
}
