import AdsModel
import CanonicalJSON
import Diagnostics
import Outcomes
import Planning

/// The JSON form of an apply's result.
public enum ApplyDocument {
  public static func encode(_ result: ApplyResult) -> [UInt8] { DocumentWriter.document(result) }
}

extension ApplyResult: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case digest, applied, failed
    case notTried = "not_tried"
    case state, summary, continues, notices, diagnostics

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
      case .notices:
        Schema.notices.described("About the account and its audiences, as they are afterwards.")
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
    case .notices: writer.objects(notices)
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
