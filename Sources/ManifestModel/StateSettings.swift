import AdsModel
import Diagnostics

/// Where a project keeps its state, as its `state:` block says.
public struct StateSettings: Sendable {
  public package(set) var backend = StateBackendKind.sqlite
  /// What is wrong with the block: nobody may guess where a state is.
  public package(set) var mistakes: [Diagnostic] = []

  public init() {}
}

/// The kinds of places that a state may be in.
public enum StateBackendKind: String, Vocabulary {
  /// One file of this machine, `.pinplan/state.db` in the project's folder.
  case sqlite
}
