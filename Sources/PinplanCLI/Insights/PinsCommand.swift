import AdsModel
import ArgumentParser
import Diagnostics
import Documents
import Insights
import PinterestTarget
import Rendering

struct PinsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pins", abstract: "List the account's own Pins, for ads.",
    subcommands: [Search.self, Top.self])
}

extension PinsCommand {
  struct Search: AsyncParsableCommand, ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "search", abstract: "Pins by their titles, most clicked first.",
      discussion: "Case does not matter. Says what stands in the way of promoting a Pin.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var asking: AskingOptions
    @OptionGroup var output: FormatOptions<PinListing>
    @Argument(help: "A part of the title.") var text: String

    var reporter: Reporter { common.reporter(output) }

    func run() async throws {
      defer { asking.tellRequests(common.console) }
      let project = try common.project(for: "search in")
      let lister = PinLister(try await common.pinterest(of: project).insights)
      try reporter.show(
        try await lister.search(text, over: .last(30, before: common.time.day)))
    }

    func report(of failure: Failure) -> any Report {
      FailureReport { PinListDocument.encodeFailure(failure.diagnostics) }
    }
  }

  struct Top: AsyncParsableCommand, ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "top", abstract: "Pins that could be promoted, the best first.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var asking: AskingOptions
    @OptionGroup var output: FormatOptions<PinListing>

    @Option(help: ArgumentHelp("pin_clicks or saves.", valueName: "metric"))
    var by = Metric.pinClicks

    @Option(help: ArgumentHelp("Over so many last complete days.", valueName: "days"))
    var last = "30d"

    @Option(help: "How many.")
    var count = 10

    var reporter: Reporter { common.reporter(output) }

    func validate() throws {
      guard by == .pinClicks || by == .saves else {
        throw ValidationError("--by \(by.rawValue) is not pin_clicks or saves")
      }
      guard count > 0 else { throw ValidationError("--count \(count) is not one or more") }
    }

    func run() async throws {
      defer { asking.tellRequests(common.console) }
      let range: DayRange
      do throws(DayRange.Mistake) {
        range = try DayRange(
          DayRange.Request(last: last), today: common.time.day, standard: 30,
          window: .organicAPI)
      } catch {
        throw ValidationError(error.description)
      }
      let project = try common.project(for: "rank in")
      let lister = PinLister(try await common.pinterest(of: project).insights)
      try reporter.show(try await lister.top(by: by, over: range, count: count))
    }

    func report(of failure: Failure) -> any Report {
      FailureReport { PinListDocument.encodeFailure(failure.diagnostics) }
    }
  }
}
