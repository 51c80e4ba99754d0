import AdsModel
import Applying
import Diagnostics
import Planning
import StateStore

extension CommonOptions {
  /// Says that an apply of a saved plan was begun here and is not finished; none where it was not, or
  /// where there is no state that knows.
  ///
  /// What a file holds can be shown anywhere, so a state that cannot be read is no mistake here.
  func begun(_ plan: Plan, file: String) async -> Diagnostic? {
    guard let backend = try? backend, let state = try? await backend.read(),
      plan.lineage == nil || plan.lineage == state.lineage,
      let rest = try? await backend.rest(ofDigest: plan.digest()), !rest.isComplete
    else { return nil }
    let (done, total) = (rest.doneCount, rest.totalCount)
    return Diagnostic(
      .planUnfinished, .warning,
      "an apply of this plan, begun at \(rest.begunAt), is not finished: \(done) of \(total) "
        + "\(total == 1 ? "change is" : "changes are") done",
      at: nil, hint: "`pinplan apply \(shellWord(file))` goes on with what is left")
  }
}
