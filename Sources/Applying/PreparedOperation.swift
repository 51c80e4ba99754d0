import AdsModel
import Planning
import StateStore

/// One operation with what a target needs to know beside the plan.
public struct PreparedOperation: Sendable {
  private struct Parts {
    let operation: Operation
    let id: String?
    let parent: StoredResource?
    let previous: StoredResource?
    let outcome: StoredResource?
    let referenceIDs: [Address: String]
    var privateValues: PrivateValues = [:]
    var givenUp: PrivateValues = [:]
    var people: UploadBatch?
    var step: OperationStep?
  }

  // One object, as it is handed on until it is settled.
  private var parts: Boxed<Parts>

  public init(
    _ operation: Operation, id: String?, parent: StoredResource? = nil,
    previous: StoredResource? = nil, outcome: StoredResource?, referenceIDs: [Address: String] = [:]
  ) {
    parts = Boxed(
      Parts(
        operation: operation, id: id, parent: parent, previous: previous, outcome: outcome,
        referenceIDs: referenceIDs))
  }

  public var operation: Operation { parts.value.operation }
  /// The target's id of the resource; of a creation the reserved one, where ids are reserved.
  public var id: String? { parts.value.id }
  /// What holds it, as stored by now; only for a remote target.
  public var parent: StoredResource? { parts.value.parent }
  /// The target's id of what holds it.
  public var parentID: String? { parent?.id }
  /// What was stored at its address before.
  public var previous: StoredResource? { parts.value.previous }
  /// What is stored once it is done, none when nothing stays on record; of a creation the id is
  /// blank where none is reserved.
  public var outcome: StoredResource? { parts.value.outcome }
  /// The ids of what the change names, of audiences and of what those are made from; only for a
  /// remote target.
  public var referenceIDs: [Address: String] { parts.value.referenceIDs }
  /// What the target remembers of what the operation is about, its steps so far included: of the
  /// resource, of the copy that is to be archived, of what is being made.
  public var privateValues: PrivateValues {
    get { parts.value.privateValues }
    set { parts.value.privateValues = newValue }
  }
  /// Of an archiving: what is remembered of something that was being made there and is given up.
  public var givenUp: PrivateValues {
    get { parts.value.givenUp }
    set { parts.value.givenUp = newValue }
  }
  /// Who comes to its list or goes from it now; nobody once all are through, and where it has none.
  public var people: UploadBatch? {
    get { parts.value.people }
    set { parts.value.people = newValue }
  }
  /// What is to be done of it now; none where that is all of it.
  public var step: OperationStep? {
    get { parts.value.step }
    set { parts.value.step = newValue }
  }
}
