import AdsModel
import CanonicalJSON
import Planning

extension RecentPerformance: ReadableObject {
  enum Key: String, DocumentKey {
    case from, to, rows

    var schema: Schema {
      switch self {
      case .from, .to: .day
      case .rows: .array(of: Row.Key.objectSchema)
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .from: writer.string(from.description)
    case .to: writer.string(to.description)
    case .rows: writer.objects(rows)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init(
      from: try members.day(.from), to: try members.day(.to), rows: try members.objects(.rows))
  }
}

extension RecentPerformance.Row: ReadableObject {
  enum Key: String, DocumentKey {
    case address, spend, results
    case costPerResult = "cost_per_result"

    var schema: Schema {
      switch self {
      case .address: .address
      case .spend, .costPerResult: Schema.money.nullable
      case .results: Schema.integer(minimum: 0).nullable
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(address.description)
    case .spend: writer.optional(spend)
    case .results: writer.optional(results)
    case .costPerResult: writer.optional(costPerResult)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init(
      try members.address(.address), spend: try members.optionalSum(.spend),
      results: try members.optionalNumber(.results),
      costPerResult: try members.optionalSum(.costPerResult))
  }
}
