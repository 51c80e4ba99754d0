import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Documents
import Outcomes
import Planning
import Rendering
import StateStore

extension AudienceCommand {
  struct Rebuild: AsyncParsableCommand, ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "rebuild",
      abstract: "Make an audience anew under the same key, with a new customer list.",
      discussion: """
        For a list key that is lost: ad groups move to the new audience, and the old one is \
        removed. Without the key nobody can be taken off the old list; they stay on it, and the \
        plan says so. What else the project changes is applied with it.
        """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var asking: AskingOptions
    @OptionGroup var output: FormatOptions<ApplyResult>
    @OptionGroup var webhook: WebhookOptions
    @OptionGroup var overriding: OverrideOptions
    @Argument(help: ArgumentHelp("The audiences, by key or address.", valueName: "name"))
    var names: [AudienceName]
    @Flag(help: "Do not ask; needed where no terminal is.")
    var autoApprove = false

    var reporter: Reporter { common.reporter(output) }

    func run() async throws {
      let applyReporter = ApplyReporter(
        common: common, output: reporter, events: nil, summary: nil)
      var runner = ApplyRunner(common, applyReporter, webhook)
      defer { asking.tellRequests(common.console) }
      try await runner.settleEarlierApply()
      var request = PlanRequest()
      request.options.replace = try await addresses()
      overriding.add(to: &request)
      let planned = try await common.planned(request, isWriting: true) { diagnostics, project in
        reporter.remark(diagnostics, lines: project.line)
        try reporter.show(report(of: diagnostics))
      }
      guard let plan = planned.boundPlan else { throw Ending(.refused) }
      let digests = plan.digests()
      try reporter.show(PlanPreview(plan, digest: digests.plan, view: .changes))
      if plan.isRefused || reporter.isText {
        common.console.show(plan.diagnostics, sourceLine: planned.project.line)
      }
      guard !plan.isRefused else {
        try applyReporter.reportUntouched(plan, because: "the plan is refused")
        throw Ending(.refused)
      }
      let wasAsked = try common.console.approves(plan, autoApprove, orSay: "--auto-approve")
      if wasAsked { planned.people?.forget() }
      try await runner.apply(
        ApplyRun(plan, digests, judgingAgain: wasAsked, people: planned.people))
    }

    /// What is to be made anew: not what an earlier run has made already, whose old copy is still there.
    private func addresses() async throws -> Set<Address> {
      let resources = try await common.storedState()?.resources.byAddress ?? [:]
      var addresses: Set<Address> = []
      for name in names {
        guard let resource = resources[name.address], resource.status != .archived else {
          throw StateError.notStored(name.address)
        }
        if resource.replaces == nil { addresses.insert(name.address) }
      }
      return addresses
    }

    private func report(of diagnostics: [Diagnostic]) -> any Report {
      FailureReport { ApplyDocument.encode(ApplyResult(refusedBy: diagnostics)) }
    }

    func report(of failure: Failure) -> any Report {
      FailureReport { ApplyDocument.encode(ApplyResult(endedBy: failure)) }
    }
  }
}
