import Foundation
import TestSupport
import Testing

/// Two machines that share no disk but a database.
@Suite(
  .enabled(
    if: DatabaseServer.missing.isEmpty,
    "postgres is skipped: \(DatabaseServer.missing) are not installed"))
struct PostgresStateTests {
  private let server: DatabaseServer
  private let workspace = "w-" + UUID().uuidString.lowercased()

  init() throws {
    guard let server = DatabaseServer.shared else { throw DatabaseServer.Failure.none }
    self.server = server
  }

  private func answer(
    _ command: String, in folder: URL, url: String? = nil,
    _ check: (BuiltPinplan.Answer) -> Void
  ) throws {
    check(
      try BuiltPinplan.run(
        command, in: folder, with: ["PINPLAN_STATE_URL": url ?? server.ways.url]))
  }

  private var setUp: String {
    """
    set -e
    for machine in a b; do
      pinplan init --name northwind-uk --country GB -C $machine >/dev/null
      echo 'state: { backend: postgres, workspace: \(workspace) }' >>$machine/pinplan.yaml
    done
    set +e
    """
  }

  @Test func `what one machine applied the next one knows, also through a pooler`() throws {
    try withTemporaryFolder { folder in
      try answer(setUp + "\npinplan plan -C a", in: folder) {
        #expect($0.status == 0 && $0.output.contains("no state yet"), "\($0.output)")
      }
      try answer("ls a/.pinplan; pinplan apply -C a --auto-approve", in: folder) {
        #expect($0.status == 0, "\($0.output)")
      }
      try answer("ls a/.pinplan; pinplan plan -C b", in: folder, url: server.ways.pooled) {
        #expect($0.output.hasPrefix("state.json\n"), "\($0.output)")
        #expect($0.output.contains("No changes."), "\($0.output)")
      }
      try answer("pinplan history -C b; pinplan state check -C b", in: folder) {
        #expect($0.status == 0 && $0.output.contains("+5"), "\($0.output)")
      }
      let reader = server.ways.url.replacing("pinplan@", with: "reader@")
      try answer("pinplan plan -C a; pinplan state list -C a", in: folder, url: reader) {
        #expect($0.status == 0 && $0.output.contains("5 resources, state serial"), "\($0.output)")
      }
      try answer("pinplan state rm campaign/first-campaign -C a", in: folder, url: reader) {
        #expect($0.status == 3, "\($0.output)")
        #expect($0.unwrapped.contains("permission denied for table workspace (42501)"))
      }
    }
  }

  @Test func `without an address, or with one in the project, nothing is planned`() throws {
    try withTemporaryFolder { folder in
      try answer(setUp + "\npinplan plan -C a", in: folder, url: "") {
        #expect($0.status == 3, "\($0.output)")
        #expect(
          $0.unwrapped.contains(
            "PINPLAN_STATE_URL is not set; write there `postgres://USER@HOST/DATABASE`, and keep it out of the project"
          ), "\($0.output)")
      }
      let secret = "postgres://ana:s3cret@db.example/ads"
      let written = """
        sed -i.bak '/^state:/d' a/pinplan.yaml
        echo 'state: { backend: postgres, url: "\(secret)", branch: x }' >>a/pinplan.yaml
        for command in plan 'apply --auto-approve' validate 'plan --format json' 'state list' history; do
          pinplan $command -C a; echo "status $?"
        done
        """
      try answer(written, in: folder) { answer in
        let statuses = answer.output.split(separator: "\n").filter { $0.hasPrefix("status") }
        #expect(statuses == Array(repeating: "status 1", count: 6), "\(answer.output)")
        #expect(!answer.output.contains("s3cret") && !answer.output.contains("db.example"))
        #expect(
          answer.unwrapped.contains(
            "error[state.secret_in_file]: state has the address of a database at `url`, and the project is in git"
          ), "\(answer.output)")
      }
    }
  }
}
