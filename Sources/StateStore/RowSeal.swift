/// The checksum of one row, whatever its columns are.
///
/// A column counts by its name, its type and its content, so that no value and an empty one differ,
/// and so do `1` and `"1"`; the order of the columns does not count. A column without a value counts
/// nothing: one that a later migration adds leaves the checksums of older rows as they are.
struct RowSeal {
  private(set) var value: UInt64 = 0x70_696e_706c_616e

  /// What a column is called, in a number.
  struct Column: Hashable {
    fileprivate let key: UInt64

    init(_ name: String) {
      var name = name
      var sum = Checksum()
      name.withUTF8 { sum.combine(UnsafeRawBufferPointer($0)) }
      key = sum.value
    }
  }

  mutating func combine(_ number: Int64, in column: Column) {
    var sum = Checksum()
    sum.combine(column.key)
    sum.combine(1)
    sum.combine(UInt64(bitPattern: number))
    value &+= sum.value
  }

  mutating func combine(text: UnsafeRawBufferPointer, in column: Column) {
    combine(text, tag: 3, in: column)
  }

  /// What is neither a text nor a whole number; the state writes none.
  mutating func combine(other bytes: UnsafeRawBufferPointer, type: Int32, in column: Column) {
    combine(bytes, tag: 16 + UInt64(UInt32(bitPattern: type)), in: column)
  }

  private mutating func combine(_ bytes: UnsafeRawBufferPointer, tag: UInt64, in column: Column) {
    var sum = Checksum()
    sum.combine(column.key)
    sum.combine(tag)
    sum.combine(bytes)
    value &+= sum.value
  }
}
