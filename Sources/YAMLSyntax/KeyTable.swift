/// The keys of one mapping, to find those that are written twice.
///
/// A few keys are compared with each other; many go through a hash table with a random seed, so
/// that neither a large mapping nor one made to collide takes more than linear time.
struct KeyTable {
  private static let fewKeys = 16

  /// Half of a key's hash, and the key's place in `keys` counted from 1; no place if it is empty.
  private struct Bucket: BitwiseCopyable {
    var hash: UInt32 = 0
    var place: UInt32 = 0
  }

  private let arena: YAMLArena
  private var keys: [UInt32] = []
  /// Twice as many as there are keys, or more; none while there are few keys.
  private var buckets: [Bucket] = []

  init(_ arena: YAMLArena, capacity: Int = 0) {
    self.arena = arena
    keys.reserveCapacity(capacity)
    if capacity > Self.fewKeys { rebuild(forAtLeast: capacity) }
  }

  /// Adds a key, a scalar or an alias to one, unless an equal one is there; that one is returned.
  mutating func insert(_ key: UInt32) -> UInt32? {
    if buckets.isEmpty {
      if let equal = keys.first(where: { equals($0, key) }) { return equal }
      keys.append(key)
      if keys.count > Self.fewKeys { rebuild(forAtLeast: 2 * keys.count) }
      return nil
    }
    let hash = hash(of: key)
    let bucket = bucket(of: key, hash)
    guard buckets[bucket].place == 0 else { return keys[Int(buckets[bucket].place) - 1] }
    keys.append(key)
    buckets[bucket] = Bucket(hash: UInt32(truncatingIfNeeded: hash), place: UInt32(keys.count))
    if keys.count * 2 > buckets.count { rebuild(forAtLeast: 2 * keys.count) }
    return nil
  }

  private mutating func rebuild(forAtLeast count: Int) {
    var size = 64
    while size < 2 * count { size *= 2 }
    buckets = [Bucket](repeating: Bucket(), count: size)
    for (place, key) in keys.enumerated() {
      let hash = hash(of: key)
      buckets[bucket(of: key, hash)] = Bucket(
        hash: UInt32(truncatingIfNeeded: hash), place: UInt32(place + 1))
    }
  }

  /// Where an equal key is, or else where this one belongs.
  private func bucket(of key: UInt32, _ hash: Int) -> Int {
    let mask = buckets.count - 1
    var index = (hash >> 32) & mask
    while true {
      let bucket = buckets[index]
      if bucket.place == 0 { return index }
      if bucket.hash == UInt32(truncatingIfNeeded: hash),
        equals(keys[Int(bucket.place) - 1], key)
      {
        return index
      }
      index = (index + 1) & mask
    }
  }

  private func hash(of key: UInt32) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(arena.bytes(of: arena.resolve(key))))
    return hasher.finalize()
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
