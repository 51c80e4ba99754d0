import AdsModel
import Planning
import StateStore

/// One operation with what a target needs to know beside the plan.
public struct PreparedOperation: Sendable {
  public let operation: Operation
  /// The target's id of the resource; of a creation the reserved one, where ids are reserved.
  public let id: String?
  /// What holds it, as stored by now; only for a remote target.
  public let parent: StoredResource?
  /// What was stored at its address before.
  public let previous: StoredResource?
  /// What is stored once it is done, none when nothing stays on record; of a creation the id is
  /// blank.
  public let outcome: StoredResource?
  /// The ids of what the change names, of audiences and of what those are made from; only for a
  /// remote target.
  public let referenceIDs: [Address: String]
  /// What the target remembers of what the operation is about, its steps so far included: of the
  /// resource, of the copy that is to be archived, of what is being made.
  public var privateValues: PrivateValues = [:]
  /// Of an archiving: what is remembered of something that was being made there and is given up.
  public var givenUp: PrivateValues = [:]
  /// Who comes to its list or goes from it now; nobody once all are through, and where it has none.
  public var people: UploadBatch?
  /// What is to be done of it now; none where that is all of it.
  public var step: OperationStep?

  /// The target's id of what holds it.
  public var parentID: String? { parent?.id }

  public init(
    _ operation: Operation, id: String?, parent: StoredResource? = nil,
    previous: StoredResource? = nil, outcome: StoredResource?, referenceIDs: [Address: String] = [:]
  ) {
    self.operation = operation
    self.id = id
    self.parent = parent
    self.previous = previous
    self.outcome = outcome
    self.referenceIDs = referenceIDs
  }
}
