import AdsModel
import ArgumentParser
import CustomerLists
import Diagnostics
import Outcomes
import Rendering

struct AudienceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audience", abstract: "Work with audiences and customer lists.",
    subcommands: [
      Status.self, Check.self, Add.self, Remove.self, Replace.self, Stream.self, Rebuild.self,
      Forget.self,
    ])
}

extension ListIdentifier: ExpressibleByArgument {}

extension AudienceCommand {
  struct Check: ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Check a customer list, without a project.",
      discussion:
        "Tells lines and columns, and never what stands there. Nothing is kept or sent. Exit 1 when there is an error."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: FormatOptions<ListCheck>

    @Argument(
      help: ArgumentHelp("The list, one entry a line.", valueName: "file"), completion: .file())
    var file: String

    @Option(help: ArgumentHelp("What the entries are: email, maid or idfa.", valueName: "kind"))
    var identifiers: ListIdentifier

    var reporter: Reporter { common.reporter(output) }

    func run() throws {
      let check = ListCheck(of: file, identifiers)
      // The lines of a list are never shown.
      reporter.remark(check.diagnostics) { _, _ in nil }
      try reporter.show(check)
      if check.diagnostics.contains(where: { $0.severity == .error }) { throw Ending(.refused) }
    }

    func report(of failure: Failure) -> any Report {
      ListCheck(file: file, counts: nil, diagnostics: failure.diagnostics)
    }
  }
}

extension ListCheck {
  /// Reads a list on disk.
  fileprivate init(of file: String, _ identifier: ListIdentifier) {
    do throws(ByteSource.Failure) {
      var contents = try ListReader(file: file, identifier: identifier).read(.file(file))
      contents.judgeSize()
      self.init(
        file: file,
        counts: Counts(
          lines: contents.lines, distinct: contents.members.count,
          duplicates: contents.duplicates, hashing: contents.hashing),
        diagnostics: contents.diagnostics)
    } catch {
      self.init(file: file, counts: nil, diagnostics: [.missingList(file, error)])
    }
  }
}
