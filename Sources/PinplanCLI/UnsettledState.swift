import AdsModel
import Applying
import Diagnostics
import Planning
import StateStore

extension CommonOptions {
  /// Warns that a state does not know everything that was done; what shows it shows this too.
  func unsettledWarning(of state: StoredState?) async throws -> [Diagnostic] {
    guard let state, state.target.hasAccount else { return [] }
    return try await [backend.unsettledDiagnostic()].compactMap(\.self)
  }

  /// Ends what writes the state, or the files as the account is, while an earlier apply may have
  /// done what is not known yet: before anything is asked or looked at.
  func refuseUnsettled(_ state: StoredState?) async throws {
    guard let state, state.target.hasAccount else { return }
    let backend = try backend
    let count = try await backend.unsettledCount()
    guard count > 0 else { return }
    if let holder = try await backend.holder(), !holder.isKnownDead {
      throw StateError.locked(holder)
    }
    throw StateError.unsettled(place: backend.place, operations: count)
  }
}
