import AdsModel
import CanonicalJSON
import Diagnostics
import Planning

extension Account: ReadableObject {
  enum Key: String, DocumentKey {
    case name, country, currency
    case adAccountID = "ad_account_id"

    var schema: Schema {
      switch self {
      case .name: Schema.string().nullable
      case .country: Schema.string().nullable.described("ISO 3166 code.")
      case .currency: Schema.oneOf(words: Currency.allCases.map(\.rawValue)).nullable
      case .adAccountID: Schema.string().nullable.described("Only target pinterest needs it.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .name: writer.string(name)
    case .country: writer.string(country)
    case .currency: writer.string(currency.rawValue)
    case .adAccountID: writer.optional(adAccountID)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init(
      name: try members.text(.name), country: try members.text(.country),
      currency: try members.word(.currency), adAccountID: try members.optionalText(.adAccountID))
  }
}

/// Which state, and how far it has come.
struct StatePosition: ReadableObject {
  let lineage: String?
  let serial: Int64?

  enum Key: String, DocumentKey {
    case lineage, serial

    var schema: Schema {
      switch self {
      case .lineage:
        Schema.string().nullable.described("Names this state; null before the first apply.")
      case .serial: Schema.integer(minimum: 0).nullable.described("Rises with every write.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .lineage: writer.optional(lineage)
    case .serial: writer.optional(serial)
    }
  }
}

extension StatePosition {
  init(from members: KeyedDecodingContainer<Key>) throws {
    lineage = try members.optionalText(.lineage)
    serial = try members.number(.serial)
  }
}

extension ConfigurationFile: ReadableObject {
  enum Key: String, DocumentKey {
    case file, sha256

    var schema: Schema {
      switch self {
      case .file: .file
      case .sha256: .sha256
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .file: writer.string(file)
    case .sha256: writer.string(sha256)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init(file: try members.text(.file), sha256: try members.text(.sha256))
  }
}

extension Move: ReadableObject {
  enum Key: String, DocumentKey {
    case from, to

    var schema: Schema { .address }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .from: writer.string(from.description)
    case .to: writer.string(to.description)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init(from: try members.address(.from), to: try members.address(.to))
  }
}

extension Plan.Reliance: ReadableObject {
  enum Key: String, DocumentKey {
    case address, version

    var schema: Schema {
      switch self {
      case .address: .address
      case .version: .integer(minimum: 0)
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(address.description)
    case .version: writer.integer(version)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init(address: try members.address(.address), version: try members.number(.version))
  }
}

extension Refresh: ReadableObject {
  enum Key: String, DocumentKey {
    case kind, address, id
    case storedVersion = "stored_version"
    case fields

    var schema: Schema {
      switch self {
      case .kind: .word(of: Kind.self)
      case .address: .address
      case .id: Schema.string().described("The target's id.")
      case .storedVersion: .integer(minimum: 0)
      case .fields:
        Schema.array(of: .definition("field_change"))
          .described("The stored and the live values of what is recorded.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .kind: writer.string(kind.rawValue)
    case .address: writer.string(address.description)
    case .id: writer.string(id)
    case .storedVersion: writer.integer(storedVersion)
    case .fields: writer.objects(fields)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init(
      try members.word(.kind), try members.address(.address), id: try members.text(.id),
      storedVersion: try members.number(.storedVersion), fields: try members.objects(.fields))
  }
}

extension Override: ReadableObject {
  enum Key: String, DocumentKey {
    case code, reason

    var schema: Schema { .string() }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .code: writer.string(code.rawValue)
    case .reason: writer.string(reason)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init(code: try members.word(.code), reason: try members.text(.reason))
  }
}
