import ArgumentParser
import Rendering

/// A form that somebody asks a command for.
struct FormatChoice<Told: Report>: ExpressibleByArgument {
  let format: ReportFormat

  init(_ format: ReportFormat) { self.format = format }

  init?(argument: String) {
    guard let format = ReportFormat(rawValue: argument) else { return nil }
    self.init(format)
  }

  static var allValueStrings: [String] { Told.formats.map(\.rawValue) }
  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
  var defaultValueDescription: String { format.rawValue }
}

/// In which form a command tells its result.
///
/// Every command takes it; of one that has text alone help does not speak.
struct FormatOptions<Told: Report>: ParsableArguments {
  @Option(name: .customLong("format"), help: Self.help)
  private var choice = FormatChoice<Told>(.text)

  var format: ReportFormat { choice.format }

  func validate() throws {
    guard !Told.formats.contains(format) else { return }
    throw ValidationError(
      "--format: this command has no \(format.rawValue); it has \(Self.list("and"))")
  }

  private static var help: ArgumentHelp {
    ArgumentHelp(
      "\(list("or")).", valueName: "format",
      visibility: Told.formats.count > 1 ? .default : .hidden)
  }

  private static func list(_ conjunction: String) -> String {
    let names = Told.formats.map(\.rawValue)
    let others = names.dropLast().joined(separator: ", ")
    return [others, names.last ?? ""].filter { !$0.isEmpty }.joined(separator: " \(conjunction) ")
  }
}
