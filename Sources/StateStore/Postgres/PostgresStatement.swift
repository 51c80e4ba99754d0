/// One statement with what fills its places, all in the binary form of PostgreSQL's protocol.
///
/// Nothing that is stored stands in the text of a statement.
struct PostgresStatement: Sendable {
  let sql: String
  let parameters: [PostgresParameter]

  init(_ sql: String, _ parameters: PostgresParameter...) {
    self.init(sql, parameters)
  }

  init(_ sql: String, _ parameters: [PostgresParameter]) {
    self.sql = sql
    self.parameters = parameters
  }
}

/// A value with its type, by the number that every PostgreSQL gives the type.
struct PostgresParameter: Sendable {
  enum Kind: UInt32, Sendable {
    case bytes = 17
    case integer = 20
    case text = 25
    case bytesArray = 1001
    case textArray = 1009
    case integerArray = 1016
  }

  let kind: Kind
  /// None for no value.
  let bytes: [UInt8]?

  private init(_ kind: Kind, _ bytes: [UInt8]?) {
    self.kind = kind
    self.bytes = bytes
  }

  static func integer(_ value: Int64?) -> Self {
    Self(.integer, value.map { value in withUnsafeBytes(of: value.bigEndian, Array.init) })
  }

  static func integer(_ value: Int) -> Self { integer(Int64(value)) }

  static func text(_ value: String?) -> Self {
    Self(.text, value.map { PostgresText.stored(Array($0.utf8)) })
  }

  static func array(_ array: PostgresArray) -> Self { Self(array.kind, array.bytes) }

  static func integers(_ values: [Int64]?) -> Self {
    guard let values else { return Self(.integerArray, nil) }
    var array = PostgresArray(of: .integer)
    for value in values { array.append(value) }
    return .array(array)
  }

  static func texts(_ values: [String]) -> Self {
    var array = PostgresArray(of: .text)
    for value in values { array.append(value) }
    return .array(array)
  }
}

/// An array as it is being made: one parameter for a column of many rows.
struct PostgresArray: Sendable {
  enum Element: UInt32, Sendable {
    case bytes = 17
    case integer = 20
    case text = 25
  }

  let element: Element
  private(set) var count = 0
  private var hasNone = false
  private var elements: [UInt8] = []

  init(of element: Element) { self.element = element }

  var kind: PostgresParameter.Kind {
    switch element {
    case .bytes: .bytesArray
    case .integer: .integerArray
    case .text: .textArray
    }
  }

  /// With the header: dimensions, whether a value is missing, type, length and lower bound.
  var bytes: [UInt8] {
    var all: [UInt8] = []
    all.reserveCapacity(elements.count + 20)
    func add(_ word: UInt32) { withUnsafeBytes(of: word.bigEndian) { all.append(contentsOf: $0) } }
    add(count == 0 ? 0 : 1)
    add(hasNone ? 1 : 0)
    add(element.rawValue)
    if count > 0 {
      add(UInt32(count))
      add(1)
    }
    all.append(contentsOf: elements)
    return all
  }

  mutating func append(_ value: Int64?) {
    guard let value else { return appendNone() }
    append(length: 8)
    withUnsafeBytes(of: value.bigEndian) { elements.append(contentsOf: $0) }
  }

  mutating func append(_ text: String?) {
    guard var text else { return appendNone() }
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Appends a text or, of an array of bytes, bytes.
  mutating func append(_ value: UnsafeRawBufferPointer) {
    if element == .text, PostgresText.isStoredOtherwise(value) {
      let stored = PostgresText.stored(Array(value))
      append(length: stored.count)
      elements.append(contentsOf: stored)
    } else {
      append(length: value.count)
      elements.append(contentsOf: value)
    }
  }

  mutating func append(_ bytes: [UInt8]?) {
    guard let bytes else { return appendNone() }
    bytes.withUnsafeBytes { append($0) }
  }

  private mutating func appendNone() {
    hasNone = true
    append(length: -1)
  }

  private mutating func append(length: Int) {
    count += 1
    withUnsafeBytes(of: Int32(length).bigEndian) { elements.append(contentsOf: $0) }
  }
}
