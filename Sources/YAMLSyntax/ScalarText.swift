/// Whether two stretches of memory hold the same bytes; as `memcmp`, inlined for short keys.
@inlinable
func sameBytes(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, count: Int) -> Bool {
  var offset = 0
  while offset + 8 <= count {
    let first = left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    guard first == right.loadUnaligned(fromByteOffset: offset, as: UInt64.self) else {
      return false
    }
    offset += 8
  }
  while offset < count {
    let first = left.load(fromByteOffset: offset, as: UInt8.self)
    guard first == right.load(fromByteOffset: offset, as: UInt8.self) else { return false }
    offset += 1
  }
  return true
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether these bytes are that text.
  @inlinable
  func equals(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount, let baseAddress else {
      return count == text.utf8CodeUnitCount
    }
    return sameBytes(baseAddress, text.utf8Start, count: count)
  }

  /// Whether an unquoted scalar of these bytes means "no value" in YAML's core schema.
  @inlinable
  var spellsNull: Bool {
    switch count {
    case 0: true
    case 1: self[0] == UInt8(ascii: "~")
    case 4: equals("null") || equals("Null") || equals("NULL")
    default: false
    }
  }
}
