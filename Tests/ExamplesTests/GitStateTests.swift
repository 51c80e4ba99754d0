import Foundation
import TestSupport
import Testing

/// Two checkouts of one repository, on machines that share no disk but its `origin`.
struct GitStateTests {
  private static let setUp = """
    set -e
    git config --global user.name ana; git config --global user.email ana@example
    git config --global init.defaultBranch main
    git init --quiet --bare origin.git
    git clone --quiet origin.git a 2>/dev/null
    cd a
    pinplan init --name northwind-uk --country GB >/dev/null
    echo 'state: { backend: git }' >>pinplan.yaml
    git add --all; git commit --quiet -m Begin; git push --quiet origin HEAD
    cd ..
    """

  private func answer(
    _ command: String, in folder: URL, _ check: (BuiltPinplan.Answer) -> Void
  ) throws {
    check(
      try BuiltPinplan.run(
        command, in: folder,
        with: ["GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": folder.path + "/.gitconfig"]))
  }

  @Test func `what one machine applied the next one knows`() throws {
    try withTemporaryFolder { folder in
      try answer(Self.setUp, in: folder) { #expect($0.status == 0, "\($0.output)") }
      // A plan makes no branch.
      try answer("pinplan plan -C a; git -C origin.git branch --list", in: folder) {
        #expect($0.output.hasSuffix("* main\n"), "\($0.output)")
      }
      try answer("pinplan apply -C a --auto-approve", in: folder) {
        #expect($0.status == 0, "\($0.output)")
      }
      try answer("git -C a status --short", in: folder) {
        #expect($0.output == "?? .pinplan/\n")
      }
      let next = """
        set -e
        (cd a; git add --all; git commit --quiet -m State; git push --quiet origin HEAD)
        git clone --quiet origin.git b
        git -C b ls-files .pinplan
        pinplan plan -C b
        """
      try answer(next, in: folder) {
        #expect($0.status == 0)
        #expect($0.output.hasPrefix(".pinplan/state.json\n"), "\($0.output)")
        #expect($0.output.contains("No changes."), "\($0.output)")
      }
      try answer("pinplan history -C b", in: folder) {
        #expect($0.status == 0 && $0.output.contains("+5"), "\($0.output)")
      }
    }
  }

  @Test func `a branch that is gone is not a new project`() throws {
    try withTemporaryFolder { folder in
      try answer(Self.setUp + "\npinplan apply -C a --auto-approve", in: folder) {
        #expect($0.status == 0, "\($0.output)")
      }
      let gone = """
        git -C origin.git branch --quiet -D pinplan-state
        for command in plan 'apply --auto-approve' history 'state list'; do
          pinplan $command -C a; echo "status $?"
        done
        """
      try answer(gone, in: folder) { answer in
        let statuses = answer.output.split(separator: "\n").filter { $0.hasPrefix("status") }
        #expect(statuses == ["status 3", "status 3", "status 3", "status 3"])
        #expect(
          answer.unwrapped.contains(
            "there is no state in branch pinplan-state of origin, and the project had one, of lineage"
          ), "\(answer.output)")
      }
      try answer("git -C origin.git branch --list", in: folder) {
        #expect($0.output == "* main\n", "nothing made it anew")
      }
    }
  }

  @Test func `a job that may only read can plan`() throws {
    try withTemporaryFolder { folder in
      let readOnly = """
        pinplan apply -C a --auto-approve
        printf '#!/bin/sh\\nexit 1\\n' >origin.git/hooks/pre-receive
        chmod +x origin.git/hooks/pre-receive
        pinplan plan -C a
        """
      try answer(Self.setUp + "\n" + readOnly, in: folder) {
        #expect($0.status == 0 && $0.output.contains("No changes."), "\($0.output)")
      }
    }
  }
}
