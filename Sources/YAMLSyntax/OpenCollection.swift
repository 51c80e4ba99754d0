/// A mapping or sequence whose end the parser has not reached yet.
struct OpenCollection: BitwiseCopyable {
  let record: UInt32
  let isMapping: Bool
  /// Children so far; in a mapping keys and values count alike, so an even count awaits a key.
  var children: UInt32 = 0
  /// Pairs that readers do not see.
  var hidden: UInt32 = 0
  /// How many collections stand inside each other in the tallest child.
  var height = 0
  /// The first `<<` key, which is never the first record of a file.
  var mergeKey: UInt32 = 0
  /// Where its keys begin among those of all open mappings.
  let firstKey: Int
  /// The expanded nodes of the file before this one.
  let nodesBefore: Int
  var anchor: AnchorTable.Slot?

  var awaitsKey: Bool { isMapping && children & 1 == 0 }
}

/// A key of an open mapping.
struct PendingKey: BitwiseCopyable {
  let record: UInt32
  /// Differs only between different keys, and between most of those.
  let fingerprint: UInt32

  init(record: UInt32, text: UnsafeBufferPointer<UInt8>) {
    self.record = record
    // Length, first four and last four bytes: manifest keys are short and differ there.
    var mixed = UInt32(truncatingIfNeeded: text.count)
    if text.count >= 4 {
      let bytes = UnsafeRawBufferPointer(text)
      mixed = mixed &* 31 &+ bytes.loadUnaligned(as: UInt32.self)
      mixed =
        mixed &* 31 &+ bytes.loadUnaligned(fromByteOffset: text.count - 4, as: UInt32.self)
    } else {
      for byte in text { mixed = mixed &* 31 &+ UInt32(byte) }
    }
    fingerprint = mixed
  }
}
