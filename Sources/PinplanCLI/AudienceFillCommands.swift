import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Outcomes
import Rendering

/// A command that puts the people of a file on a list that something else fills, or takes them out.
protocol ListFillingCommand: AsyncParsableCommand, ReportingCommand {
  static var operation: ListFill.Operation { get }
  var common: CommonOptions { get }
  var asking: AskingOptions { get }
  var output: FormatOptions<ListFill> { get }
  var name: AudienceName { get }
  var file: String { get }
  var autoApprove: Bool { get }
  /// Guardrails that are let through.
  var overriding: ListOverrideOptions? { get }
}

extension ListFillingCommand {
  var overriding: ListOverrideOptions? { nil }

  var reporter: Reporter { common.reporter(output) }

  func run() async throws {
    defer { asking.tellRequests(common.console) }
    var filler = ListFiller(
      common, reporter, ListFill(Self.operation, name.address, file: file),
      overriding: overriding?.reason)
    try await filler.run(asking: !autoApprove)
  }

  func report(of failure: Failure) -> any Report {
    var fill = ListFill(Self.operation, name.address, file: file)
    fill.error = failure.diagnostic?.message
    fill.diagnostics = failure.diagnostics
    return fill
  }
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
    let isGiven = reason?.contains { !$0.isWhitespace } ?? false
    if override != nil, !isGiven {
      throw ValidationError("--override needs --reason TEXT: it is kept in the history")
    }
    if override == nil, reason != nil {
      throw ValidationError("--reason goes with --override CODE")
    }
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

    @OptionGroup var common: CommonOptions
    @OptionGroup var asking: AskingOptions
    @OptionGroup var output: FormatOptions<ListFill>
    @Argument(help: "The audience, by its key or its address.") var name: AudienceName
    @Argument(help: "The people, one entry a line.", completion: .file()) var file: String
    @Flag(help: "Do not ask; needed where no terminal is.") var autoApprove = false
  }

  struct Remove: ListFillingCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove",
      abstract: "Take the people of a file out of a list that something else fills.",
      discussion: "For audiences with `sync: external`. Everybody in the file is sent.")
    static let operation = ListFill.Operation.remove

    @OptionGroup var common: CommonOptions
    @OptionGroup var asking: AskingOptions
    @OptionGroup var output: FormatOptions<ListFill>
    @Argument(help: "The audience, by its key or its address.") var name: AudienceName
    @Argument(help: "The people, one entry a line.", completion: .file()) var file: String
    @Flag(help: "Do not ask; needed where no terminal is.") var autoApprove = false
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

    @OptionGroup var common: CommonOptions
    @OptionGroup var asking: AskingOptions
    @OptionGroup var output: FormatOptions<ListFill>
    @OptionGroup var override: ListOverrideOptions
    @Argument(help: "The audience, by its key or its address.") var name: AudienceName
    @Argument(help: "The people, one entry a line.", completion: .file()) var file: String
    @Flag(help: "Do not ask; needed where no terminal is.") var autoApprove = false

    var overriding: ListOverrideOptions? { override }
  }
}
