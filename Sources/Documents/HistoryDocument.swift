import AdsModel
import CanonicalJSON
import Diagnostics
import Outcomes
import Planning

/// The JSON form of `history`.
public enum HistoryDocument {
  /// The entries in the order given, amounts with the currency's decimals.
  public static func encode(
    _ entries: [HistoryEntry], currency: Currency, diagnostics: [Diagnostic] = []
  ) -> [UInt8] {
    DocumentWriter.document(
      Object(entries: entries, diagnostics: diagnostics), decimals: currency.decimals)
  }

  /// The same names without a history, for when it could not be read.
  public static func encodeFailure(_ diagnostics: [Diagnostic]) -> [UInt8] {
    DocumentWriter.document(Object(entries: [], diagnostics: diagnostics))
  }

  struct Object: DocumentObject {
    let entries: [HistoryEntry]
    var diagnostics: [Diagnostic] = []

    enum Key: String, DocumentKey {
      case formatVersion = "format_version"
      case entries, diagnostics

      var schema: Schema {
        switch self {
        case .formatVersion: .formatVersion
        case .entries: Schema.array(of: .definition("history_entry")).described("Oldest first.")
        case .diagnostics: .array(of: .definition("diagnostic"))
        }
      }
    }

    func write(_ key: Key, to writer: inout DocumentWriter) {
      switch key {
      case .formatVersion: writer.integer(PlanDocument.formatVersion)
      case .entries: writer.objects(entries)
      case .diagnostics: writer.objects(diagnostics)
      }
    }
  }
}

extension HistoryEntry: DocumentObject {
  enum Key: String, DocumentKey {
    case serial, at, actor, commit, digest, summary, overrides
    case number, kind, outcome, host
    case ciURL = "ci_url"
    case moves, continues, operations

    var schema: Schema {
      switch self {
      case .serial: Schema.integer(minimum: 0).described("Of the state afterwards.")
      case .at: .instant
      case .actor: Schema.string().described("Who.")
      case .commit: Schema.string().nullable.described("The git commit that was applied.")
      case .digest: Schema.sha256.nullable.described("Of the plan; null where there was none.")
      case .summary: PlanSummary.Key.objectSchema
      case .overrides: .array(of: .definition("override"))
      case .number: Schema.integer(minimum: 1).described("Position in the history.")
      case .kind: .word(of: Kind.self)
      case .outcome: .word(of: Outcome.self)
      case .host, .ciURL: Schema.string().nullable
      case .moves:
        Schema.integer(minimum: 0).described(
          "How many resources got another address, without those that went along with one.")
      case .continues:
        Schema.integer(minimum: 1).nullable.described(
          "The number of the apply that it went on with; null for a beginning.")
      case .operations:
        Schema.array(of: .definition("history_operation")).nullable.described(
          "What was done to each resource; null in a list of entries.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .serial: writer.integer(serial)
    case .at: writer.string(at.description)
    case .actor: writer.string(actor)
    case .commit: writer.optional(commit)
    case .digest: writer.optional(digest)
    case .summary: writer.object(summary)
    case .overrides: writer.objects(overrides)
    case .number: writer.integer(number)
    case .kind: writer.string(kind.rawValue)
    case .outcome: writer.string(outcome.rawValue)
    case .host: writer.optional(host)
    case .ciURL: writer.optional(ciURL)
    case .moves: writer.integer(moveCount)
    case .continues: writer.optional(continues)
    case .operations: if let operations { writer.objects(operations) } else { writer.null() }
    }
  }
}

extension HistoryOperation: DocumentObject {
  enum Key: String, DocumentKey {
    case address, action, outcome, id, fields, error

    var schema: Schema {
      switch self {
      case .address: .address
      case .action: .word(of: Action.self)
      case .outcome: .word(of: Outcome.self)
      case .id, .error: Schema.string().nullable
      case .fields: .array(of: .definition("field_change"))
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(address.description)
    case .action: writer.string(action.rawValue)
    case .outcome: writer.string(outcome.rawValue)
    case .id: writer.optional(id)
    case .fields: writer.objects(fields)
    case .error: writer.optional(error)
    }
  }
}
