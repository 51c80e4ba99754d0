import AdsModel
import ArgumentParser
import Diagnostics
import Documents
import Insights
import Rendering

struct InsightsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "insights", abstract: "Tell how Pins and boards do, paid and organic.",
    discussion: """
      Only reads. Days are UTC; the default are the last 30 complete ones. `collect` keeps days that \
      Pinterest forgets after 90.
      """,
    subcommands: [
      Overview.self, Pins.self, Boards.self, Videos.self, Pin.self, Collect.self, Metrics.self,
    ])
}

extension InsightsCommand {
  struct Overview: AsyncParsableCommand, ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "overview", abstract: "Totals, days, top Pins and top boards.")

    @OptionGroup var insights: InsightsOptions
    @OptionGroup var ranking: RankingOptions

    @Option(help: "content_type, device, source, pin_format or claimed.")
    var split: InsightsFilter?

    var reporter: Reporter { insights.reporter }

    func run() async throws {
      var question = try insights.question(.overview)
      question.split = split
      try await insights.answer(question.ranked(ranking))
    }

    func report(of failure: Failure) -> any Report { insights.report(of: failure) }
  }

  struct Pins: AsyncParsableCommand, ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "pins", abstract: "The Pins that come first.")

    @OptionGroup var insights: InsightsOptions
    @OptionGroup var ranking: RankingOptions

    var reporter: Reporter { insights.reporter }

    func run() async throws {
      try await insights.answer(insights.question(.pins).ranked(ranking))
    }

    func report(of failure: Failure) -> any Report { insights.report(of: failure) }
  }

  struct Boards: AsyncParsableCommand, ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "boards", abstract: "The boards that come first: the account's Pins, summed.")

    @OptionGroup var insights: InsightsOptions
    @OptionGroup var ranking: RankingOptions

    var reporter: Reporter { insights.reporter }

    func run() async throws {
      try await insights.answer(insights.question(.boards).ranked(ranking))
    }

    func report(of failure: Failure) -> any Report { insights.report(of: failure) }
  }

  struct Videos: AsyncParsableCommand, ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "videos", abstract: "The video Pins that come first.")

    @OptionGroup var insights: InsightsOptions
    @OptionGroup var ranking: RankingOptions

    var reporter: Reporter { insights.reporter }

    func run() async throws {
      try await insights.answer(insights.question(.videos).ranked(ranking))
    }

    func report(of failure: Failure) -> any Report { insights.report(of: failure) }
  }

  struct Pin: AsyncParsableCommand, ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "pin", abstract: "Single Pins, day by day.")

    @OptionGroup var insights: InsightsOptions
    @Argument(help: ArgumentHelp("Pins, by their ids.", valueName: "id")) var ids: [String]

    var reporter: Reporter { insights.reporter }

    func validate() throws {
      guard let wrong = ids.first(where: { !$0.utf8.allSatisfy { (48...57).contains($0) } })
      else { return }
      throw ValidationError("\(quoted(wrong)) is not the id of a Pin, which is digits")
    }

    func run() async throws {
      var known: Set<String> = []
      let distinct = ids.filter { known.insert($0).inserted }
      try await insights.answer(insights.question(.pin(distinct)))
    }

    func report(of failure: Failure) -> any Report { insights.report(of: failure) }
  }

  struct Metrics: ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "metrics", abstract: "What each metric means, and what can be asked for.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: FormatOptions<MetricList>
    @Argument(help: "One of them, such as saves.") var name: String?

    var reporter: Reporter { common.reporter(output) }

    private var metric: Metric? { name.flatMap(Metric.init(argument:)) }

    func validate() throws {
      guard let name, metric == nil else { return }
      let hint = Suggestion.nearest(to: name, among: Metric.allCases.map(\.rawValue))
        .map { "did you mean \($0)?" }
      throw ValidationError(
        "there is no metric \(quoted(name)); \(hint ?? "`pinplan insights metrics` lists them all")"
      )
    }

    func run() throws { try reporter.show(MetricList(metric)) }

    func report(of failure: Failure) -> any Report {
      FailureReport { MetricsDocument.encode(MetricList(metric)) }
    }
  }
}

extension InsightsQuestion {
  fileprivate func ranked(_ options: RankingOptions) -> Self {
    var question = self
    question.ranking = options.by
    question.count = options.count
    question.createdWithin = options.createdWithinDays
    return question
  }
}
