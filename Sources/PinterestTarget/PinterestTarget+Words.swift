import AdsModel
import Applying
import Insights
import PinterestAPI
import Planning

extension PinterestTarget {
  /// The project's word for a part of a split, which the API names by its own word or by an id.
  public func word(
    of part: String, in split: PerformanceQuestion.Split, _ state: StoredState?
  ) async throws -> String {
    switch split {
    case .country: return part.uppercased()
    case .keyword: return part
    case .gender, .age, .device, .placement: return part.lowercased()
    case .interest:
      do throws(APIError) {
        let words = try await interests.ids()
        return words.first { $0.value == part }?.key ?? part
      } catch {
        throw TargetFailure(error)
      }
    case .audience:
      return state?.resources.first { $0.address.kind == .audience && $0.id == part }?.address.key
        ?? part
    }
  }
}
