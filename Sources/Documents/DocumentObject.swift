import AdsModel
import CanonicalJSON

/// The names in one JSON object: one enumeration decides order, content and schema.
///
/// All three go through the cases, so a name that is added cannot be forgotten in one of them.
protocol DocumentKey: CodingKey, CaseIterable, RawRepresentable<String> {
  var schema: Schema { get }
  /// Whether every object of the kind has it.
  var isAlwaysThere: Bool { get }
}

/// A value that is shown as one JSON object, every name of it always there but what it says it has not.
protocol DocumentObject {
  associatedtype Key: DocumentKey
  func write(_ key: Key, to writer: inout DocumentWriter)
  /// Whether it has a name that not every object of its kind has.
  func has(_ key: Key) -> Bool
}

extension DocumentObject {
  func has(_ key: Key) -> Bool { true }
}

extension DocumentKey {
  var isAlwaysThere: Bool { true }

  static var objectSchema: Schema {
    .object(allCases.map { Schema.Member($0.rawValue, $0.schema, isRequired: $0.isAlwaysThere) })
  }
}

/// Writes documents as JSON, amounts with the decimals of the account's currency.
struct DocumentWriter {
  var json: JSONWriter
  let decimals: Int
  /// Where a document goes that is not to be held whole.
  private var stream: ByteStream?

  /// `indentation` is the spaces a level; none for one line.
  init(decimals: Int, indentation: Int = 0) {
    json = JSONWriter(indentation: indentation)
    self.decimals = decimals
  }

  mutating func object(_ object: some DocumentObject) {
    json.beginObject()
    members(of: object)
    json.endObject()
  }

  mutating func objects(_ objects: some Sequence<some DocumentObject>) {
    json.beginArray()
    for element in objects {
      object(element)
      guard let stream, json.bytes.count >= ByteStream.piece else { continue }
      stream.put(json.takeBytes())
      guard stream.isOpen else { break }
    }
    json.endArray()
  }

  /// An object in which every name stands for nothing.
  mutating func nothing<Key: DocumentKey>(for keys: Key.Type) {
    json.object { for key in Key.allCases { $0.member(key.rawValue, nil as String?) } }
  }

  mutating func string(_ text: String) { json.string(text) }

  mutating func integer(_ number: some BinaryInteger) { json.integer(number) }

  mutating func bool(_ flag: Bool) { json.bool(flag) }

  mutating func null() { json.null() }

  mutating func optional(_ text: String?) {
    if let text { json.string(text) } else { json.null() }
  }

  mutating func optional(_ number: (some BinaryInteger)?) {
    if let number { json.integer(number) } else { json.null() }
  }

  mutating func optional(_ object: (some DocumentObject)?) {
    if let object { self.object(object) } else { json.null() }
  }

  mutating func optional(_ value: FieldValue?) {
    if let value { value.write(to: &json, decimals: decimals) } else { json.null() }
  }

  mutating func money(_ amount: Money) { json.string(amount.decimal(places: decimals)) }

  mutating func optional(_ amount: Money?) {
    if let amount { money(amount) } else { json.null() }
  }

  mutating func strings(_ items: some Sequence<String>) {
    json.beginArray()
    for item in items { json.string(item) }
    json.endArray()
  }

  private mutating func members<Object: DocumentObject>(of object: Object) {
    for key in Object.Key.allCases where object.has(key) {
      json.key(key.rawValue)
      object.write(key, to: &self)
    }
  }

  /// A whole document: one line, ended.
  static func document(_ object: some DocumentObject, decimals: Int = 0) -> [UInt8] {
    var writer = Self(decimals: decimals)
    writer.object(object)
    writer.json.endLine()
    return writer.json.bytes
  }

  /// The same, handed on list element by list element.
  static func document(
    _ object: some DocumentObject, decimals: Int = 0, to stream: ByteStream
  ) {
    var writer = Self(decimals: decimals)
    writer.stream = stream
    writer.object(object)
    writer.json.endLine()
    stream.put(writer.json.bytes)
  }
}
