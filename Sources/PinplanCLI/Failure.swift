import Applying
import Diagnostics
import ManifestLoading
import ManifestModel
import PinterestAPI
import StateStore

/// What happened, when a command cannot do what it was asked for.
///
/// Commands throw it; `PinplanCommand.main` says it on standard error and prints it as the document
/// of the format that was asked for. Nothing else does either.
struct Failure: Error {
  let exit: ExitStatus
  let diagnostics: [Diagnostic]
  /// What standard error gets.
  let text: Text

  enum Text {
    case lines([String])
    /// The diagnostics themselves, with the lines of the project that they are about.
    case diagnostics(of: Project)
  }

  /// Something in the world: the state, the account, a file.
  init(
    _ code: DiagnosticCode, _ message: String, details: [String] = [], note: String? = nil,
    hint: String? = nil, exit: ExitStatus
  ) {
    self.exit = exit
    let parts = [message] + details + [note].compactMap(\.self)
    diagnostics = [Diagnostic(code, parts.joined(separator: "; "), at: nil, hint: hint)]
    text = .lines(
      ["error: \(message)"] + details.map { "  - \($0)" }
        + [note.map { "  = note: \($0)" }, hint.map { "  = hint: \($0)" }].compactMap(\.self))
  }

  /// Mistakes in the project.
  init(_ diagnostics: [Diagnostic], of project: Project) {
    exit = .refused
    self.diagnostics = diagnostics
    text = .diagnostics(of: project)
  }

  /// The one diagnostic of something in the world.
  var diagnostic: Diagnostic? { diagnostics.first }
}

extension Failure {
  /// Says what happened on standard error.
  func say(on console: Console) {
    switch text {
    case .lines(let lines): console.say(lines.joined(separator: "\n"))
    case .diagnostics(let project): console.show(diagnostics, sourceLine: project.line)
    }
  }

  init(_ error: StateError) {
    self.init(
      error.code, error.description, exit: ExitStatus(rawValue: error.exitCode) ?? .stale)
  }

  /// What came through to the end as it was thrown; none for what is about the command line.
  init?(thrown error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as StateError: self.init(error)
    case let error as TargetFailure: self.init(error)
    case .state(let error) as PlanningFailure: self.init(error)
    case .target(let error) as PlanningFailure: self.init(error)
    case .list(let error) as PlanningFailure: self.init(error)
    case let error as ListFailure: self.init(error)
    case let error as AuthError: self.init(error)
    case let fault as ArchiveFault: self.init(fault)
    default: return nil
    }
  }

  init(_ error: ListFailure) {
    self.init(.listKeyUnusable, error.words, hint: error.hint, exit: .stale)
  }

  init(_ error: TargetFailure) { self.init(error.code, error.words, exit: .stopped) }

  init(_ error: AuthError) { self.init(.authFailed, error.description, exit: .stopped) }
}

extension StateError {
  fileprivate var code: DiagnosticCode {
    switch self {
    case .locked, .store(_, .locked): .stateLocked
    case .file(_, .missing), .store(_, .missing), .marker(_, .lost): .stateMissing
    case .otherAccount: .stateOtherAccount
    case .unsettled: .stateUnsettled
    case .notStored, .addressTaken, .unmovable: .stateMoveInvalid
    default: .stateUnusable
    }
  }
}
