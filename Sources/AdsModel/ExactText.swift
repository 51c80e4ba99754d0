import Foundation

/// A text that equals another only where every byte does.
///
/// To Swift's `String`, `é` in one code point and in two are equal; to a file system, a URL, a
/// database and Pinterest they are not. Whatever tells one thing from another by a text does it here.
public struct ExactText: Hashable, Comparable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  public static func == (left: Self, right: Self) -> Bool { left.text.isExactly(right.text) }

  public static func < (left: Self, right: Self) -> Bool { left.text.precedes(right.text) }

  public func hash(into hasher: inout Hasher) { text.hashExactly(into: &hasher) }
}

extension String {
  /// Whether two texts have the same bytes.
  public func isExactly(_ other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    return Self.withBytes(self, other) { left, right in
      guard let left = left.baseAddress, let right = right.baseAddress else { return true }
      return memcmp(left, right, utf8.count) == 0
    }
  }

  /// Whether a text comes before another in the order of their bytes.
  public func precedes(_ other: String) -> Bool {
    Self.withBytes(self, other) { left, right in
      var order: Int32 = 0
      if let left = left.baseAddress, let right = right.baseAddress {
        order = memcmp(left, right, min(utf8.count, other.utf8.count))
      }
      return order == 0 ? left.count < right.count : order < 0
    }
  }

  /// Hashes the bytes, and an end that no text holds.
  public func hashExactly(into hasher: inout Hasher) {
    let isHashed: Void? = utf8.withContiguousStorageIfAvailable { $0.hashExactly(into: &hasher) }
    if isHashed == nil {
      var text = self
      text.withUTF8 { $0.hashExactly(into: &hasher) }
    }
  }

  /// Whether a text begins with all the bytes of another one and a slash.
  func isPath(below other: String) -> Bool {
    Self.withBytes(self, other) { path, holder in
      guard path.count > holder.count, path[holder.count] == UInt8(ascii: "/") else { return false }
      guard let path = path.baseAddress, let start = holder.baseAddress else { return true }
      return memcmp(path, start, holder.count) == 0
    }
  }

  private static func withBytes<Result>(
    _ left: String, _ right: String,
    _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let result = left.utf8.withContiguousStorageIfAvailable { left in
      right.utf8.withContiguousStorageIfAvailable { right in body(left, right) }
    }
    if let inner = result, let found = inner { return found }
    return withCopiedBytes(left, right, body)
  }

  /// Texts that are not stored as UTF-8 are copied; none of ours stays so.
  @inline(never)
  private static func withCopiedBytes<Result>(
    _ left: String, _ right: String,
    _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var (left, right) = (left, right)
    return left.withUTF8 { left in right.withUTF8 { right in body(left, right) } }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Hashes the bytes as the text that has them.
  func hashExactly(into hasher: inout Hasher) {
    hasher.combine(bytes: UnsafeRawBufferPointer(self))
    hasher.combine(UInt8(0xFF))
  }
}

extension [String] {
  /// Whether two lists have the same texts in the same order, byte for byte.
  func isExactly(_ other: [String]) -> Bool {
    count == other.count && zip(self, other).allSatisfy { $0.isExactly($1) }
  }
}

/// A dictionary whose keys are texts, such as the names of files, told apart by their bytes.
public struct TextTable<Value> {
  private var values: [ExactText: Value] = [:]

  public init() {}

  public subscript(key: String) -> Value? {
    get { values[ExactText(key)] }
    set { values[ExactText(key)] = newValue }
  }

  public var isEmpty: Bool { values.isEmpty }
  public var count: Int { values.count }

  /// In the order of their bytes.
  public var keys: [String] { values.keys.sorted().map(\.text) }

  /// In the order of their keys' bytes.
  public var sorted: [(key: String, value: Value)] {
    values.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }
  }

  /// With what another table has under keys that this one does not have.
  public func adding(_ other: Self) -> Self {
    var table = self
    table.values.merge(other.values) { own, _ in own }
    return table
  }
}

extension TextTable: Sendable where Value: Sendable {}
extension TextTable: Equatable where Value: Equatable {}

extension TextTable: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, Value)...) {
    for (key, value) in elements { self[key] = value }
  }
}

extension TextTable {
  /// The last value under a key stays.
  public init(_ elements: some Sequence<(key: String, value: Value)>) {
    for (key, value) in elements { self[key] = value }
  }
}
