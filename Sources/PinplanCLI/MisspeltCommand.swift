import ArgumentParser
import Diagnostics
import ManifestModel

/// A word where a command has to stand, that is none: `pinplan aply`, `pinplan state lst`.
struct MisspeltCommand {
  let written: String
  let parents: [any ParsableCommand.Type]

  /// None when the arguments name a command, or begin with an option.
  init?(in arguments: [String], of root: any ParsableCommand.Type) {
    var parents: [any ParsableCommand.Type] = [root]
    for argument in arguments {
      guard let parent = parents.last else { return nil }
      let subcommands = parent.configuration.subcommands
      guard !subcommands.isEmpty, !argument.hasPrefix("-") else { return nil }
      // `help state lst` asks about a command.
      if argument == "help" { continue }
      guard let next = subcommands.first(where: { $0.configuration.commandName == argument })
      else {
        written = argument
        self.parents = parents
        return
      }
      parents.append(next)
    }
    return nil
  }

  /// Wrong usage, with the nearest command or all of them.
  var error: any Error {
    let path = parents.compactMap { $0.configuration.commandName }.joined(separator: " ")
    let subcommands = parents.last?.configuration.subcommands ?? []
    let known = subcommands.compactMap { $0.configuration.commandName }
    let hint =
      Suggestion.nearest(to: written, among: known).map { "did you mean `\(path) \($0)`?" }
      ?? "there are \(known.joined(separator: ", "))"
    return ValidationError("\(path) has no command \(quoted(written)); \(hint)")
  }
}
