import AdsModel
import Planning

/// What is found out of stored resources one by one, while each is at hand as it is read.
struct StoredSurvey {
  /// Places of keywords whose texts an earlier pinplan stored as they were typed.
  private(set) var oddKeywords: [Int] = []
  /// Whether no two ids are even hashed alike, which holds for nearly every state and is found out
  /// without a table of owners.
  private(set) var areIDsApart = true
  private var seen: HashSlots
  private var count = 0

  /// Of about so many.
  init(count: Int) { seen = HashSlots(capacity: min(max(count, 0), 1_000_000)) }

  init(_ resources: [StoredResource]) {
    self.init(count: resources.count)
    for index in resources.indices { add(resources[index]) }
  }

  /// Takes in the next one.
  mutating func add(_ resource: StoredResource) {
    if resource.kind == .keyword, !resource.address.isNormalized { oddKeywords.append(count) }
    count += 1
    guard areIDsApart, resource.kind.hasOneAddressAnID else { return }
    areIDsApart = seen.insert(hash(resource.id, resource.kind))
    if areIDsApart, resource.isReplacement, let old = resource.replaces {
      areIDsApart = seen.insert(hash(old, resource.kind))
    }
  }

  private func hash(_ id: String, _ kind: ResourceKind) -> Int {
    var hasher = Hasher()
    hasher.combine(kind)
    id.hashExactly(into: &hasher)
    return hasher.finalize()
  }
}

/// Hashes, half of each in one of half as many slots again: an apply's worth of them stays in the cache.
private struct HashSlots {
  private var slots: [UInt32]
  private var count = 0

  init(capacity: Int) {
    var size = 16
    while size / 3 * 2 < capacity { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  /// Whether no hash like it was inserted; one whose half is zero never counts as new, as that marks an empty slot,
  /// and nothing is new once there are more than were told of.
  mutating func insert(_ hash: Int) -> Bool {
    let half = UInt32(truncatingIfNeeded: hash >> 32)
    guard half != 0, count < slots.count / 3 * 2 else { return false }
    var slot = hash & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == half { return false }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = half
    count += 1
    return true
  }
}
