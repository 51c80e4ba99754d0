import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Outcomes
import Rendering

/// A command that puts the people of a file on a list that something else fills, or takes them out.
protocol ListFillingCommand: AsyncParsableCommand, ReportingCommand {
  static var operation: ListFill.Operation { get }
  var options: ListFillOptions { get }
  /// Guardrails that are let through.
  var overriding: ListOverrideOptions? { get }
}

extension ListFillingCommand {
  var overriding: ListOverrideOptions? { nil }

  var reporter: Reporter { options.common.reporter(options.output) }

  private var fill: ListFill {
    ListFill(Self.operation, options.name.address, file: options.file)
  }

  func run() async throws {
    let common = options.common
    defer { options.asking.tellRequests(common.console) }
    var filler = ListFiller(common, reporter, fill, overriding: overriding?.reason)
    try await filler.run(asking: !options.autoApprove)
  }

  func report(of failure: Failure) -> any Report {
    var fill = fill
    fill.error = failure.diagnostic?.message
    fill.diagnostics = failure.diagnostics
    return fill
  }
}

/// What commands take that fill a list.
struct ListFillOptions: ParsableArguments {
  @OptionGroup var common: CommonOptions
  @OptionGroup var asking: AskingOptions
  @OptionGroup var output: FormatOptions<ListFill>

  @Argument(help: "The audience, by its key or its address.")
  var name: AudienceName

  @Argument(help: "The people, one entry a line.", completion: .file())
  var file: String

  @Flag(help: "Do not ask; needed where no terminal is.")
  var autoApprove = false
}

/// Lets the guardrail of taking out many people through.
struct ListOverrideOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Let guardrail.max_list_removal through, with --reason.", valueName: "code"))
  var override: String?

  @Option(
    help: ArgumentHelp("Why it is overridden; kept in the history.", valueName: "text"))
  var reason: String?

  func validate() throws {
    if let override, override != DiagnosticCode.guardrailMaxListRemoval.rawValue {
      throw ValidationError(
        "--override: only \(DiagnosticCode.guardrailMaxListRemoval.rawValue) stands in the way here, not \(quoted(override))"
      )
    }
    try OverrideOptions.check(reason, of: override.map { [$0] } ?? [])
  }
}

extension AudienceCommand {
  struct Add: ListFillingCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Put the people of a file on a list that something else fills.",
      discussion: """
        For audiences with `sync: external`. Everybody in the file is sent; whoever is on the list \
        stays, and the opt-outs (`suppress`) are taken out.
        """)
    static let operation = ListFill.Operation.add

    @OptionGroup var options: ListFillOptions
  }

  struct Remove: ListFillingCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove",
      abstract: "Take the people of a file out of a list that something else fills.",
      discussion: "For audiences with `sync: external`. Everybody in the file is sent.")
    static let operation = ListFill.Operation.remove

    @OptionGroup var options: ListFillOptions
  }

  struct Replace: ListFillingCommand {
    static let configuration = CommandConfiguration(
      commandName: "replace",
      abstract: "Put the people of a file on a list, and take out who else is known to be on it.",
      discussion: """
        For audiences with `sync: external`. Pinterest shows nobody who is on a list: people whom \
        something else put there are not known here, and stay.
        """)
    static let operation = ListFill.Operation.replace

    @OptionGroup var options: ListFillOptions
    @OptionGroup var override: ListOverrideOptions

    var overriding: ListOverrideOptions? { override }
  }
}
