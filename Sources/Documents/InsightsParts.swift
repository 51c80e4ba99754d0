import AdsModel
import CanonicalJSON
import Insights

extension DayNumbers: DocumentObject {
  enum Key: String, DocumentKey {
    case date, status, origin, metrics

    var schema: Schema {
      switch self {
      case .date: .day
      case .status: Schema.string().described("The API's word: READY, PROCESSING, ESTIMATE, …")
      case .origin: .word(of: Origin.self)
      case .metrics: .metrics
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .date: writer.string(day.description)
    case .status: writer.string(status.rawValue)
    case .origin: writer.string(origin.rawValue)
    case .metrics: writer.metrics(numbers, Metric.organic)
    }
  }
}

extension InsightsReport.Part: DocumentObject {
  enum Key: String, DocumentKey {
    case value, totals, daily

    var schema: Schema {
      switch self {
      case .value: Schema.string().described("The flag's word for the part.")
      case .totals: Schema.metrics.nullable
      case .daily: .array(of: DayNumbers.Key.objectSchema)
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .value: writer.string(value)
    case .totals: writer.metrics(totals, Metric.organic)
    case .daily: writer.objects(daily)
    }
  }
}

extension InsightsReport.TopPin: DocumentObject {
  enum Key: String, DocumentKey {
    case rank, pin, title, board
    case boardName = "board_name"
    case metrics, status

    var schema: Schema {
      switch self {
      case .rank: .integer(minimum: 1)
      case .pin: Schema.string().described("Its id.")
      case .title, .boardName: Schema.string().nullable
      case .board: Schema.string().nullable.described("Its id.")
      case .metrics: .metrics
      case .status: .metricStatuses
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .rank: writer.integer(rank)
    case .pin: writer.string(pin.id)
    case .title: writer.optional(pin.title)
    case .board: writer.optional(pin.board)
    case .boardName: writer.optional(boardName)
    case .metrics: writer.metrics(numbers, metrics)
    case .status: writer.statuses(numbers)
    }
  }
}

extension InsightsReport.TopBoard: DocumentObject {
  enum Key: String, DocumentKey {
    case rank, board, name, pins, metrics, status

    var schema: Schema {
      switch self {
      case .rank: .integer(minimum: 1)
      case .board: Schema.string().described("Its id.")
      case .name: Schema.string().nullable
      case .pins: Schema.integer(minimum: 0).described("How many Pins of the account it has.")
      case .metrics: .metrics
      case .status: .metricStatuses
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .rank: writer.integer(rank)
    case .board: writer.string(board)
    case .name: writer.optional(name)
    case .pins: writer.integer(pins)
    case .metrics: writer.metrics(numbers, Metric.organic)
    case .status: writer.statuses(numbers)
    }
  }
}

extension InsightsReport.PinDays: DocumentObject {
  enum Key: String, DocumentKey {
    case pin, title, board
    case boardName = "board_name"
    case totals, daily

    var schema: Schema {
      switch self {
      case .pin: Schema.string().described("Its id.")
      case .title, .boardName: Schema.string().nullable
      case .board: Schema.string().nullable.described("Its id.")
      case .totals: Schema.metrics.nullable
      case .daily: .array(of: DayNumbers.Key.objectSchema)
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .pin: writer.string(pin.id)
    case .title: writer.optional(pin.title)
    case .board: writer.optional(pin.board)
    case .boardName: writer.optional(boardName)
    case .totals: writer.metrics(totals, Metric.organic)
    case .daily: writer.objects(daily)
    }
  }
}
