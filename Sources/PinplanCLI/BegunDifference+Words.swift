import AdsModel
import Applying
import StateStore

extension CommonOptions {
  /// What is otherwise than an apply that was begun left it, with the later apply that did that.
  func words(
    _ differences: [BegunDifference], since rest: BegunRest
  ) async throws -> [String] {
    var words: [String] = []
    for difference in differences {
      // A message names only so many.
      guard words.count < 20, let address = difference.undone,
        let later = try await later(than: rest, at: address)
      else {
        words.append(difference.description)
        continue
      }
      words.append(
        "\(difference.description): \(later.kind.rawValue) \(later.number), \(later.startedAt), changed it"
      )
    }
    return words
  }

  /// The last entry of the history that wrote a resource after an apply that was begun, and is none
  /// of its runs.
  private func later(
    than rest: BegunRest, at address: Address
  ) async throws -> ApplyRecord? {
    let backend = try backend
    do throws(StateError) {
      return try await backend.life(of: address).last { event in
        event.apply.number > rest.firstApply && !rest.runs.contains(event.apply.number)
          && [.done, .resolvedDone].contains(event.operation.phase)
      }?.apply
    } catch {
      throw refusal(error)
    }
  }
}
