import AdsModel
import Applying
import StateStore

extension CommonOptions {
  /// What is otherwise than an apply that was begun left it, with the later apply that did that.
  func words(_ differences: [BegunDifference], since rest: BegunRest) throws -> [String] {
    // A message names only so many.
    try differences.enumerated().map { position, difference in
      guard position < 20, let address = difference.undone,
        let later = try later(than: rest, at: address)
      else { return difference.description }
      return
        "\(difference.description): \(later.kind.rawValue) \(later.number), \(later.startedAt), changed it"
    }
  }

  /// The last entry of the history that wrote a resource after an apply that was begun, and is none
  /// of its runs.
  private func later(than rest: BegunRest, at address: Address) throws -> ApplyRecord? {
    do {
      return try backend.life(of: address).last { event in
        event.apply.number > rest.firstApply && !rest.runs.contains(event.apply.number)
          && [.done, .resolvedDone].contains(event.operation.phase)
      }?.apply
    } catch {
      throw refusal(error)
    }
  }
}
