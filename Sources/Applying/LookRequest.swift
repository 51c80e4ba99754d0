import AdsModel
import Planning
import StateStore

/// An operation that may have happened, with what there is to recognise it by.
public struct LookRequest: Hashable, Sendable {
  /// As journalled, with every field's old and new value.
  public let record: OperationRecord
  /// The target's id of what holds the resource.
  public let parentID: String?
  /// What would be stored had it happened, none when nothing would; of a creation the id is blank.
  public let outcome: StoredResource?
  /// The newest id of the kind before the apply; none when there was nothing of it.
  public let newerThan: String?
  /// The ids of what the resource names: of audiences, and of what those are made from.
  public let referenceIDs: [Address: String]
  /// What the target remembers of what the operation is about, its steps so far included.
  public let privateValues: PrivateValues
  /// The step of it that may have happened, as it was intended; none where that is all of it.
  public let step: OperationStep?

  public init(
    _ record: OperationRecord, parentID: String? = nil, outcome: StoredResource? = nil,
    newerThan: String? = nil, referenceIDs: [Address: String] = [:],
    privateValues: PrivateValues = [:], step: OperationStep? = nil
  ) {
    self.record = record
    self.parentID = parentID
    self.outcome = outcome
    self.newerThan = newerThan
    self.referenceIDs = referenceIDs
    self.privateValues = privateValues
    self.step = step
  }
}

/// What looking for an operation showed.
public enum LookFinding: Hashable, Sendable {
  /// It happened; with the target's id of the resource, and what is to be remembered of it from then
  /// on, where that changes.
  case happened(id: String, remembering: PrivateValues? = nil)
  /// The step happened, and others follow; with what the steps so far returned.
  case stepHappened(PrivateValues)
  case didNotHappen
  /// Nothing tells whether it happened: names the candidates and what to do.
  case cannotTell(String)
  /// Looking itself failed.
  case failed(String)
}
