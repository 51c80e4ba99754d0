import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Documents
import Insights
import ManifestModel
import PinterestTarget
import Rendering
import StateStore

extension InsightsFilter: ExpressibleByArgument {
  public init?(argument: String) { self.init(rawValue: argument.replacing("-", with: "_")) }
}
extension InsightsFilters.ContentType: ExpressibleByArgument {}
extension InsightsFilters.Claimed: ExpressibleByArgument {}
extension InsightsFilters.Device: ExpressibleByArgument {}
extension InsightsFilters.Source: ExpressibleByArgument {}
extension InsightsFilters.PinFormat: ExpressibleByArgument {}
extension Metric: ExpressibleByArgument {
  public init?(argument: String) { self.init(rawValue: argument.replacing("-", with: "_")) }
}

/// Which days a question is about.
struct RangeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("So many last complete days, such as 30d.", valueName: "days"))
  var last: String?

  @Option(help: ArgumentHelp("The first day, YYYY-MM-DD in UTC.", valueName: "day"))
  var from: String?

  @Option(help: ArgumentHelp("The last day, which is included.", valueName: "day"))
  var to: String?

  /// The range, at a time and with what is asked for where nothing is written.
  func range(at time: Instant, standard: Int, _ window: HistoryWindow) throws -> DayRange {
    do throws(DayRange.Mistake) {
      return try DayRange(
        DayRange.Request(last: last, from: from, to: to), today: time.day, standard: standard,
        window: window)
    } catch {
      throw ValidationError(error.description)
    }
  }
}

/// Which Pins and which activity count.
struct FilterOptions: ParsableArguments {
  @Option(help: "all, organic or paid (with earned).")
  var contentType = InsightsFilters.ContentType.all

  @Option(help: "all, claimed or other: whether a Pin links to a claimed domain.")
  var claimed = InsightsFilters.Claimed.all

  @Option(help: "all, mobile, desktop or tablet.")
  var device = InsightsFilters.Device.all

  @Option(help: "all, yours or others: whose Pins.")
  var source = InsightsFilters.Source.all

  @Option(help: "all, standard, product, video or idea.")
  var pinFormat = InsightsFilters.PinFormat.all

  @Flag(help: ArgumentHelp("Not in the API: Pins saved without a link to a claimed domain."))
  var includeSaved = false

  @Option(help: ArgumentHelp("Not in the API.", valueName: "ages"))
  var age: String?

  @Option(help: ArgumentHelp("Not in the API.", valueName: "gender"))
  var gender: String?

  @Option(help: ArgumentHelp("Not in the API.", valueName: "group"))
  var productGroup: String?

  var filters: InsightsFilters {
    var filters = InsightsFilters()
    filters.contentType = contentType
    filters.claimed = claimed
    filters.device = device
    filters.source = source
    filters.pinFormat = pinFormat
    return filters
  }

  var unavailable: InsightsQuestion.Unavailable {
    let flags: [(String, Bool)] = [
      ("--age", age != nil), ("--gender", gender != nil),
      ("--product-group", productGroup != nil), ("--include-saved", includeSaved),
    ]
    return .init(flags.filter(\.1).map(\.0))
  }
}

/// What Pins and boards are ranked by, and how many are told.
struct RankingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "impressions, engagements, pin_clicks, outbound_clicks or saves.", valueName: "metric"))
  var by = Metric.impressions

  @Option(help: "How many, from 1 to 50.")
  var count = 10

  @Option(help: ArgumentHelp("Only Pins made in the last 30 days: 30d.", valueName: "days"))
  var createdWithin: String?

  func validate() throws {
    guard (1...RankingQuery.limit).contains(count) else {
      throw ValidationError("--count \(count) is not from 1 to \(RankingQuery.limit)")
    }
    if let createdWithin, createdWithin != "30d" {
      throw ValidationError(
        "--created-within \(quoted(createdWithin)) is not 30d, which is all that Pinterest knows")
    }
  }

  var createdWithinDays: Int? { createdWithin == nil ? nil : 30 }
}

/// What every question about Pins takes.
struct InsightsOptions: ParsableArguments {
  @OptionGroup var common: CommonOptions
  @OptionGroup var asking: AskingOptions
  @OptionGroup var output: FormatOptions<InsightsReport>
  @OptionGroup var days: RangeOptions
  @OptionGroup var narrowing: FilterOptions

  @Flag(help: "Also the last 48 hours, as estimates that can go down.")
  var realTime = false

  var reporter: Reporter { common.reporter(output) }

  /// The question so far, with what is wrong in how it is written.
  func question(_ subject: InsightsQuestion.Subject) throws -> InsightsQuestion {
    var range = try days.range(at: common.time, standard: 30, .insights)
    // The last complete days, and what came after them.
    if realTime, days.to == nil, days.from == nil {
      range = DayRange(from: range.from, to: common.time.day)
    }
    var question = InsightsQuestion(subject, range)
    question.filters = narrowing.filters
    question.isRealTime = realTime
    return question
  }

  /// Asks, and shows the answer.
  func answer(_ question: InsightsQuestion) async throws {
    defer { asking.tellRequests(common.console) }
    if let problem = question.problem(narrowing.unavailable) { throw Failure(problem) }
    let project = try common.project(for: "tell of")
    let account = project.manifest.account
    let reader = InsightsReader(
      try await common.pinterest(of: project).insights, archive: common.archive(of: account),
      account: account.name, today: common.time.day)
    do {
      try reporter.show(try await reader.report(question))
    } catch let problem as InsightsProblem {
      throw Failure(problem)
    }
  }

  func report(of failure: Failure) -> any Report {
    NoNumbersReport("insights", failure.diagnostics) {
      InsightsDocument.encodeFailure(failure.diagnostics)
    }
  }
}

extension CommonOptions {
  /// The days of an account that are kept beside its state.
  func archive(of account: Account) -> ArchiveFile {
    ArchiveFile(path: path(".pinplan/" + ArchiveFile.name), account: account.adAccountID ?? "")
  }

  /// The ad account that a project names.
  func pinterest(of project: Project) async throws(TargetFailure) -> PinterestTarget {
    let console = console
    return try await TargetFactory.ofThisRun.pinterest(project.manifest.account.adAccountID ?? "") {
      console.say("warning: \($0)")
    }
  }
}

extension Failure {
  init(_ problem: InsightsProblem) {
    self.init(
      problem.code ?? .insightsNotInAPI, problem.message, hint: problem.hint, exit: .refused)
  }

  init(_ fault: ArchiveFault) {
    self.init(.insightsArchiveUnusable, fault.description, exit: .stale)
  }
}
