import ArgumentParser
import Rendering
import StateStore

extension StateCommand {
  struct Unlock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "unlock", abstract: "Free the lock of an apply that is gone.",
      discussion: """
        Refused while its process may be alive, unless --force is given. With --if-run it frees the lock of \
        one CI run alone, and is done as well where another or nobody holds it.
        """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: FormatOptions<PlainText>
    @Flag(help: "Free it although its process may be alive; that apply then stops.")
    var force = false
    @Option(
      help: ArgumentHelp("Free it only if this CI run holds it, by its address.", valueName: "url"))
    var ifRun: String?

    func validate() throws {
      if force, ifRun != nil {
        throw ValidationError("--force frees any lock and --if-run one run's; say one of the two")
      }
      if ifRun == "" { throw ValidationError("--if-run is empty; write the address of the run") }
    }

    func run() async throws {
      _ = try await common.storedState(sharing: true)
      let backend = try common.backend
      let rule: UnlockRule = ifRun.map { .run($0) } ?? (force ? .anybody : .gone)
      let words =
        if let freed = try await backend.unlock(rule) {
          "Freed the lock of \(freed).\n"
        } else if ifRun != nil, let other = try await backend.holder() {
          "Left the lock of \(other), which is not of that run.\n"
        } else {
          "Nobody holds the lock.\n"
        }
      try common.reporter(output).show(PlainText(words))
    }
  }
}
