import AdsModel
import Planning
import StateStore

/// One operation with what a target needs to know beside the plan.
public struct PreparedOperation: Sendable {
  public let operation: Operation
  /// The target's id of the resource; of a creation the reserved one, where ids are reserved.
  public let id: String?
}

/// What a target answered to one operation.
public enum TargetAnswer: Hashable, Sendable {
  /// It happened; with the target's id of the resource.
  case done(id: String)
  /// It did not happen, in the target's words.
  case refused(String)
  /// No answer came: it may have happened.
  case unanswered(String)
}

/// Where apply goes: the seam between a plan and an ad account.
///
/// Operations come in order, parents before children, and each is journalled before it comes.
public protocol AdsTarget: Sendable {
  /// How many operations the target takes at once.
  var batchSize: Int { get }

  /// Ids for so many creations; none where the target names what it creates itself.
  ///
  /// What is known beforehand is journalled with the intent.
  func reserveIDs(_ count: Int) async -> [String]?

  /// Carries out operations of a plan and answers each of them, in the same order.
  func perform(_ operations: [PreparedOperation], of plan: Plan) async -> [TargetAnswer]

  /// Finds out by looking whether an operation that was left unsettled has happened.
  func look(for operation: UnsettledOperation, in state: StoredState) async -> Resolution.Finding
}
