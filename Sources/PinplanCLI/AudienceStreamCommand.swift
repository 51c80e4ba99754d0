import AdsModel
import Applying
import ArgumentParser
import CustomerLists
import Diagnostics
import ManifestModel
import Outcomes
import Rendering
import StateStore

extension AudienceCommand {
  struct Stream: AsyncParsableCommand, ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "stream",
      abstract: "Put people on a list, and take them out, as lines on standard input say.",
      discussion: """
        One JSON object a line: {"op":"add","namespace":"Email","value":"…"}, op add or remove, \
        namespace Email, Email_LC_SHA256, GAID or IDFA. For audiences with `sync: external`. At the \
        end, or on a signal, what is pending is sent. It never asks.
        """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var asking: AskingOptions
    @OptionGroup var output: FormatOptions<StreamReport>
    @Argument(help: "The audience, by its key or its address.") var name: AudienceName

    @Option(
      help: ArgumentHelp(
        "How old a line may get before it is sent: 30s, 5m, 1h, 1d.", valueName: "duration"),
      transform: age(of:))
    var every = WrittenDuration(seconds: 60)

    @Option(
      help: ArgumentHelp(
        "Keep how many lines are settled, and go on from there the next time.", valueName: "file"),
      completion: .file())
    var checkpoint: String?

    @Option(
      help: ArgumentHelp("Write which lines are left out, and why.", valueName: "file"),
      completion: .file())
    var rejects: String?

    var reporter: Reporter { common.reporter(output) }

    private static func age(of text: String) throws -> WrittenDuration {
      guard let age = WrittenDuration(parsing: text), age.seconds > 0 else {
        throw ValidationError("\(quoted(text)) is no age of a batch; \(WrittenDuration.wanted)")
      }
      return age
    }

    func run() async throws {
      try common.check([Output("--checkpoint", checkpoint), Output("--rejects", rejects)])
      defer { asking.tellRequests(common.console) }
      let (project, list) = try await common.externalList(name.address)
      let settled = try checkpoint.map { CheckpointFile(path: $0) }?.read() ?? 0
      try await list.demandKey(try common.listKey(), in: common.backend)
      let optOuts = try optOuts(of: list, in: project)
      let target = try await common.connect(list.manifest.target, list.manifest.account)
      let found = try await target.preflight(list.manifest, isWriting: true)
      guard !found.contains(where: { $0.severity == .error }) else {
        throw Failure(found, of: project)
      }
      let input = try reading { () throws(OutputFile.Failure) in try StreamInput() }
      let interruption = Interruption(
        common.console, saying: "what is pending is sent; once more to end without waiting",
        onSignal: { input.stop() })
      defer { interruption.end() }
      var stream = ListStream(
        to: list.address, StreamReader(list.list), optOuts: optOuts,
        every: every.duration, after: settled,
        try seams(input, StreamSender(common: common, list: list, target: target), settled))
      do { try await stream.run() } catch {
        throw try told(error, stream.report)
      }
      try reporter.show(stream.report)
    }

    private func optOuts(of list: ExternalList, in project: Project) throws -> OptOuts? {
      let (optOuts, found) = list.optOuts(common.workspace.lists)
      guard !found.contains(where: { $0.severity == .error }) else {
        throw Failure(found, of: project)
      }
      return optOuts
    }

    private func seams(
      _ input: StreamInput, _ sender: StreamSender, _ settled: Int
    ) throws -> ListStream.Seams {
      let rejected = try rejects.map { place in
        try writing("--rejects", place) { () throws(OutputFile.Failure) in
          try RejectsFile(place, after: settled)
        }
      }
      return ListStream.Seams(
        receive: { buffer, due in
          try reading { () throws(OutputFile.Failure) in try input.receive(buffer, until: due) }
        },
        age: { input.age }, send: sender.send,
        reject: { line, code in
          try writing("--rejects", rejects) { () throws(OutputFile.Failure) in
            try rejected?.write(line, code)
          }
        },
        settle: { lines in
          try writing("--rejects", rejects) { () throws(OutputFile.Failure) in
            try rejected?.settle()
          }
          try writing("--checkpoint", checkpoint) { () throws(OutputFile.Failure) in
            guard let checkpoint else { return }
            try CheckpointFile(path: checkpoint).write(lines)
          }
        })
    }

    private func reading<Value>(
      _ body: () throws(OutputFile.Failure) -> Value
    ) throws(Failure) -> Value {
      do throws(OutputFile.Failure) { return try body() } catch {
        throw Failure(
          .streamStopped, "standard input cannot be read: \(error.reason)", exit: .stopped)
      }
    }

    private func writing<Value>(
      _ option: String, _ place: String?, _ body: () throws(OutputFile.Failure) -> Value
    ) throws(Failure) -> Value {
      do throws(OutputFile.Failure) { return try body() } catch {
        throw common.failed(Output(option, place ?? ""), error)
      }
    }

    /// Tells why a stream stopped, and what it has settled by then.
    private func told(_ error: any Error, _ report: StreamReport) throws -> any Error {
      let failure: Failure
      if case StreamFailure.inputTooShort(let settled, let lines) = error {
        failure = Failure(
          .streamCheckpoint,
          "--checkpoint \(checkpoint ?? "") says that \(settled) lines are settled, and the input has \(lines)",
          hint: "give the same input as before, from its first line", exit: .refused)
      } else if let known = Failure(thrown: error) {
        failure = known
      } else {
        return error
      }
      failure.say(on: common.console)
      var report = report
      report.stopReason = failure.diagnostic?.message
      report.diagnostics = failure.diagnostics
      try reporter.show(report)
      return Ending(failure.exit)
    }

    func report(of failure: Failure) -> any Report {
      var report = StreamReport(
        name.address, namespaces: StreamNamespace.allCases.map(\.rawValue))
      report.stopReason = failure.diagnostic?.message
      report.diagnostics = failure.diagnostics
      return report
    }
  }
}
