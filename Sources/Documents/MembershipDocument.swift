import CanonicalJSON
import Planning

extension Membership: ReadableObject {
  enum Key: String, DocumentKey {
    case add, remove, total

    var schema: Schema {
      switch self {
      case .add: Schema.integer(minimum: 0).described("How many come.")
      case .remove: Schema.integer(minimum: 0).described("How many go.")
      case .total: Schema.integer(minimum: 0).described("How many are there afterwards.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .add: writer.integer(add)
    case .remove: writer.integer(remove)
    case .total: writer.integer(total)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    let (add, remove, total): (Int64, Int64, Int64) = (
      try members.number(.add), try members.number(.remove), try members.number(.total)
    )
    self.init(add: add, remove: remove, total: total)
  }
}
