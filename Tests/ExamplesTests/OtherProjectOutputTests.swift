import Foundation
import TestSupport
import Testing

/// Outputs of a command that works elsewhere, or in a project that cannot be read.
struct OtherProjectOutputTests {
  /// A project `proj` with a customer list, applied, beside a plan of it and another project, `two`.
  private func besideProject(_ body: (URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let made = try BuiltPinplan.run(
        """
        mkdir -p proj/campaigns proj/lists two reports && cd proj
        cat >pinplan.yaml <<END
        version: 1
        account: { name: northwind-uk, country: GB }
        audiences:
          customers:
            { type: customer_list, name: Customers, source: lists/customers.csv,
              identifiers: email, terms_accepted: true, opt_outs_removed: true }
        END
        echo a@example.com >lists/customers.csv
        echo 'campaigns: { beds: { objective: traffic, status: paused } }' >campaigns/beds.yaml
        head -2 pinplan.yaml >../two/pinplan.yaml
        pinplan apply --auto-approve && pinplan plan --out ../r.plan
        cd .. && ln -s proj linked && ln -s proj/campaigns/beds.yaml soft
        """, in: folder)
      try #require(
        FileManager.default.fileExists(atPath: folder.path + "/r.plan"), "\(made.output)")
      try body(folder)
    }
  }

  private func bytes(of folder: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      files[path] = (try? Data(contentsOf: folder.appendingPathComponent(path))) ?? Data()
    }
    return files
  }

  private static let beds = "write over campaigns/beds.yaml, a file of the project in proj"

  private static let inState = "be a file in the state's folder proj/.pinplan"

  private static let refused: [(path: String, objection: String)] = [
    ("proj/pinplan.yaml", "write over pinplan.yaml, a file of the project in proj"),
    ("proj/campaigns/beds.yaml", beds), ("linked/campaigns/beds.yaml", beds), ("soft", beds),
    ("./proj/lists/../campaigns/beds.yaml", beds),
    (
      "proj/campaigns/new.yaml",
      "become a file of the project in proj, which reads campaigns/*.yaml"
    ),
    (
      "proj/lists/customers.csv",
      "write over lists/customers.csv, the customer list of audience/customers in proj"
    ),
    ("proj/.pinplan/state.db", inState),
    ("proj/.pinplan/report.html", inState),
  ]

  @Test func `no output goes over the files of a project that the command does not work in`() throws
  {
    try besideProject { folder in
      let before = try bytes(of: folder)
      for (command, option) in [
        ("show r.plan", "--html"), ("plan -C two --allow-empty", "--out"),
        ("plan -C two", "--html"), ("apply -C two --auto-approve", "--summary"),
        ("apply -C two --auto-approve", "--events"),
      ] {
        for (path, objection) in Self.refused {
          let answer = try BuiltPinplan.run("pinplan \(command) \(option) \(path)", in: folder)
          #expect(
            answer.unwrapped == "error: \(option) \(path) would \(objection); name another file\n")
          #expect(answer.status == 64)
        }
      }
      #expect(try bytes(of: folder) == before)
    }
  }

  @Test func `a state whose project is gone is not written over`() throws {
    try besideProject { folder in
      let answer = try BuiltPinplan.run(
        "rm proj/pinplan.yaml; pinplan show r.plan --html proj/.pinplan/state.db", in: folder)
      #expect(
        answer.unwrapped
          == "error: --html proj/.pinplan/state.db would be a file in the state's folder proj/.pinplan; name another file\n"
      )
      #expect(answer.status == 64)
    }
  }

  /// Where the YAML does not tell, what an output has left there is all that may go.
  @Test(arguments: ["proj", "."])
  func `no output goes over what a project with mistakes may read`(_ place: String) throws {
    try besideProject { folder in
      let (start, inside, whose) =
        place == "." ? ("cd proj;", "", "") : ("", "proj/", " in proj")
      let plan = place == "." ? "../r.plan" : "r.plan"
      _ = try BuiltPinplan.run(
        """
        pinplan show r.plan --html proj/report.html && cp r.plan proj/old.plan && : >proj/empty
        echo 'x: [' >>proj/pinplan.yaml
        """, in: folder)
      let before = try bytes(of: folder)
      let reason = "of the project\(whose), whose files have mistakes"
      for (path, does) in [
        ("campaigns/beds.yaml", "write over"), ("lists/customers.csv", "write over"),
        ("campaigns/new.yaml", "become"),
      ] {
        let answer = try BuiltPinplan.run(
          "\(start) pinplan show \(plan) --html \(inside)\(path)", in: folder)
        #expect(
          answer.unwrapped
            == "error: --html \(inside)\(path) would \(does) what may be a file \(reason); name another file\n"
        )
        #expect(answer.status == 64)
      }
      #expect(try bytes(of: folder) == before)
      for path in ["report.html", "old.plan", "empty", "new.html"] {
        let answer = try BuiltPinplan.run(
          "\(start) pinplan show \(plan) --html \(inside)\(path)", in: folder)
        #expect(answer.status == 0, "\(answer.output)")
      }
    }
  }

  @Test func `reports and plans of one project may lie in another, over their earlier ones`() throws
  {
    try besideProject { folder in
      let answer = try BuiltPinplan.run(
        """
        for again in 1 2; do
          pinplan plan -C two --out proj/two.plan --html proj/two.html &&
          pinplan apply -C two --auto-approve --summary proj/s.md --events proj/e || exit
        done
        """, in: folder)
      #expect(answer.status == 0, "\(answer.output)")
    }
  }
}
