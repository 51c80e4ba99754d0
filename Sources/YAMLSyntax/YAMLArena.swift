/// The nodes of one document and the text of its scalars, owned by a ``YAMLDocument``.
///
/// It lies at a fixed address of its own, so that a node is that address and two numbers.
@usableFromInline
struct YAMLArena {
  @usableFromInline let records: UnsafeMutablePointer<YAMLRecord>
  @usableFromInline let text: UnsafeMutablePointer<UInt8>
  let count: Int
  let file: String

  func deallocate() {
    records.deallocate()
    text.deallocate()
  }

  /// The bytes of the scalar at an index.
  @inlinable
  func bytes(of index: UInt32) -> UnsafeBufferPointer<UInt8> {
    let record = records + Int(index)
    return UnsafeBufferPointer(
      start: text + Int(record.pointee.payload), count: record.pointee.length)
  }

  /// The record after the one at an index and all below it.
  @inlinable
  func next(after index: UInt32) -> UInt32 { records[Int(index)].next(after: index) }

  /// The node that an index stands for: an alias's target, or else itself.
  @inlinable
  func resolve(_ index: UInt32) -> UInt32 {
    let record = records + Int(index)
    return record.pointee.form == .alias ? record.pointee.payload : index
  }
}
