import AdsModel
import Diagnostics

/// Where a project keeps its state, as its `state:` block says.
public struct StateSettings: Sendable {
  public package(set) var backend = StateBackendKind.sqlite
  /// The branch of `origin` that holds the state; only of backend `git`.
  public package(set) var branch = Self.defaultBranch
  /// What the project calls its state among others of one place, where it does.
  public package(set) var writtenWorkspace: String?
  /// The name of the account, by which the state goes otherwise.
  public package(set) var accountName = ""
  /// What is wrong with the block: nobody may guess where a state is.
  public package(set) var mistakes: [Diagnostic] = []

  public init() {}

  public static let defaultBranch = "pinplan-state"

  /// The name of the state among others of one place.
  public var workspace: String {
    writtenWorkspace ?? (accountName.isEmpty ? "default" : accountName)
  }
}

/// The kinds of places that a state may be in.
public enum StateBackendKind: String, Vocabulary {
  /// One file of this machine, `.pinplan/state.db` in the project's folder.
  case sqlite
  /// A file of a branch of the project's `origin`, for jobs that share no disk.
  case git

  /// Whether the state lies on this machine, beside the project.
  public var isOnThisMachine: Bool {
    switch self {
    case .sqlite: true
    case .git: false
    }
  }
}
