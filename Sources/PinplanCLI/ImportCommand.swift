import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Documents
import ManifestLoading
import ManifestModel
import ManifestWriting
import Planning
import Rendering
import Rules
import StateStore

struct ImportCommand: AsyncParsableCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take over what lives in the ad account.",
    discussion: """
      Writes one file a campaign, remembers which resource of the account each one is, and plans to \
      prove it. Files that are there stay as they are. What a plan would refuse is left out with \
      its reason, and the exit is 4.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var asking: AskingOptions
  @OptionGroup var output: FormatOptions<ImportReport>

  @Option(
    help: ArgumentHelp(
      "Import only what an address with globs matches, or bind ADDRESS=ID; may be repeated.",
      valueName: "selector"))
  var only: [String] = []

  @Flag(help: "Show what would be written, and write nothing.")
  var dryRun = false

  var reporter: Reporter { common.reporter(output) }

  func validate() throws { _ = try selection() }

  func run() async throws {
    defer { asking.tellRequests(common.console) }
    // Without a campaign yet, an `include` may match nothing.
    let project = try common.project(for: "import", tolerating: [.includeNoMatch])
    let state = try await common.storedState(of: project)
    try await common.refuseUnsettled(state)
    let target = try await common.connect(project.manifest.target, project.manifest.account)
    let archived = try await common.backend.recentEffect(at: .current)?.archived ?? []
    guard
      let live = try await target.observe(.everything(project.manifest, state))?
        .leavingOut(archived)
    else { throw Failure(noAccountOf: project.manifest.target, for: "import") }
    let folder = common.folder
    let result = ImportWriter.write(
      project, live: live, stored: state?.resources ?? [], try selection(),
      judge: judge(over: state, live)
    ) { folder.entry($0) != nil }
    var report = ImportReport(result, isDryRun: dryRun)
    report.diagnostics = obstacles(to: result)
    guard result.refused.isEmpty, result.unmatched.isEmpty, report.diagnostics.isEmpty else {
      try reporter.show(FailureReport { [report] in ImportDocument.encode(report) })
      throw Ending(.refused)
    }
    if !dryRun, !result.bindings.isEmpty {
      let adopted = result.bindings.map(\.resource)
      try await common.adopt(adopted, over: state, as: .importing, purpose: "import", of: project) {
        try common.write(TextTable(result.files.mapValues { Array($0.utf8) }), over: project)
      }
      report.differences = try await differences(of: Set(adopted.map(\.address)))
    }
    if let failure = result.leftOutFailure { report.diagnostics += failure.diagnostics }
    try reporter.show(report)
    if !result.leftOut.isEmpty { throw Ending(.stopped) }
  }

  func report(of failure: Failure) -> any Report {
    FailureReport { ImportDocument.encodeFailure(failure.diagnostics, isDryRun: dryRun) }
  }

  /// What `validate` and then `plan` would say of a project that owns some resources more.
  private func judge(
    over state: StoredState?, _ live: LiveAccount
  ) -> (Project, [StoredResource]) -> [Diagnostic] {
    let now = common.time
    return { project, adopted in
      let judged = Rule.judge(project.manifest, now: now)
      guard project.isValid, !judged.contains(where: { $0.severity == .error }) else {
        return judged
      }
      var adoption = Adoption()
      adoption.resources = adopted
      let manifest = project.manifest
      let empty = StoredState(
        lineage: "", account: manifest.account, target: manifest.target, resources: [])
      let draft = PlanDraft(
        manifest: manifest, state: (state ?? empty).adopting(adoption),
        live: live.naming(
          manifest.audiences, owning: (state?.resources ?? []) + adopted),
        options: PlanOptions(), now: now)
      // What a plan says of everything else it said before, and what is nobody's yet is another
      // import's.
      let new = Set(adopted.map(\.address.description))
      return judged
        + Rule.judge(draft).filter { found in
          ![.accountAlreadyThere, .accountLookAlike].contains(found.code)
            && (found.address.map(new.contains) ?? false)
        }
    }
  }

  private func selection() throws -> ImportSelection {
    var selection = ImportSelection()
    for text in only {
      // A keyword's text may hold the sign; an id never does.
      if let sign = text.lastIndex(of: "="), let address = Address(parsing: String(text[..<sign])) {
        selection.bindings.append((address.normalized, String(text[text.index(after: sign)...])))
      } else if let selector = Selector(parsing: text) {
        selection.selectors.append(selector)
      } else {
        throw ValidationError(
          "\(quoted(text)) is neither an address with globs, such as campaign/spring*, nor ADDRESS=ID"
        )
      }
    }
    return selection
  }

  /// Says and returns what stands in the way of the whole import.
  private func obstacles(to result: ImportResult) -> [Diagnostic] {
    var failures = result.refused.map { refused in
      Failure(
        .importRefused, "--only \(refused.address)=\(refused.id): \(refused.reason)", exit: .refused
      )
    }
    failures += result.unmatched.map { unmatched in
      Failure(
        .importUnmatched, "--only \(unmatched.selector): \(unmatched.reason)", exit: .refused)
    }
    failures += result.notIncluded.map { file in
      Failure(
        .includeNotRead,
        "\(file) would not be read, as no `include` matches it; add `campaigns/*.yaml` and `audiences/*.yaml` there",
        exit: .refused)
    }
    for failure in failures { failure.say(on: common.console) }
    common.console.show(result.mistakes, sourceLine: result.project.line)
    return failures.flatMap(\.diagnostics) + result.mistakes
  }

  /// What a plan would still change of the imported resources.
  private func differences(of imported: Set<Address>) async throws
    -> [ImportReport.Difference]?
  {
    let planned = try await common.planned(PlanRequest()) { diagnostics, project in
      common.console.show(diagnostics, sourceLine: project.line)
    }
    guard let plan = planned.plan else { return nil }
    // What is left on the account is another import's.
    let told = plan.diagnostics.filter { diagnostic in
      ![.accountAlreadyThere, .accountLookAlike].contains(diagnostic.code)
        || imported.contains { $0.description == diagnostic.address }
    }
    common.console.show(told, sourceLine: planned.project.line)
    return plan.changes.filter { imported.contains($0.address) }.flatMap { change in
      change.fields.map { ImportReport.Difference(change.address, $0) }
    }
  }
}

extension ImportResult {
  /// That something could not be written, which ends an import that did all the rest; each is in
  /// `leftOut` with its reason.
  fileprivate var leftOutFailure: Failure? {
    guard let first = leftOut.first else { return nil }
    let more = leftOut.count > 1 ? ", and \(leftOut.count - 1) more" : ""
    return Failure(
      .importLeftOut, "left out: \(first.kind.title) \(first.id), as \(first.reason)\(more)",
      exit: .stopped)
  }
}
