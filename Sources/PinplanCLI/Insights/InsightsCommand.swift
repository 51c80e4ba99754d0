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

/// A question about Pins or boards, which differs from others in what it asks for.
protocol InsightsQuestionCommand: AsyncParsableCommand, ReportingCommand {
  var insights: InsightsOptions { get }
  func question() throws -> InsightsQuestion
}

extension InsightsQuestionCommand {
  var reporter: Reporter { insights.reporter }

  func run() async throws { try await insights.answer(question()) }

  func report(of failure: Failure) -> any Report { insights.report(of: failure) }
}

/// A question that is answered with a ranking.
protocol InsightsRankingCommand: InsightsQuestionCommand {
  static var subject: InsightsQuestion.Subject { get }
  var ranking: RankingOptions { get }
}

extension InsightsRankingCommand {
  func question() throws -> InsightsQuestion {
    var question = try insights.question(Self.subject)
    question.ranking = ranking.by
    question.count = ranking.count
    question.createdWithin = ranking.createdWithinDays
    return question
  }
}

extension InsightsCommand {
  struct Overview: InsightsRankingCommand {
    static let configuration = CommandConfiguration(
      commandName: "overview", abstract: "Totals, days, top Pins and top boards.")
    static let subject = InsightsQuestion.Subject.overview

    @OptionGroup var insights: InsightsOptions
    @OptionGroup var ranking: RankingOptions

    @Option(help: "content_type, device, source, pin_format or claimed.")
    var split: InsightsFilter?

    func run() async throws {
      var question = try question()
      question.split = split
      try await insights.answer(question)
    }
  }

  struct Pins: InsightsRankingCommand {
    static let configuration = CommandConfiguration(
      commandName: "pins", abstract: "The Pins that come first.")
    static let subject = InsightsQuestion.Subject.pins

    @OptionGroup var insights: InsightsOptions
    @OptionGroup var ranking: RankingOptions
  }

  struct Boards: InsightsRankingCommand {
    static let configuration = CommandConfiguration(
      commandName: "boards", abstract: "The boards that come first: the account's Pins, summed.")
    static let subject = InsightsQuestion.Subject.boards

    @OptionGroup var insights: InsightsOptions
    @OptionGroup var ranking: RankingOptions
  }

  struct Videos: InsightsRankingCommand {
    static let configuration = CommandConfiguration(
      commandName: "videos", abstract: "The video Pins that come first.")
    static let subject = InsightsQuestion.Subject.videos

    @OptionGroup var insights: InsightsOptions
    @OptionGroup var ranking: RankingOptions
  }

  struct Pin: InsightsQuestionCommand {
    static let configuration = CommandConfiguration(
      commandName: "pin", abstract: "Single Pins, day by day.")

    @OptionGroup var insights: InsightsOptions
    @Argument(help: ArgumentHelp("Pins, by their ids.", valueName: "id")) var ids: [String]

    func validate() throws {
      guard let wrong = ids.first(where: { !$0.utf8.allSatisfy { (48...57).contains($0) } })
      else { return }
      throw ValidationError("\(quoted(wrong)) is not the id of a Pin, which is digits")
    }

    func question() throws -> InsightsQuestion {
      var known: Set<String> = []
      return try insights.question(.pin(ids.filter { known.insert($0).inserted }))
    }
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
