import AdsModel
import ArgumentParser
import Documents
import Insights
import ManifestModel
import PinterestTarget
import Rendering

extension InsightsCommand {
  struct Collect: AsyncParsableCommand, ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "collect", abstract: "Keep days that Pinterest forgets after 90.",
      discussion: """
        Takes up where the last run stopped, and asks again for days that were not final; run \
        twice it changes nothing. The days are in .pinplan/insights.db.
        """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var asking: AskingOptions
    @OptionGroup var output: FormatOptions<CollectionReport>
    @OptionGroup var narrowing: FilterOptions

    @Option(
      help: "Also the parts by content_type, device, source, pin_format or claimed; repeatable.")
    var split: [InsightsFilter] = []

    var reporter: Reporter { common.reporter(output) }

    func run() async throws {
      defer { asking.tellRequests(common.console) }
      let today = common.time.day
      let question = InsightsQuestion(.overview, .last(1, before: today))
      if let problem = question.problem(narrowing.unavailable) { throw Failure(problem) }
      let project = try common.project(for: "collect from")
      let account = project.manifest.account
      let collection = InsightsCollection(
        try await common.pinterest(of: project).insights, into: common.archive(of: account),
        today: today)
      let splits = InsightsFilter.allCases.filter(split.contains)
      let result = try await collection.collect(narrowing.filters, splits: splits)
      try reporter.show(CollectionReport(account: account.name, result))
    }

    func report(of failure: Failure) -> any Report {
      FailureReport { CollectionDocument.encodeFailure(failure.diagnostics) }
    }
  }
}
