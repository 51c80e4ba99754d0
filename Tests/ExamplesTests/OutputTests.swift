import Foundation
import TestSupport
import Testing

/// Where `--out`, `--html`, `--summary` and `--events` may write, on the built program.
struct OutputTests {
  /// The quickstart with a customer list, applied once, and a plan of a change to it.
  private func inProject(_ body: (URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let copy = folder.appendingPathComponent("project")
      try FileManager.default.copyItem(
        at: Repository.root.appendingPathComponent("examples/quickstart"), to: copy)
      let made = try BuiltPinplan.run(
        """
        mkdir lists elsewhere && echo a@example.com >lists/customers.csv
        echo b@example.com >lists/opt-outs.csv
        sed -i.old 's/^include:.*/include: [campaigns\\/*.yaml, audiences.yaml]/' pinplan.yaml
        rm pinplan.yaml.old
        cat >audiences.yaml <<END
        audiences:
          customers:
            { type: customer_list, name: Customers, source: lists/customers.csv,
              identifiers: email, suppress: lists/opt-outs.csv, terms_accepted: true,
              opt_outs_removed: true }
        END
        pinplan apply --auto-approve
        sed -i.old 's/name: Sofas$/name: Sofas of another name/' campaigns/sofas.yaml
        mv campaigns/sofas.yaml.old elsewhere/old
        pinplan plan --out p.plan
        ln -s ../campaigns elsewhere/folder && ln -s ../campaigns/sofas.yaml elsewhere/soft
        ln -s .pinplan/state.db-wal log && ln -s nowhere/p.html broken
        ln campaigns/sofas.yaml elsewhere/hard && ln .pinplan/state.db elsewhere/hard.db
        ln lists/customers.csv elsewhere/hard.csv && ln p.plan elsewhere/hard.plan
        """, in: copy)
      try #require(FileManager.default.fileExists(atPath: copy.path + "/p.plan"), "\(made.output)")
      try body(copy)
    }
  }

  private static let sofas = "write over campaigns/sofas.yaml, a file of the project"
  private static let list =
    "write over lists/customers.csv, the customer list of audience/customers"
  private static let root = "write over pinplan.yaml, a file of the project"
  private static let inState = "be a file in the state's folder"

  private static let refused: [(path: String, objection: String)] = [
    ("pinplan.yaml", root), ("./campaigns/../pinplan.yaml", root),
    ("campaigns/sofas.yaml", sofas), ("elsewhere/folder/sofas.yaml", sofas),
    ("elsewhere/soft", sofas), ("elsewhere/hard", sofas), ("/dev/fd/9", sofas),
    ("/proc/self/fd/9", sofas),
    ("audiences.yaml", "write over audiences.yaml, a file of the project"),
    ("campaigns/new.yaml", "become a file of the project, which reads campaigns/*.yaml"),
    ("elsewhere/folder/new.yaml", "become a file of the project, which reads campaigns/*.yaml"),
    (".pinplan/state.db", "write over the state"), ("elsewhere/hard.db", "write over the state"),
    (".pinplan/state.db-wal", "write over the state"), ("log", "write over the state"),
    (".pinplan/state.db-shm", "write over the state"), (".pinplan/report.html", inState),
    (".pinplan", "write over the state's folder"),
    (
      "lists/opt-outs.csv",
      "write over lists/opt-outs.csv, the opt-outs of audience/customers"
    ), ("lists/customers.csv", list), ("elsewhere/hard.csv", list),
  ]

  private static let commands = [
    ("plan", "--out"), ("plan", "--html"), ("show p.plan", "--html"),
    ("apply --auto-approve", "--summary"), ("apply --auto-approve", "--events"),
    ("apply p.plan", "--summary"), ("apply p.plan", "--events"),
  ]

  /// Every byte of the folder, by path.
  private func bytes(of folder: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      files[path] = (try? Data(contentsOf: folder.appendingPathComponent(path))) ?? Data()
    }
    return files
  }

  @Test func `no output goes over what the project reads, its state or a customer list`() throws {
    try inProject { folder in
      let before = try bytes(of: folder)
      for (command, option) in Self.commands {
        for (path, objection) in Self.refused where !(command + option).contains(path) {
          if path.hasPrefix("/proc"), access("/proc/self/fd", F_OK) != 0 { continue }
          let answer = try BuiltPinplan.run(
            "pinplan \(command) \(option) \(path) 9<>campaigns/sofas.yaml", in: folder)
          #expect(
            answer.unwrapped == "error: \(option) \(path) would \(objection); name another file\n")
          #expect(answer.status == 64)
        }
      }
      #expect(try bytes(of: folder) == before)
    }
  }

  @Test(arguments: ["./p.plan", "elsewhere/hard.plan"])
  func `no output goes over the plan that is applied or shown`(_ path: String) throws {
    try inProject { folder in
      let before = try bytes(of: folder)
      for (command, option, what) in [
        ("apply p.plan", "--events", "applied"), ("apply p.plan", "--summary", "applied"),
        ("show p.plan", "--html", "shown"),
      ] {
        let answer = try BuiltPinplan.run("pinplan \(command) \(option) \(path)", in: folder)
        #expect(
          answer.unwrapped
            == "error: \(option) \(path) would write over the plan that is \(what); name another file\n"
        )
        #expect(answer.status == 64)
      }
      #expect(try bytes(of: folder) == before)
    }
  }

  @Test func `two outputs are two files`() throws {
    try inProject { folder in
      let both = try BuiltPinplan.run("pinplan plan --out a --html ./a", in: folder)
      #expect(both.output == "error: --out a and --html ./a are one file; name two\n")
      #expect(both.status == 64)
      let linked = try BuiltPinplan.run(
        "touch a && ln -s a b && pinplan apply p.plan --events a --summary b", in: folder)
      #expect(linked.output == "error: --events a and --summary b are one file; name two\n")
      let nowhere = try BuiltPinplan.run(
        "pinplan plan --out /dev/null --html /dev/null >/dev/null", in: folder)
      #expect(nowhere.status == 0, "\(nowhere.output)")
    }
  }

  @Test func `an earlier output gives way to the next, and a link keeps leading to its file`()
    throws
  {
    try inProject { folder in
      let answer = try BuiltPinplan.run(
        """
        ln -s elsewhere/real.plan linked && for again in 1 2
        do pinplan plan --out linked --html elsewhere/p.html >/dev/null || exit; done
        test -L linked && pinplan plan --html /dev/stdout >whole.html && tail -c 8 whole.html
        pinplan apply linked --summary elsewhere/s.md --events elsewhere/e >/dev/null
        """, in: folder)
      #expect(answer.status == 0, "\(answer.output)")
      #expect(answer.output.hasSuffix("</html>\n"), "\(answer.output)")
    }
  }

  @Test(arguments: ["no/such/folder/x", "campaigns", "''", "/proc/x", "broken"])
  func `an output that cannot be written stops the command before it begins`(_ path: String) throws
  {
    try inProject { folder in
      let before = try bytes(of: folder)
      for (command, option) in Self.commands {
        let answer = try BuiltPinplan.run("pinplan \(command) \(option) \(path)", in: folder)
        let named = path == "''" ? "" : path
        let reason = path == "campaigns" ? "Is a directory" : "No such file or directory"
        #expect(answer.unwrapped == "error: \(option) \(named) cannot be written: \(reason)\n")
        #expect(answer.status == 4)
      }
      #expect(try bytes(of: folder) == before)
    }
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
    arguments: [
      "--summary /dev/full", "--events /dev/full",
    ])
  func `an apply whose output breaks off is reported all the same, and exits 4`(
    _ option: String
  ) throws {
    try inProject { folder in
      let answer = try BuiltPinplan.run("pinplan apply p.plan \(option)", in: folder)
      #expect(answer.status == 4)
      #expect(answer.output.contains("No space left on device"), "\(answer.output)")
      #expect(answer.output.contains("1 updated"), "\(answer.output)")
      #expect(try BuiltPinplan.run("pinplan plan --detailed-exitcode", in: folder).status == 0)
    }
  }
}
