import AdsModel
import CanonicalJSON
import Diagnostics
import Outcomes
import Planning

/// The JSON form of `retire`.
public enum RetireDocument {
  public static func encode(_ report: RetireReport) -> [UInt8] {
    DocumentWriter.document(report, decimals: report.account.currency.decimals)
  }

  /// The same names, for when nothing was found that could be archived.
  public static func encodeFailure(_ diagnostics: [Diagnostic], id: String) -> [UInt8] {
    DocumentWriter.document(FailedRetire(diagnostics: diagnostics, id: id))
  }
}

/// A document of `retire` that says why there was nothing to archive.
private struct FailedRetire: DocumentObject {
  typealias Key = RetireReport.Key

  let diagnostics: [Diagnostic]
  let id: String

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .outcome: writer.string(RetireReport.Outcome.failed.rawValue)
    case .id: writer.string(id)
    case .kind, .name, .status: writer.null()
    case .fields: writer.strings([])
    case .below: writer.nothing(for: Below.Key.self)
    case .spend: writer.nothing(for: EndedSpend.Key.self)
    case .error: writer.optional(diagnostics.first?.message)
    case .state: writer.nothing(for: StateAfter.Key.self)
    case .diagnostics: writer.objects(diagnostics)
    }
  }
}

extension RetireReport: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case outcome, kind, id, name, status, fields, below, spend, error, state, diagnostics

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .outcome: .word(of: Outcome.self)
      case .kind: Schema.word(of: ResourceKind.self).nullable
      case .id: Schema.string()
      case .name: Schema.string().nullable
      case .status: Schema.word(of: Status.self).nullable.described("Before.")
      case .fields:
        Schema.array(of: HeldField.Key.objectSchema).described("What it holds, or held.")
      case .below:
        Below.Key.objectSchema.described("How many resources below it are archived along with it.")
      case .spend:
        EndedSpend.Key.objectSchema.described("What the account may spend no more, at worst.")
      case .error: Schema.string().nullable.described("Why it failed; null when it did not.")
      case .state: StateAfter.Key.objectSchema
      case .diagnostics: .array(of: Diagnostic.Key.objectSchema)
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .outcome: writer.string(outcome.rawValue)
    case .kind: writer.string(stranger.live.kind.rawValue)
    case .id: writer.string(stranger.live.id)
    case .name: writer.optional(stranger.name)
    case .status: writer.string(stranger.live.status.rawValue)
    case .fields: writer.objects(stranger.live.fields.all.map { HeldField(field: $0) })
    case .below: writer.object(Below(stranger: stranger))
    case .spend: writer.object(EndedSpend(spend: spend, currency: account.currency))
    case .error: writer.optional(error)
    case .state: writer.object(StateAfter(lineage: lineage, serial: serial))
    case .diagnostics: writer.strings([])
    }
  }
}

/// One field of a live resource.
private struct HeldField: DocumentObject {
  let field: Fields.Field

  enum Key: String, DocumentKey {
    case path, value

    var schema: Schema {
      self == .path ? Schema.string().withExamples("bid", "budget.daily") : .fieldValue
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .path: writer.string(field.path.text)
    case .value: writer.optional(Optional(field.value))
    }
  }
}

private struct Below: DocumentObject {
  let stranger: Stranger

  enum Key: String, DocumentKey {
    case adGroups = "ad_groups"
    case keywords, ads

    var schema: Schema { Schema.integer(minimum: 0).nullable }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .adGroups: writer.integer(stranger.count(.adGroup))
    case .keywords: writer.integer(stranger.count(.keyword))
    case .ads: writer.integer(stranger.count(.ad))
    }
  }
}

private struct EndedSpend: DocumentObject {
  let spend: Spend
  let currency: Currency

  enum Key: String, DocumentKey {
    case currency, daily, lifetime
    case next30DaysMax = "next_30_days_max"

    var schema: Schema { self == .currency ? Schema.string().nullable : Schema.money.nullable }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .currency: writer.string(currency.rawValue)
    case .daily: writer.money(spend.daily)
    case .lifetime: writer.money(spend.lifetime)
    case .next30DaysMax: writer.money(spend.next30DaysMax)
    }
  }
}
