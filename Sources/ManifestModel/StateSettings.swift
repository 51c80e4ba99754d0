import AdsModel
import Diagnostics

/// Where a project keeps its state, as its `state:` block says.
public struct StateSettings: Sendable {
  public package(set) var backend = StateBackendKind.sqlite
  /// The branch of `origin` that holds the state; only of backend `git`.
  public package(set) var branch = Self.defaultBranch
  /// Where the server keeps the state, and how its lock is taken; only of backend `http`.
  public package(set) var address: String?
  public package(set) var lockAddress: String?
  public package(set) var lockMethod: String?
  public package(set) var unlockMethod: String?
  /// What the project calls its state among others of one place, where it does.
  public package(set) var writtenWorkspace: String?
  /// The name of the account, by which the state goes otherwise.
  public package(set) var accountName = ""
  /// The lines of `pinplan.yaml` that hold a secret, counted from 1: none of them is shown.
  public package(set) var secretLines: Set<Int> = []
  /// What is wrong with the block: nobody may guess where a state is.
  public package(set) var mistakes: [Diagnostic] = []

  public init() {}

  public static let defaultBranch = "pinplan-state"

  /// The name of the state among others of one place.
  public var workspace: String {
    writtenWorkspace ?? (accountName.isEmpty ? "default" : accountName)
  }
}

extension StateSettings {
  /// Whether they name one place.
  package func isSamePlace(as other: Self) -> Bool {
    guard backend == other.backend else { return false }
    return switch backend {
    case .sqlite: true
    case .git: branch == other.branch && workspace == other.workspace
    case .postgres: workspace == other.workspace
    case .http: address == other.address
    }
  }

  /// The block as the project writes it.
  package var block: String {
    var keys = ["backend: \(backend.rawValue)"]
    if backend == .git, branch != Self.defaultBranch { keys.append("branch: \(branch)") }
    if backend == .http, let address { keys.append("address: \(StateAddress.written(address))") }
    if [.git, .postgres].contains(backend), let writtenWorkspace {
      keys.append("workspace: \(writtenWorkspace)")
    }
    return "state: { \(keys.joined(separator: ", ")) }"
  }
}

/// The kinds of places that a state may be in.
public enum StateBackendKind: String, Vocabulary {
  /// One file of this machine, `.pinplan/state.db` in the project's folder.
  case sqlite
  /// A file of a branch of the project's `origin`, for jobs that share no disk.
  case git
  /// Rows of a PostgreSQL database, which the environment names.
  case postgres
  /// A server that speaks Terraform's HTTP protocol, such as GitLab.
  case http

  /// Whether the state lies on this machine, beside the project.
  public var isOnThisMachine: Bool {
    switch self {
    case .sqlite: true
    case .git, .http, .postgres: false
    }
  }
}
