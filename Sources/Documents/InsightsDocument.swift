import AdsModel
import CanonicalJSON
import Diagnostics
import Insights

/// The JSON form of `insights overview`, `pins`, `boards`, `videos` and `pin`.
public enum InsightsDocument {
  public static func encode(_ report: InsightsReport) -> [UInt8] {
    DocumentWriter.document(Object(report: report))
  }

  /// The same names without an answer.
  public static func encodeFailure(_ diagnostics: [Diagnostic]) -> [UInt8] {
    DocumentWriter.document(Object(report: nil, diagnostics: diagnostics))
  }

  struct Object: DocumentObject {
    let report: InsightsReport?
    var diagnostics: [Diagnostic] = []

    enum Key: String, DocumentKey {
      case formatVersion = "format_version"
      case account, from, to, filters
      case realTime = "real_time"
      case split
      case completeUntil = "complete_until"
      case totals
      case monthlyViews = "monthly_views"
      case daily, splits
      case topPins = "top_pins"
      case topBoards = "top_boards"
      case pins, notices, diagnostics

      var schema: Schema {
        switch self {
        case .formatVersion: .formatVersion
        case .account: Schema.string().nullable.described("Its name in the project.")
        case .from, .to: Schema.day.nullable
        case .filters: .map(of: .string())
        case .realTime: Schema.boolean.nullable
        case .split: Schema.word(of: InsightsFilter.self).nullable
        case .completeUntil:
          Schema.day.nullable.described("The last day before the first that is not final.")
        case .totals: Schema.metrics.nullable.described("Of the final days; null if there is none.")
        case .monthlyViews:
          Schema.integer(minimum: 0).nullable.described(
            "As the account's profile shows them now; null but for overview.")
        case .daily: .array(of: DayNumbers.Key.objectSchema)
        case .splits: .array(of: InsightsReport.Part.Key.objectSchema)
        case .topPins: .array(of: InsightsReport.TopPin.Key.objectSchema)
        case .topBoards: .array(of: InsightsReport.TopBoard.Key.objectSchema)
        case .pins: .array(of: InsightsReport.PinDays.Key.objectSchema)
        case .notices: .array(of: .string())
        case .diagnostics: .array(of: .definition("diagnostic"))
        }
      }
    }

    func write(_ key: Key, to writer: inout DocumentWriter) {
      let question = report?.question
      switch key {
      case .formatVersion: writer.integer(PlanDocument.formatVersion)
      case .account: writer.optional(report?.account)
      case .from: writer.optional(question?.range.from.description)
      case .to: writer.optional(question?.range.to.description)
      case .filters:
        writer.json.object { json in
          for filter in InsightsFilter.allCases where question != nil {
            json.member(filter.rawValue, question?.filters.word(of: filter))
          }
        }
      case .realTime: if let question { writer.bool(question.isRealTime) } else { writer.null() }
      case .split: writer.optional(question?.split?.rawValue)
      case .completeUntil: writer.optional(report?.completeUntil?.description)
      case .totals: writer.metrics(report?.totals, Metric.organic)
      case .monthlyViews: writer.optional(report?.monthlyViews)
      case .daily: writer.objects(report?.daily ?? [])
      case .splits: writer.objects(report?.splits ?? [])
      case .topPins: writer.objects(report?.topPins ?? [])
      case .topBoards: writer.objects(report?.topBoards ?? [])
      case .pins: writer.objects(report?.pins ?? [])
      case .notices: writer.strings(report?.notices ?? [])
      case .diagnostics: writer.objects(diagnostics)
      }
    }
  }
}

extension Schema {
  /// Numbers by metric: counts as they are, everything else as decimals in quotes.
  static let metrics: Self = {
    var value = Schema(.integer, .string, .null)
    value.pattern = #"^-?[0-9]+(\.[0-9]+)?$"#
    return Schema.map(of: value, names: .word(of: Metric.self)).described(
      "Counts are numbers; rates, amounts and times are decimals in quotes; null is not known.")
  }()

  /// Why a number of a metric is not there, in the API's words.
  static let metricStatuses = Schema.map(of: .string(), names: .word(of: Metric.self)).described(
    "What is not READY, by metric, in the API's words.")
}

extension DocumentWriter {
  /// One number by metric, null for what is not known; null for nothing at all.
  mutating func metrics(_ numbers: Numbers?, _ metrics: [Metric]) {
    guard let numbers else { return null() }
    json.beginObject()
    for metric in metrics {
      json.key(metric.rawValue)
      reading(numbers.reading(metric, decimals: decimals))
    }
    json.endObject()
  }

  mutating func reading(_ reading: MetricValue) {
    if case .count(let count) = reading {
      integer(count)
    } else {
      optional(reading.raw(decimals: decimals))
    }
  }

  mutating func statuses(_ numbers: Numbers) {
    json.object { json in
      for (metric, status) in numbers.statuses.sorted(by: { $0.key < $1.key })
      where status != .ready {
        json.member(metric.rawValue, status.rawValue)
      }
    }
  }
}
