import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Documents
import Insights
import ManifestModel
import Outcomes
import PinterestTarget
import Planning
import Rendering
import StateStore

extension PerformanceQuestion.Level: ExpressibleByArgument {}
extension PerformanceQuestion.Granularity: ExpressibleByArgument {}
extension PerformanceQuestion.ReportTime: ExpressibleByArgument {}
extension PerformanceQuestion.Split: ExpressibleByArgument {}

struct PerformanceCommand: AsyncParsableCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "performance",
    abstract: "Tell how what is declared does, beside its budgets and bids.",
    discussion: """
      Only reads. Days are UTC; the default are the last 7 complete ones. A selector is an address with \
      globs; with a lower --level it lists what is below.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var asking: AskingOptions
  @OptionGroup var output: FormatOptions<PerformanceReport>
  @OptionGroup var days: RangeOptions

  @Argument(help: ArgumentHelp("Addresses, with globs.", valueName: "selector"))
  var selectors: [String] = []

  @Option(help: "account, campaign, ad_group, ad or keyword.")
  var level: PerformanceQuestion.Level?

  @Option(help: "total, day, week, month or hour.")
  var granularity = PerformanceQuestion.Granularity.total

  @Option(help: ArgumentHelp("Metrics, with commas between them.", valueName: "metrics"))
  var columns: String?

  @Option(help: ArgumentHelp("The metric to sort by, the largest first.", valueName: "metric"))
  var sort: Metric?

  @Option(
    help: ArgumentHelp("Days in which a click counts: 0, 1, 7, 14, 30 or 60.", valueName: "days"))
  var clickWindow = 30

  @Option(help: ArgumentHelp("Days in which a view counts, likewise.", valueName: "days"))
  var viewWindow = 1

  @Option(help: "action or conversion: the day that a conversion counts for.")
  var reportTime = PerformanceQuestion.ReportTime.action

  @Option(help: "country, gender, age, device, placement, keyword, interest or audience.")
  var split: PerformanceQuestion.Split?

  @Option(
    help: ArgumentHelp(
      "Where long ranges keep what a run after a kill goes on with.", valueName: "file"),
    completion: .file())
  var checkpoint: String?

  var reporter: Reporter { common.reporter(output) }

  func run() async throws {
    try common.check([Output("--checkpoint", checkpoint)])
    defer { asking.tellRequests(common.console) }
    let question = try question()
    let kept = try checkpoint.map(Checkpoint.init)
    let progress = ReportProgress()
    defer { progress.clear() }
    let project = try common.project(for: "tell of")
    let account = project.manifest.account
    let target = try await common.pinterest(of: project)
    let state = try await common.storedState(of: project)
    let declared = try await common.declared(state, account, since: question.range.from)
    let reader = PerformanceReader(
      target.ads(
        today: common.time.day, tokens: kept?.tokens ?? .none, progress: progress.show),
      declared, account: account, today: common.time.day,
      words: { try await target.word(of: $1, in: $0, state) })
    do {
      let report = try await reader.report(question)
      progress.clear()
      try reporter.show(report)
      kept?.remove()
    } catch let problem as InsightsProblem {
      throw Failure(problem)
    }
  }

  private func question() throws -> PerformanceQuestion {
    var question = PerformanceQuestion(
      try days.range(at: common.time, standard: 7, .performance))
    question.selectors = try selectors.map { text in
      guard let selector = Selector(parsing: text) else {
        throw ValidationError(
          "\(quoted(text)) is not an address such as campaign/spring-sale, or one with globs")
      }
      return selector
    }
    question.level =
      level ?? question.selectors.first.flatMap(PerformanceQuestion.Level.init) ?? .campaign
    question.granularity = granularity
    question.clickWindow = try window(clickWindow, "--click-window")
    question.viewWindow = try window(viewWindow, "--view-window")
    question.reportTime = reportTime
    question.split = split
    question.hasCourse = output.format == .html
    if let columns {
      var known: Set<Metric> = []
      question.columns = try metrics(columns, "--columns").filter { known.insert($0).inserted }
      guard !known.isEmpty else {
        throw ValidationError("--columns \(quoted(columns)) names no metric, such as spend,results")
      }
    }
    if let sort { question.sort = try metrics(sort.rawValue, "--sort").first }
    if let mistake = question.mistake(today: common.time.day) { throw ValidationError(mistake) }
    return question
  }

  private func window(_ days: Int, _ flag: String) throws -> Int {
    let known = [0, 1, 7, 14, 30, 60]
    guard known.contains(days) else {
      let words = known.map(String.init).joined(separator: ", ")
      throw ValidationError("\(flag) \(days) is not one of \(words)")
    }
    return days
  }

  private func metrics(_ text: String, _ flag: String) throws -> [Metric] {
    try text.split(separator: ",").map { word in
      guard let metric = Metric(argument: String(word)) else {
        let near = Suggestion.nearest(to: String(word), among: Metric.ofAds.map(\.rawValue))
        throw ValidationError(
          "\(flag): there is no metric \(quoted(word))"
            + (near.map { "; did you mean \($0)?" } ?? ""))
      }
      guard metric.isInAPI else {
        throw Failure(
          InsightsProblem.notInAPI(
            "\(flag) \(metric.rawValue) is not in the API",
            hint: "look in \(metric.definition.place)"))
      }
      guard Metric.ofAds.contains(metric) else {
        throw Failure(
          InsightsProblem.notInAPI(
            "\(flag) \(metric.rawValue) is not told of ads",
            hint: "write some of \(Metric.ofAds.map(\.rawValue).joined(separator: ", "))"))
      }
      return metric
    }
  }

  func report(of failure: Failure) -> any Report {
    NoNumbersReport("performance", failure.diagnostics) {
      PerformanceDocument.encodeFailure(failure.diagnostics)
    }
  }
}

extension CommonOptions {
  /// What is managed, with how it was on the days since one.
  func declared(
    _ state: StoredState?, _ account: Account, since day: Day
  ) async throws -> DeclaredAccount {
    guard let state else {
      return DeclaredAccount(
        StoredState(lineage: "", account: account, target: .pinterest), history: [],
        decimals: account.currency.decimals)
    }
    let backend = try backend
    var entries: [HistoryEntry] = []
    for entry in try await backend.history() where entry.at.day >= day {
      if let whole = try await backend.history(entry.number) { entries.append(whole) }
    }
    return DeclaredAccount(state, history: entries, decimals: account.currency.decimals)
  }
}
