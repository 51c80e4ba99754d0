import AdsModel
import CanonicalJSON
import Foundation
import Planning

/// One operation of an apply as the journal tells it.
public struct OperationRecord: Hashable, Sendable {
  public enum Kind: String, Vocabulary {
    case create, update, archive
    case archiveReplaced = "archive_replaced"
    /// Another address for the same resource.
    case move
    /// Forgotten by `state rm`, or because the account has it no longer.
    case remove
    /// Stored as the account was found to hold it; nothing was sent.
    case adopt
  }

  public enum Phase: String, Vocabulary {
    /// About to be attempted: whether it happened is not known.
    case intent
    case done
    case failed
    /// Attempted, and no answer came.
    case unknown
    /// Found out by a later run that it had happened.
    case resolvedDone = "resolved_done"
    /// Found out by a later run that it had not happened.
    case resolvedNotDone = "resolved_not_done"

    /// Whether it may or may not have happened.
    public var isUnsettled: Bool { self == .intent || self == .unknown }

    /// Whether it is certain that it happened.
    var hasHappened: Bool { self == .done || self == .resolvedDone }
  }

  /// Position in the apply, from 0; moves come before, with negative numbers.
  public let sequence: Int
  /// Of a move: the address that was left; both are in its fields, as `address`.
  public let address: Address
  public let kind: Kind
  /// The target's id, as soon as one is known.
  public var id: String?
  /// A JSON array of `{"path", "before", "after"}`; of a creation the new resource's attributes.
  public let fieldsJSON: [UInt8]
  public var phase: Phase
  /// What the target answered when it failed or was left unknown.
  public var error: String?
  /// When it got into its phase.
  public var at: Instant

  init(
    sequence: Int, address: Address, kind: Kind, id: String?, fieldsJSON: [UInt8], phase: Phase,
    error: String?, at: Instant
  ) {
    self.sequence = sequence
    self.address = address
    self.kind = kind
    self.id = id
    self.fieldsJSON = fieldsJSON
    self.phase = phase
    self.error = error
    self.at = at
  }

  /// An operation of the apply that is under way.
  public init(_ intended: IntendedOperation, _ phase: Phase, error: String?, at: Instant) {
    self.init(
      sequence: intended.sequence, address: intended.address, kind: Kind(intended.kind),
      id: intended.id, fieldsJSON: intended.fieldsJSON, phase: phase, error: error, at: at)
  }
}

extension OperationRecord {
  /// Every changed field's old and new value, in the order in which they were journalled; those
  /// of a creation by path.
  public var fields: [FieldChange] {
    if isOfNewResource {
      return (Fields(json: fieldsJSON)?.all ?? []).map {
        FieldChange(path: $0.path, before: nil, after: $0.value)
      }
    }
    let changes = try? JSONDecoder().decode([FieldChangeJSON].self, from: Data(fieldsJSON))
    return (changes ?? []).map { change in
      let path = FieldPath(change.path)
      return FieldChange(
        path: path, before: change.before?.value(at: path), after: change.after?.value(at: path))
    }
  }

  /// Whether its fields are all those of a resource that was not stored before.
  public var isOfNewResource: Bool { fieldsJSON.first == UInt8(ascii: "{") }

  /// Where a move leads.
  var movedTo: Address? {
    guard kind == .move else { return nil }
    return fields.first?.after?.text.flatMap(Address.init(parsing:))
  }

  private struct FieldChangeJSON: Decodable {
    let path: String
    let before: FieldJSON?
    let after: FieldJSON?
  }
}

/// An operation together with the apply that it belongs to.
public struct LifeEvent: Hashable, Sendable {
  public let apply: ApplyRecord
  public let operation: OperationRecord
}

/// An operation that an earlier apply journalled and never settled.
public struct UnsettledOperation: Hashable, Sendable {
  public let apply: Int64
  public let operation: OperationRecord
  /// What is stored if it happened; none where the target does not have to be looked at.
  public var outcome: KeptOutcome?
  /// The newest id of its kind that there was before the apply; none when there was nothing.
  public var newerThan: String?
  /// Until when it can still take effect; none when an earlier version of pinplan sent it.
  public var deadline: EffectDeadline?
  /// How far it got; none where it is of one step.
  public var progress: StepProgress?
}
