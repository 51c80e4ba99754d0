import Foundation
import TestSupport
import Testing

/// How services are told of a project's files, on the built program in a checkout.
struct CheckoutTests {
  private static let project = """
    version: 1
    account: { name: northwind-uk, country: GB }

    """
  private static let mistake = """
    campaigns:
      sofas: { objective: trafic }
    """

  /// A checkout with a project in its folder `ads`, whose one campaign is mistaken.
  private func inCheckout(_ body: (URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let campaigns = folder.appendingPathComponent("ads/campaigns")
      try FileManager.default.createDirectory(at: campaigns, withIntermediateDirectories: true)
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(".git"), withIntermediateDirectories: false)
      try Data(Self.project.utf8).write(to: folder.appendingPathComponent("ads/pinplan.yaml"))
      try Data(Self.mistake.utf8).write(to: campaigns.appendingPathComponent("sofas.yaml"))
      try body(folder)
    }
  }

  @Test(arguments: [
    ("github", "file=ads/campaigns/sofas.yaml,line=2,"),
    ("sarif", #""uri":"ads/campaigns/sofas.yaml""#),
    ("gitlab", #""path":"ads/campaigns/sofas.yaml""#),
    ("markdown", "ads/campaigns/sofas.yaml"),
  ])
  func `a report names files from the checkout's root, wherever it is made`(
    _ format: String, _ name: String
  ) throws {
    try inCheckout { folder in
      let validate = "validate --format \(format) --now 2026-11-22T10:00:00Z"
      let above = try BuiltPinplan.run("pinplan \(validate) -C ads", in: folder)
      #expect(above.output.contains(name), "\(above.output)")
      #expect(above.status == 1)
      for command in [
        "cd ads && pinplan \(validate)", "cd ads/campaigns && pinplan \(validate) -C ..",
        "ln -s ads other && cd other && pinplan \(validate)", "pinplan \(validate) -C ./ads/",
      ] {
        let other = try BuiltPinplan.run(command, in: folder)
        #expect(other.output == above.output, "\(command)")
        #expect(other.status == 1)
      }
    }
  }

  @Test func `files that a written include misses are named, and so is what cannot be`() throws {
    try inCheckout { folder in
      let answer = try BuiltPinplan.run(
        """
        cd ads && printf 'include: [campaigns/*.yaml]\\n' >>pinplan.yaml
        printf 'campaigns: {}\\n' >campaigns/sofas.yaml
        mkdir other && printf 'campaigns: {}\\n' | tee campaigns/b.YAML >other/c.yaml
        cp other/c.yaml "$(printf 'campaigns/d\\377.yaml')" 2>/dev/null || echo 'no such name'
        pinplan validate 2>&1 >/dev/null
        """, in: folder)
      // Some file systems take no other names.
      if answer.output.hasPrefix("no such name") { return }
      #expect(
        answer.output == """
          warning[include.not_read]: campaigns/b.YAML is not read: no `include` matches it
           --> campaigns/b.YAML:1:1
            = hint: let `include` match it, or move it out of the project

          warning[include.not_read]: other/c.yaml is not read: no `include` matches it
           --> other/c.yaml:1:1
            = hint: let `include` match it, or move it out of the project

          warning[include.not_read]: "campaigns/d\u{FFFD}.yaml" is not read: its name is not
              UTF-8
           --> pinplan.yaml:1:1
            |
          1 | version: 1
            | ^
            = hint: give it a name in UTF-8

          3 warnings

          """, "\(answer.output)")
      #expect(answer.status == 0)
    }
  }
}
