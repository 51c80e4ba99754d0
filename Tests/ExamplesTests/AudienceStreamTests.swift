import Foundation
import TestSupport
import Testing

/// `audience stream` as a user runs it, in a shell.
struct AudienceStreamTests {
  private static let project = """
    version: 1
    account: { name: northwind-uk, country: GB }
    audiences:
      crm:
        { type: customer_list, identifiers: email, sync: external, terms_accepted: true,
          opt_outs_removed: true }

    """

  private static let helpers = """
    line() { printf '{"op":"%s","namespace":"Email","value":"%s@northwind.example"}\\n' "$2" "$1"; }
    pinplan apply --auto-approve >applied

    """

  private static func run(_ commands: String) throws -> BuiltPinplan.Answer {
    try withTemporaryFolder { folder in
      try Data(project.utf8).write(to: folder.appendingPathComponent("pinplan.yaml"))
      return try BuiltPinplan.run(helpers + commands, in: folder)
    }
  }

  @Test func `a quiet pipe does not keep a batch back, and a signal sends what is pending`() throws
  {
    let answer = try Self.run(
      """
      mkfifo pipe
      pinplan audience stream crm --every 1s --checkpoint settled <pipe & stream=$!
      exec 3>pipe
      line ana add >&3; line bo add >&3
      until [ "$(cat settled 2>/dev/null)" = 2 ]; do sleep 0.1; done
      line ana remove >&3; printf '{"op":"add"' >&3
      sleep 0.2
      kill -TERM $stream; wait $stream; echo "exit $?"
      cat settled
      """)
    #expect(
      answer.output.contains(
        "SIGTERM: what is pending is sent; once more to end without waiting.\n"))
    #expect(
      answer.output.hasSuffix(
        """
        audience/crm: 3 lines read, 2 put on the list, 1 taken out, in 2 batches; 0 rejected.
        namespace  added  removed  rejected
        Email          2        1         0
        Settled: 3 lines of the input.
        exit 0
        3

        """), "\(answer.output)")
  }

  @Test func `a stream goes on after its checkpoint, and what it left out is told once`() throws {
    let answer = try Self.run(
      """
      { line ana add; echo nonsense; line bo add; line "" add; line cy add; } >lines
      head -n 2 lines | pinplan audience stream crm --checkpoint settled --rejects rejects >first
      printf '{"line":4,"code":"list.not_an_email"}\\n{"line":5,"co' >>rejects
      pinplan audience stream crm --checkpoint settled --rejects rejects --format json <lines
      cat settled rejects
      """)
    #expect(
      answer.output == #"""
        {"format_version":1,"address":"audience/crm","complete":true,"read":3,"added":2,"removed":0,\#
        "rejected":1,"superseded":0,"suppressed":0,"batches":1,"settled":5,"by_namespace":{\#
        "Email":{"added":2,"removed":0,"rejected":1},"Email_LC_SHA256":{"added":0,"removed":0,"rejected":0},\#
        "GAID":{"added":0,"removed":0,"rejected":0},"IDFA":{"added":0,"removed":0,"rejected":0}},\#
        "error":null,"diagnostics":[]}
        5
        {"line":2,"code":"stream.syntax"}
        {"line":4,"code":"list.not_an_email"}

        """#)
  }

  @Test(arguments: [
    ("printf '' >settled", "error: --checkpoint settled is empty"),
    ("echo 12x >settled", "error: --checkpoint settled holds no number of lines"),
    ("echo -3 >settled", "error: --checkpoint settled holds no number of lines"),
    (
      "echo 99999999999999999999 >settled",
      "error: --checkpoint settled holds no number of lines"
    ),
    (
      "mkdir settled", "error: --checkpoint settled cannot be written: Is a directory"
    ),
  ])
  func `a checkpoint that is none ends the stream before anything is read`(
    _ preparation: String, _ message: String
  ) throws {
    let answer = try Self.run(
      "\(preparation)\nline ana add | pinplan audience stream crm --checkpoint settled")
    let hint =
      "\n  = hint: bring it back, or take it away: all lines are then sent again, which does no harm\n"
    let isOfPlace = message.contains("directory")
    #expect(answer.unwrapped == message + (isOfPlace ? "\n" : hint))
    #expect(answer.status == (isOfPlace ? 4 : 1))
  }

  @Test func `a checkpoint beyond the input is another input's`() throws {
    let answer = try Self.run(
      "echo 7 >settled; line ana add | pinplan audience stream crm --checkpoint settled; echo $?")
    #expect(
      answer.unwrapped == """
        error: --checkpoint settled says that 7 lines are settled, and the input has 1
          = hint: give the same input as before, from its first line
        audience/crm: 0 lines read, 0 put on the list, 0 taken out, in 0 batches; 0 rejected.
        Settled: 7 lines of the input.
        1

        """)
  }

  @Test func `neither file of a stream may be one of the project's`() throws {
    let answer = try Self.run(
      """
      pinplan audience stream crm --checkpoint pinplan.yaml </dev/null
      pinplan audience stream crm --rejects .pinplan/state.db </dev/null
      pinplan audience stream crm --rejects same --checkpoint same </dev/null
      """)
    #expect(
      answer.unwrapped == """
        error: --checkpoint pinplan.yaml would write over pinplan.yaml, a file of the project; name another file
        error: --rejects .pinplan/state.db would write over the state; name another file
        error: --checkpoint same and --rejects same are one file; name two

        """)
    #expect(answer.status == 64)
  }

  @Test func `two streams run at once, as each has the lock only for its batches`() throws {
    let answer = try Self.run(
      """
      mkfifo pipe
      pinplan audience stream crm --every 1s --checkpoint other <pipe >/dev/null & holder=$!
      exec 3>pipe
      line ana add >&3
      until [ "$(cat other 2>/dev/null)" = 1 ]; do sleep 0.1; done
      line bo add | pinplan audience stream crm --checkpoint settled
      exec 3>&-; wait $holder; echo "exit $?"
      pinplan history | wc -l
      """)
    #expect(answer.output.hasSuffix("exit 0\n4\n"), "\(answer.output)")
  }
}
