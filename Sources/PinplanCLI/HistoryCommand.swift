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
    case .all: return try await backend.applies().map { HistoryEntry($0) }
    case .entry(let number):
      guard let record = try await backend.applies().first(where: { $0.number == number }) else {
        throw Failure(
          .historyNoEntry, "there is no apply \(number); `pinplan history` lists them",
          exit: .refused)
      }
      var entry = HistoryEntry(record)
      entry.operations = try await backend.operations(ofApply: number).map(HistoryOperation.init)
      return [entry]
    case .life(let address):
      return try await backend.life(of: address).map { event in
        var entry = HistoryEntry(event.apply)
        entry.operations = [HistoryOperation(event.operation)]
        return entry
      }
    }
  }

  func report(of failure: Failure) -> any Report {
    FailureReport { HistoryDocument.encodeFailure(failure.diagnostics) }
  }
}

extension HistoryEntry {
  /// What the history shows of a record of the state.
  init(_ record: ApplyRecord) {
    let kind: Kind =
      switch record.kind {
      case .apply: .apply
      case .move: .stateMove
      case .remove: .stateRemove
      case .pull: .pull
      case .importing: .importing
      case .refresh: .refresh
      case .retire: .retire
      }
    let outcome: Outcome =
      switch record.outcome {
      case .done: .done
      case .stopped: .failed
      case nil: .interrupted
      }
    self.init(
      number: record.number, kind, outcome, serial: record.serial, at: record.startedAt,
      actor: record.author.user)
    host = record.author.host
    commit = record.author.commit
    ciURL = record.author.runURL
    digest = record.planDigest
    summary = record.summary
    moveCount = record.moveCount
    continues = record.continues
    overrides = record.overrides.compactMap { record in
      DiagnosticCode(rawValue: record.code).map { Override(code: $0, reason: record.reason) }
    }
  }
}

extension HistoryOperation {
  init(_ record: OperationRecord) {
    let action: Action =
      switch record.kind {
      case .create: .create
      case .update, .move: .update
      case .adopt: record.isOfNewResource ? .create : .update
      case .archive, .archiveReplaced, .remove: .archive
      }
    let outcome: Outcome =
      switch record.phase {
      case .done, .resolvedDone: .done
      case .failed: .failed
      case .resolvedNotDone: .notTried
      case .intent, .unknown: .unknown
      }
    self.init(
      action, record.address, outcome, id: record.id, fields: record.fields, error: record.error)
  }
}
