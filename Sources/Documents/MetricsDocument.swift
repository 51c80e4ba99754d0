import AdsModel
import CanonicalJSON
import Insights

/// The JSON form of `insights metrics`.
public enum MetricsDocument {
  public static func encode(_ list: MetricList) -> [UInt8] { DocumentWriter.document(list) }

  static var schema: Schema { MetricList.Key.objectSchema }
}

extension MetricList: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case asOf = "as_of"
    case metrics, filters, windows, notices, diagnostics

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .asOf: Schema.day.described("When the definitions were read.")
      case .metrics: .array(of: MetricDefinition.Key.objectSchema)
      case .filters: .array(of: InsightsFilter.Key.objectSchema)
      case .windows: .array(of: HistoryWindow.Key.objectSchema)
      case .notices: .array(of: .string())
      case .diagnostics: .array(of: .definition("diagnostic"))
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .asOf: writer.string(MetricDefinition.asOf)
    case .metrics: writer.objects(metrics)
    case .filters: writer.objects(isWhole ? InsightsFilter.allCases : [])
    case .windows: writer.objects(isWhole ? HistoryWindow.all : [])
    case .notices: writer.strings(notices)
    case .diagnostics: writer.strings([])
    }
  }
}

extension MetricDefinition: DocumentObject {
  enum Key: String, DocumentKey {
    case name, definition, unit
    case place = "where"
    case computedFrom = "computed_from"
    case source

    var schema: Schema {
      switch self {
      case .name: .word(of: Metric.self)
      case .unit: .oneOf(words: Unit.allCases.map(\.rawValue))
      case .definition, .source: .string()
      case .place:
        Schema.string().described("The commands that have it, or where it is in Pinterest.")
      case .computedFrom: .array(of: .word(of: Metric.self))
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .name: writer.string(metric.rawValue)
    case .definition: writer.string(definition)
    case .unit: writer.string(unit.rawValue)
    case .place: writer.string(place)
    case .computedFrom: writer.strings(computedFrom.map(\.rawValue))
    case .source: writer.string(source)
    }
  }
}

extension InsightsFilter: DocumentObject {
  enum Key: String, DocumentKey {
    case name, flag, words, parameter, endpoints, source

    var schema: Schema {
      switch self {
      case .name, .flag, .parameter, .endpoints, .source: .string()
      case .words: .array(of: .string())
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .name: writer.string(rawValue)
    case .flag: writer.string(flag)
    case .words: writer.strings(words)
    case .parameter: writer.string(parameter)
    case .endpoints: writer.string(endpoints)
    case .source: writer.string(Self.provenance)
    }
  }
}

extension HistoryWindow: DocumentObject {
  enum Key: String, DocumentKey {
    case of, back, source

    var schema: Schema { .string() }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .of: writer.string(subject)
    case .back: writer.string(words)
    case .source: writer.string(source)
    }
  }
}
