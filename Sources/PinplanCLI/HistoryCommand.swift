import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Documents
import Outcomes
import Planning
import Rendering
import StateStore

struct HistoryCommand: AsyncParsableCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Tell who applied what, and when.",
    discussion: """
      `pinplan history` lists the applies, `pinplan history show N` tells every field of one, \
      `pinplan history RESOURCE` tells a resource's life.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: FormatOptions<HistoryReport>

  @Argument(help: ArgumentHelp("Nothing, `show N`, or a resource.", valueName: "what"))
  var words: [String] = []

  var reporter: Reporter { common.reporter(output) }

  /// What the words ask for.
  private var question: HistoryReport.Question? {
    switch words.count {
    case 0: .all
    case 1: Address(parsing: words[0]).map { .life($0.normalized) }
    case 2 where words[0] == "show": Int64(words[1]).map(HistoryReport.Question.entry)
    default: nil
    }
  }

  func validate() throws {
    if question == nil {
      throw ValidationError(
        "\(quoted(words.joined(separator: " "))) is neither `show N` nor an address such as campaign/spring-sale"
      )
    }
  }

  func run() async throws {
    let question = question ?? .all
    let state = try await common.storedState()
    let warnings = try await common.unsettledWarning(of: state)
    common.console.show(warnings) { _, _ in nil }
    let entries = try await entries(question, from: common.backend)
    try reporter.show(
      HistoryReport(
        question, entries, currency: state?.account.currency ?? .usd, diagnostics: warnings))
  }

  private func entries(
    _ question: HistoryReport.Question, from backend: any StateBackend
  ) async throws -> [HistoryEntry] {
    switch question {
    case .all: return try await backend.history()
    case .life(let address): return try await backend.history(of: address)
    case .entry(let number):
      guard let entry = try await backend.history(number) else {
        throw Failure(
          .historyNoEntry, "there is no apply \(number); `pinplan history` lists them",
          exit: .refused)
      }
      return [entry]
    }
  }

  func report(of failure: Failure) -> any Report {
    FailureReport { HistoryDocument.encodeFailure(failure.diagnostics) }
  }
}
