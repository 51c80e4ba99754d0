/// The keys of one mapping, to find those that are written twice.
///
/// A few keys are compared with each other; many go through a hash table with a random seed, so
/// that neither a large mapping nor one made to collide takes more than linear time.
struct KeyTable {
  private static let fewKeys = 16

  private let arena: YAMLArena
  private var keys: [UInt32] = []
  /// Places in `keys` plus one, by hash; empty while there are few keys.
  private var buckets: [UInt32] = []

  init(_ arena: YAMLArena) {
    self.arena = arena
  }

  /// Adds a key, a scalar or an alias to one, unless an equal one is there; that one is returned.
  mutating func insert(_ key: UInt32) -> UInt32? {
    if buckets.isEmpty {
      if let equal = keys.first(where: { equals($0, key) }) { return equal }
      keys.append(key)
      if keys.count > Self.fewKeys { rebuild() }
      return nil
    }
    let bucket = bucket(of: key)
    guard buckets[bucket] == 0 else { return keys[Int(buckets[bucket]) - 1] }
    keys.append(key)
    buckets[bucket] = UInt32(keys.count)
    if keys.count * 2 > buckets.count { rebuild() }
    return nil
  }

  private mutating func rebuild() {
    buckets = [UInt32](repeating: 0, count: max(64, buckets.count * 2))
    for (place, key) in keys.enumerated() {
      buckets[bucket(of: key)] = UInt32(place + 1)
    }
  }

  /// Where an equal key is, or else where this one belongs.
  private func bucket(of key: UInt32) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(arena.bytes(of: arena.resolve(key))))
    let mask = buckets.count - 1
    var bucket = hasher.finalize() & mask
    while buckets[bucket] != 0, !equals(keys[Int(buckets[bucket]) - 1], key) {
      bucket = (bucket + 1) & mask
    }
    return bucket
  }

  private func equals(_ left: UInt32, _ right: UInt32) -> Bool {
    let first = arena.bytes(of: arena.resolve(left))
    let second = arena.bytes(of: arena.resolve(right))
    guard first.count == second.count, let start = first.baseAddress,
      let other = second.baseAddress
    else { return false }
    return sameBytes(start, other, count: first.count)
  }
}
