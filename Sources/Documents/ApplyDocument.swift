import AdsModel
import Diagnostics
import JSONSchema
import Planning

/// What an apply did, did not manage and did not try.
public struct ApplyResult: Hashable, Sendable {
  /// One operation on one resource.
  public struct Step: Hashable, Sendable {
    public let address: Address
    public let action: Action
    /// The target's id, once there is one.
    public var id: String?
    /// Why it failed, or why it was not tried.
    public var error: String?
    /// What caused the change; none for what is no longer declared anywhere.
    public var source: Place?

    public init(
      _ action: Action, _ address: Address, id: String? = nil, error: String? = nil,
      source: Place? = nil
    ) {
      self.action = action
      self.address = address
      self.id = id
      self.error = error
      self.source = source
    }
  }

  /// An apply that was begun before, as it was when this run began.
  public struct Continuation: Hashable, Sendable {
    /// Its number in the history.
    public let apply: Int64
    public let begunAt: Instant
    public let doneCount: Int
    public let totalCount: Int

    public init(apply: Int64, begunAt: Instant, doneCount: Int, totalCount: Int) {
      self.apply = apply
      self.begunAt = begunAt
      self.doneCount = doneCount
      self.totalCount = totalCount
    }
  }

  /// The plan's; none when there was no plan to apply.
  public var digest: String?
  public var applied: [Step]
  public var failed: [Step]
  public var notTried: [Step]
  /// The state afterwards.
  public var lineage: String?
  public var serial: Int64?
  /// Of what was applied.
  public var summary: PlanSummary
  /// How many `moved` entries were carried out.
  public var moveCount = 0
  /// What it went on with; none when it was a beginning.
  public var continues: Continuation?
  /// Why the apply did not come to its end; none when it did.
  public var stopReason: String?
  public var diagnostics: [Diagnostic]
  /// Whether it was unclear of anything for a while whether it had happened, in this run or one
  /// that it settled.
  public var hadUncertainty = false

  public init(digest: String?, lineage: String? = nil, serial: Int64? = nil) {
    self.digest = digest
    self.lineage = lineage
    self.serial = serial
    applied = []
    failed = []
    notTried = []
    summary = PlanSummary()
    diagnostics = []
  }

  /// Whether everything that was to be done is done.
  public var isComplete: Bool { failed.isEmpty && notTried.isEmpty && stopReason == nil }
}

/// The JSON form of an apply's result.
public enum ApplyDocument {
  public static func encode(_ result: ApplyResult) -> [UInt8] { DocumentWriter.document(result) }
}

extension ApplyResult: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case digest, applied, failed
    case notTried = "not_tried"
    case state, summary, continues, diagnostics

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .digest: Schema.sha256.nullable.described("Of the plan that was applied.")
      case .applied: .array(of: .definition("step"))
      case .failed: Schema.array(of: .definition("step")).described("With why, in `error`.")
      case .notTried: .array(of: .definition("step"))
      case .state: StatePosition.Key.objectSchema.described("The state afterwards.")
      case .summary: PlanSummary.Key.objectSchema.described("Counts what was applied.")
      case .continues:
        Continuation.Key.objectSchema.nullable.described(
          "The apply of the same digest that it went on with; null for a beginning.")
      case .diagnostics: .array(of: .definition("diagnostic"))
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .digest: writer.optional(digest)
    case .applied: writer.objects(applied)
    case .failed: writer.objects(failed)
    case .notTried: writer.objects(notTried)
    case .state: writer.object(StatePosition(lineage: lineage, serial: serial))
    case .summary: writer.object(summary)
    case .continues: writer.optional(continues)
    case .diagnostics: writer.objects(diagnostics)
    }
  }
}

extension ApplyResult.Step: DocumentObject {
  enum Key: String, DocumentKey {
    case address, action, id, error, source

    var schema: Schema {
      switch self {
      case .address: .address
      case .action: .word(of: Action.self)
      case .id, .error: Schema.string().nullable
      case .source:
        Place.Key.objectSchema.nullable.described(
          "What caused the change; null for what is no longer declared.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(address.description)
    case .action: writer.string(action.rawValue)
    case .id: writer.optional(id)
    case .error: writer.optional(error)
    case .source: writer.optional(source)
    }
  }
}

extension ApplyResult.Continuation: DocumentObject {
  enum Key: String, DocumentKey {
    case apply
    case begunAt = "begun_at"
    case done, changes

    var schema: Schema {
      switch self {
      case .apply: Schema.integer(minimum: 1).described("Its number in the history.")
      case .begunAt: .instant
      case .done: Schema.integer(minimum: 0).described("How many were done before this run.")
      case .changes: Schema.integer(minimum: 0).described("How many were approved.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .apply: writer.integer(apply)
    case .begunAt: writer.string(begunAt.description)
    case .done: writer.integer(doneCount)
    case .changes: writer.integer(totalCount)
    }
  }
}

extension ApplyResult.Continuation {
  /// How far it has got, in one sentence for people; what is left may be nothing although others
  /// than it have done a part.
  public func sentence(nothingLeft: Bool) -> String {
    let changes = "\(doneCount) of \(totalCount) change\(totalCount == 1 ? "" : "s") done"
    let which = "apply \(apply) of this digest, begun \(begunAt)"
    if doneCount == totalCount, nothingLeft { return "Complete: \(which): \(changes)." }
    return nothingLeft
      ? "Nothing is left of \(which): \(changes), and the rest is as reviewed by now."
      : "Goes on with \(which): \(changes)."
  }
}
