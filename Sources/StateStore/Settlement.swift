import AdsModel
import CanonicalJSON
import Planning

/// An operation that is journalled before it is attempted.
public struct IntendedOperation: Hashable, Sendable {
  private struct Parts: Hashable {
    let sequence: Int
    let kind: Operation.Kind
    let address: Address
    let id: String?
    let fieldsJSON: [UInt8]
    let outcomeJSON: [UInt8]?
    var deadline: EffectDeadline?
    var step: OperationStep?
    var members: MembersWrite?
  }

  // One object, as it is handed on until it is settled.
  private var parts: Boxed<Parts>

  public init(
    sequence: Int, kind: Operation.Kind, address: Address, id: String?, fieldsJSON: [UInt8],
    outcomeJSON: [UInt8]? = nil
  ) {
    parts = Boxed(
      Parts(
        sequence: sequence, kind: kind, address: address, id: id, fieldsJSON: fieldsJSON,
        outcomeJSON: outcomeJSON))
  }

  public var sequence: Int { parts.value.sequence }
  public var kind: Operation.Kind { parts.value.kind }
  public var address: Address { parts.value.address }
  /// The target's id where it is known beforehand.
  public var id: String? { parts.value.id }
  /// A JSON array of `{"path", "before", "after"}`; of a creation the new resource's attributes.
  public var fieldsJSON: [UInt8] { parts.value.fieldsJSON }
  /// As `KeptOutcome` writes it; none where a recovery has nothing to look at.
  public var outcomeJSON: [UInt8]? { parts.value.outcomeJSON }
  /// Until when it can take effect once it is sent; none where it happens as it is settled.
  public var deadline: EffectDeadline? {
    get { parts.value.deadline }
    set { parts.value.deadline = newValue }
  }
  /// What is attempted of it next; none where it is attempted whole.
  public var step: OperationStep? {
    get { parts.value.step }
    set { parts.value.step = newValue }
  }
  /// Who may come to a list and who may go with it; kept as such until it is settled.
  public var members: MembersWrite? {
    get { parts.value.members }
    set {
      precondition(newValue?.isUnderWay ?? true, "nothing that is attempted is settled")
      parts.value.members = newValue
    }
  }

  /// Journals a step of a plan with every field that its change has.
  ///
  /// A creation has nothing but new values, so the attributes that it will be stored with say it
  /// all. The writer is written over and serves many operations; amounts get the account
  /// currency's decimals.
  public init(
    _ operation: Operation, of change: Change, id: String?, attributes: [UInt8]?,
    outcome: KeptOutcome? = nil, json: inout JSONWriter, decimals: Int
  ) {
    let fields: [UInt8]
    if change.action == .create, let attributes {
      fields = attributes
    } else {
      json.clear()
      if operation.kind == .archiveReplaced {
        json.array { _ in }
      } else {
        change.fields.write(to: &json, decimals: decimals)
      }
      fields = json.bytes
    }
    self.init(
      sequence: operation.sequence, kind: operation.kind, address: change.address, id: id,
      fieldsJSON: fields, outcomeJSON: outcome?.json(besides: fields, in: &json))
  }
}

extension [FieldChange] {
  /// Writes each change as `{"path", "before", "after"}`, null where there is no value.
  func write(to json: inout JSONWriter, decimals: Int) {
    json.array { json in
      for field in self {
        json.object { json in
          json.key("path")
          json.string(field.path.text)
          for (key, value) in [("before", field.before), ("after", field.after)] {
            json.key(key)
            if let value { value.write(to: &json, decimals: decimals) } else { json.null() }
          }
        }
      }
    }
  }
}

/// What became of an operation that this session journalled.
public struct Settlement: Hashable, Sendable {
  public enum Result: Hashable, Sendable {
    /// It happened; the resource as it is stored now, none when nothing stays on record.
    case done(StoredResource?)
    /// The step that was intended happened, and there are more; what the steps so far returned, and
    /// what is stored with it, none while the resource is being made.
    case stepDone(PrivateValues, StoredResource?)
    /// It did not happen, and why.
    case failed(String)
    /// No answer came: a later run finds out.
    case unknown(String)
  }

  public let sequence: Int
  public let result: Result
  /// Who came to a list and who went with what is done; stored with it, or not at all.
  public var members: MembersWrite? {
    didSet { precondition(isDone || members == nil, "nobody comes or goes with what is not done") }
  }

  /// Whether the resource is stored with the version that it has: what was done is nothing that a plan
  /// knows.
  public var keepsVersion = false

  public init(sequence: Int, result: Result) {
    self.sequence = sequence
    self.result = result
  }

  /// Whether the operation goes on.
  public var isOfStep: Bool { if case .stepDone = result { true } else { false } }

  /// Whether it or a step of it happened.
  private var isDone: Bool { if case .done = result { true } else { isOfStep } }
}

/// What a later run found out about an operation that was left unsettled.
public struct Resolution: Hashable, Sendable {
  public enum Finding: Hashable, Sendable {
    /// It had happened; the resource as it is stored now, none when nothing stays on record.
    case happened(StoredResource?)
    /// Of its steps the one that was open had happened, and it was not the last: as `stepDone`.
    case stepHappened(PrivateValues, StoredResource?)
    /// It had not, apart from the steps that are settled as done.
    case didNotHappen
  }

  public let operation: UnsettledOperation
  public let finding: Finding
  /// Who came to a list and who went with what had happened.
  public var members: MembersWrite? {
    didSet {
      precondition(finding != .didNotHappen || members == nil, "nobody comes or goes with nothing")
    }
  }

  public init(_ operation: UnsettledOperation, _ finding: Finding) {
    self.operation = operation
    self.finding = finding
  }
}
