import CanonicalJSON

/// The state as a command that is no apply left it; nulls where it knows none.
struct StateAfter: DocumentObject {
  let lineage: String?
  let serial: Int64?

  enum Key: String, DocumentKey {
    case lineage, serial

    var schema: Schema {
      self == .lineage ? Schema.string().nullable : Schema.integer(minimum: 0).nullable
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .lineage: writer.optional(lineage)
    case .serial: writer.optional(serial)
    }
  }
}
