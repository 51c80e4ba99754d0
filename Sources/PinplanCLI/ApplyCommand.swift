import AdsModel
import Applying
import ArgumentParser
import Documents
import Foundation
import Planning
import Rendering
import StateStore

struct ApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Carry out a plan.",
    discussion: """
      With FILE: exactly that plan, or exit 3 naming what has moved since. With --expect: plans \
      afresh and goes on only when the digest is the reviewed one. Alone: plans, shows, and asks \
      for the word yes.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var planning: PlanOptionsGroup

  @Argument(help: "A plan that `pinplan plan --out` saved.", completion: .file())
  var file: String?

  @Option(help: ArgumentHelp("Apply only a plan with this digest.", valueName: "digest"))
  var expect: String?

  @Flag(help: "Do not ask; needed where no terminal is.")
  var autoApprove = false

  /// How many changes an approved apply lists before it only counts them.
  private static let mostListed = 500

  /// As many characters as the text output of a plan shows of its digest.
  private static let shortestDigest = 12

  func validate() throws {
    if let expect, expect.count < Self.shortestDigest || !expect.allSatisfy(\.isHexDigit) {
      throw ValidationError(
        "--expect takes a digest as `pinplan plan` shows it, \(Self.shortestDigest) characters or more"
      )
    }
    guard file != nil else { return }
    if expect != nil {
      throw ValidationError("a saved plan has its own digest; leave out --expect")
    }
    if !planning.replace.isEmpty || !planning.override.isEmpty || planning.allowEmpty {
      throw ValidationError(
        "a saved plan has its own --replace, --override and --allow-empty; give them to `pinplan plan --out`"
      )
    }
  }

  func run() async throws {
    let runner = ApplyRunner(common: common, output: output)
    if let file {
      try await runner.apply(savedPlan: file)
      return
    }
    let planned = try common.planned(planning.request, output) {
      ApplyDocument.encode(ApplyResult(refusedBy: $0))
    }
    guard let plan = planned.boundPlan else { throw ExitStatus.refused.exit }
    let console = common.console
    let digest = plan.digest()
    if !output.isJSON {
      // Nobody reads thousands of lines that are approved already.
      let isLong = (autoApprove || expect != nil) && plan.changes.count > Self.mostListed
      let renderer = PlanTextRenderer(
        style: console.style, detail: isLong && !plan.isRefused ? .summary : .changes)
      try console.print(renderer.render(plan, digest: digest))
    }
    if plan.isRefused || !output.isJSON {
      console.show(plan.diagnostics, sourceLine: planned.project.line)
    }
    if plan.isRefused {
      try runner.reportUntouched(plan, because: "the plan is refused")
      throw ExitStatus.refused.exit
    }
    do {
      try confirm(plan, digest)
    } catch {
      try runner.reportUntouched(plan, because: "the plan is not approved")
      throw error
    }
    try await runner.apply(plan, digest: digest)
  }

  /// Holds the plan to the reviewed digest, or asks.
  private func confirm(_ plan: Plan, _ digest: String) throws {
    let console = common.console
    if let expect {
      guard digest.hasPrefix(expect.lowercased()) else {
        console.say(
          "error: the plan is not the reviewed one: its digest is \(digest), not \(expect)\n"
            + "  = note: as it is now it would do \(plan.summary.phrase); nothing was written\n"
            + "  = hint: have it reviewed again"
        )
        throw ExitStatus.stale.exit
      }
      return
    }
    guard !plan.isEmpty, !autoApprove else { return }
    guard console.isInteractive else {
      console.say(
        "error: nobody is there to approve; say --auto-approve, --expect DIGEST or name a saved plan"
      )
      throw ExitStatus.refused.exit
    }
    guard console.confirms("Apply this plan?") else {
      console.say("Not approved; nothing was written.")
      throw ExitStatus.refused.exit
    }
  }
}

extension PlanSummary {
  /// `1 creation, 2 updates, 0 replacements, 3 archivings`.
  var phrase: String {
    [
      (create, "creation"), (update, "update"), (replace, "replacement"), (archive, "archiving"),
    ].map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
  }
}
