import AdsModel
import CanonicalJSON
import Diagnostics
import Planning

/// The JSON form of `pinplan drift`.
public enum DriftDocument {
  public static func encode(_ report: DriftReport) -> [UInt8] {
    DocumentWriter.document(report, decimals: report.account.currency.decimals)
  }

  /// The text of `schema/drift.schema.json`.
  public static var schema: String {
    var schema = DriftReport.Key.objectSchema
    schema.id = "https://pinplan.dev/schema/drift.schema.json"
    schema.title = "pinplan drift"
    schema.description =
      "What pinplan drift prints with --format json: how the account differs from the last apply."
    schema.definitions = [.init("diagnostic", Diagnostic.Key.objectSchema)]
    return schema.fileText
  }

  /// The same names without a comparison, for when there could be none.
  public static func encodeFailure(_ diagnostics: [Diagnostic]) -> [UInt8] {
    DocumentWriter.document(FailedDrift(diagnostics: diagnostics))
  }
}

/// A drift document that says why nothing was compared.
private struct FailedDrift: DocumentObject {
  typealias Key = DriftReport.Key

  let diagnostics: [Diagnostic]

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .account: writer.nothing(for: Account.Key.self)
    case .state: writer.nothing(for: StatePosition.Key.self)
    case .summary: writer.nothing(for: DriftCounts.Key.self)
    case .drift: writer.strings([])
    case .diagnostics: writer.objects(diagnostics)
    }
  }
}

extension DriftReport: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case account, state, summary, drift, diagnostics

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .account: Account.Key.objectSchema
      case .state: StatePosition.Key.objectSchema.described("What the account was compared with.")
      case .summary: DriftCounts.Key.objectSchema
      case .drift: Schema.array(of: Item.Key.objectSchema).described("In address order.")
      case .diagnostics:
        Schema.array(of: .definition("diagnostic"))
          .described("Why nothing could be compared, or what the comparison does not know.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .account: writer.object(account)
    case .state: writer.object(StatePosition(lineage: lineage, serial: serial))
    case .summary: writer.object(DriftCounts(report: self))
    case .drift: writer.objects(items)
    case .diagnostics: writer.objects(diagnostics)
    }
  }
}

/// How much has drifted.
struct DriftCounts: DocumentObject {
  let report: DriftReport

  enum Key: String, DocumentKey {
    case compared, changed, archived, vanished

    var schema: Schema {
      switch self {
      case .compared: Schema.integer(minimum: 0).nullable.described("Stored resources looked at.")
      case .changed: Schema.integer(minimum: 0).nullable
      case .archived: Schema.integer(minimum: 0).nullable.described("What is below is not counted.")
      case .vanished: Schema.integer(minimum: 0).nullable.described("What is below is not counted.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .compared: writer.integer(report.compared)
    case .changed: writer.integer(report.count(.changed))
    case .archived: writer.integer(report.count(.archived))
    case .vanished: writer.integer(report.count(.vanished))
    }
  }
}

extension DriftReport.Item: DocumentObject {
  enum Key: String, DocumentKey {
    case address, id, kind, fields, below, source

    var schema: Schema {
      switch self {
      case .address: .address
      case .id: Schema.string().described("The target's id.")
      case .kind:
        Schema.word(of: DriftReport.Kind.self).described(
          "Whether values are other ones, or it is archived on the account, or gone from it.")
      case .fields:
        Schema.array(of: DriftReport.Field.Key.objectSchema)
          .described("What is another value; empty unless it is changed.")
      case .below:
        Schema.integer(minimum: 0).described("Stored resources below it that went along.")
      case .source:
        Place.Key.objectSchema.nullable.described("Where it is declared; null when it is not.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(address.description)
    case .id: writer.string(id)
    case .kind: writer.string(kind.rawValue)
    case .fields: writer.objects(fields)
    case .below: writer.integer(below)
    case .source: writer.optional(source)
    }
  }
}

extension DriftReport.Field: DocumentObject {
  enum Key: String, DocumentKey {
    case path, stored, live, declared

    var schema: Schema {
      switch self {
      case .path:
        Schema.string().described("Reads like the YAML.").withExamples("bid", "budget.daily")
      case .stored, .live, .declared: .fieldValue
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .path: writer.string(path.text)
    case .stored: writer.optional(stored)
    case .live: writer.optional(live)
    case .declared: writer.optional(declared)
    }
  }
}
