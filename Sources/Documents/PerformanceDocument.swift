import AdsModel
import CanonicalJSON
import Diagnostics
import Insights

/// The JSON form of `performance`.
public enum PerformanceDocument {
  public static func write(_ report: PerformanceReport, to stream: ByteStream) {
    DocumentWriter.document(
      Object(report: report), decimals: report.currency.decimals, to: stream)
  }

  public static func encodeFailure(_ diagnostics: [Diagnostic]) -> [UInt8] {
    DocumentWriter.document(Object(report: nil, diagnostics: diagnostics))
  }

  struct Object: DocumentObject {
    let report: PerformanceReport?
    var diagnostics: [Diagnostic] = []

    enum Key: String, DocumentKey {
      case formatVersion = "format_version"
      case account, currency, from, to, level, granularity, split
      case completeUntil = "complete_until"
      case rows, totals, unmanaged, notices, diagnostics

      var schema: Schema {
        switch self {
        case .formatVersion: .formatVersion
        case .account: Schema.string().nullable.described("Its name in the project.")
        case .currency: Schema.word(of: Currency.self).nullable
        case .from, .to: Schema.day.nullable
        case .level: Schema.word(of: PerformanceQuestion.Level.self).nullable
        case .granularity: Schema.word(of: PerformanceQuestion.Granularity.self).nullable
        case .split: Schema.word(of: PerformanceQuestion.Split.self).nullable
        case .completeUntil:
          Schema.day.nullable.described("The last day before the first that is not final.")
        case .rows: .array(of: PerformanceRow.Key.objectSchema)
        case .totals: Schema.metrics.nullable.described("The rows and what is not managed, summed.")
        case .unmanaged: Unmanaged.Key.objectSchema.nullable
        case .notices: .array(of: .string())
        case .diagnostics: .array(of: .definition("diagnostic"))
        }
      }
    }

    func write(_ key: Key, to writer: inout DocumentWriter) {
      let question = report?.question
      let columns = question?.columns ?? []
      switch key {
      case .formatVersion: writer.integer(PlanDocument.formatVersion)
      case .account: writer.optional(report?.account)
      case .currency: writer.optional(report?.currency.rawValue)
      case .from: writer.optional(question?.range.from.description)
      case .to: writer.optional(question?.range.to.description)
      case .level: writer.optional(question?.level.rawValue)
      case .granularity: writer.optional(question?.granularity.rawValue)
      case .split: writer.optional(question?.split?.rawValue)
      case .completeUntil: writer.optional(report?.completeUntil?.description)
      case .rows:
        writer.objects(
          (report?.rows ?? []).lazy.map { PerformanceRow(row: $0, columns: columns) })
      case .totals: writer.metrics(report?.totals, columns)
      case .unmanaged:
        writer.optional(report?.unmanaged.map { Unmanaged(unmanaged: $0, columns: columns) })
      case .notices: writer.strings(report?.notices ?? [])
      case .diagnostics: writer.objects(diagnostics)
      }
    }
  }

  struct Unmanaged: DocumentObject {
    let unmanaged: PerformanceReport.Unmanaged
    let columns: [Metric]

    enum Key: String, DocumentKey {
      case campaigns, metrics

      var schema: Schema { self == .campaigns ? .integer(minimum: 1) : .metrics }
    }

    func write(_ key: Key, to writer: inout DocumentWriter) {
      switch key {
      case .campaigns: writer.integer(unmanaged.campaigns)
      case .metrics: writer.metrics(unmanaged.numbers, columns)
      }
    }
  }
}

/// A row with the columns that were asked for.
struct PerformanceRow: DocumentObject {
  let row: PerformanceReport.Row
  let columns: [Metric]

  enum Key: String, DocumentKey {
    case address, id, name, date, split, metrics, declared
    case daysRunning = "days_running"
    case pacing

    var schema: Schema {
      switch self {
      case .address: Schema.address.nullable
      case .id, .name: .string()
      case .date:
        Schema.string().nullable.described(
          "A day, the first of a week or month, or an hour; null for all days together.")
      case .split: Schema.string().nullable.described("The part, in the YAML's words.")
      case .metrics: .metrics
      case .declared: Declared.Key.objectSchema
      case .daysRunning:
        Schema.integer(minimum: 0).nullable.described(
          "On how many days it was scheduled and active.")
      case .pacing:
        Schema.string(pattern: #"^[0-9]+\.[0-9]$"#).nullable.described(
          "Spend in percent of what the budget allowed.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.optional(row.address?.description)
    case .id: writer.string(row.id)
    case .name: writer.string(row.name)
    case .date: writer.optional(row.date)
    case .split: writer.optional(row.split)
    case .metrics: writer.metrics(row.numbers, columns)
    case .declared: writer.object(Declared(row: row))
    case .daysRunning: writer.optional(row.daysRunning)
    case .pacing: writer.optional(row.pacing)
    }
  }

  struct Declared: DocumentObject {
    let row: PerformanceReport.Row

    enum Key: String, DocumentKey {
      case bid, budget

      var schema: Schema {
        switch self {
        case .bid: Schema.string().nullable.described("An amount, or automatic.")
        case .budget: DeclaredBudget.Key.objectSchema.nullable
        }
      }
    }

    func write(_ key: Key, to writer: inout DocumentWriter) {
      switch key {
      case .bid: writer.optional(row.bid)
      case .budget:
        let hasBudget = row.daily != nil || row.lifetime != nil
        writer.optional(hasBudget ? DeclaredBudget(daily: row.daily, lifetime: row.lifetime) : nil)
      }
    }
  }

  struct DeclaredBudget: DocumentObject {
    let daily: Money?
    let lifetime: Money?

    enum Key: String, DocumentKey {
      case daily, lifetime

      var schema: Schema { Schema.money.nullable }
    }

    func write(_ key: Key, to writer: inout DocumentWriter) {
      writer.optional(key == .daily ? daily : lifetime)
    }
  }
}
