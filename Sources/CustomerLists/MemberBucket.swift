/// One person in memory: 40 bytes.
struct Member {
  /// The first eight bytes of what people are sorted by.
  var rank: UInt64
  var digest: ListDigest
}

/// People whose rank begins with the same byte, in chunks that never move.
///
/// An array would hold everything twice while it grows, and a list may have ten million people.
struct MemberBucket {
  private static let shift = 8
  private static let capacity = 1 << shift

  private(set) var count = 0
  /// How many there may be before those who are there twice have to go.
  private var room = Self.firstRoom
  private static let firstRoom = 1 << 16
  private var chunks: [UnsafeMutablePointer<Member>] = []

  mutating func append(_ member: Member) {
    let place = count & (Self.capacity - 1)
    if place == 0 { chunks.append(.allocate(capacity: Self.capacity)) }
    (chunks[chunks.count - 1] + place).initialize(to: member)
    count += 1
  }

  /// Whether it is time to look for people who are there twice: a file may be one person, ten million times.
  var isFull: Bool { count >= room }

  subscript(index: Int) -> Member {
    get { chunks[index >> Self.shift][index & (Self.capacity - 1)] }
    nonmutating set { chunks[index >> Self.shift][index & (Self.capacity - 1)] = newValue }
  }

  /// Takes the last one out; nobody where nobody is.
  mutating func popLast() -> Member? {
    guard count > 0 else { return nil }
    let member = self[count - 1]
    truncate(to: count - 1)
    return member
  }

  /// Keeps the first so many.
  mutating func truncate(to count: Int) {
    self.count = count
    while chunks.count > (count + Self.capacity - 1) >> Self.shift {
      chunks.removeLast().deallocate()
    }
  }
}

extension MemberBucket {
  /// Sorts by rank, equal ranks by `isBefore`, and keeps everybody once.
  ///
  /// Members go to as many bins as leave few in each, by the bits of the rank after its first byte, and are
  /// sorted there: ranks are digests, so bins are even.
  mutating func sort(
    in scratch: UnsafeMutableBufferPointer<Member>, _ isBefore: (Member, Member) -> Bool
  ) {
    guard count > 1 else { return }
    var bits: UInt64 = 0
    while bits < 12, count >> bits > 8 { bits += 1 }
    let (shift, mask) = (56 - bits, (UInt64(1) << bits) - 1)
    var ends = [Int](repeating: 0, count: 1 << bits)
    for index in 0..<count { ends[Int(self[index].rank >> shift & mask)] += 1 }
    var sum = 0
    for bin in ends.indices { (ends[bin], sum) = (sum, sum + ends[bin]) }
    for index in 0..<count {
      let member = self[index]
      let bin = Int(member.rank >> shift & mask)
      scratch[ends[bin]] = member
      ends[bin] += 1
    }
    var start = 0
    for end in ends {
      Self.sort(UnsafeMutableBufferPointer(rebasing: scratch[start..<end]), isBefore)
      start = end
    }
    keepDistinct(scratch)
  }

  private static func sort(
    _ members: UnsafeMutableBufferPointer<Member>, _ isBefore: (Member, Member) -> Bool
  ) {
    var members = members
    guard members.count <= 32 else { return members.sort(by: isBefore) }
    for index in members.indices.dropFirst() {
      let member = members[index]
      var place = index
      while place > 0, isBefore(member, members[place - 1]) {
        members[place] = members[place - 1]
        place -= 1
      }
      members[place] = member
    }
  }

  private mutating func keepDistinct(_ sorted: UnsafeMutableBufferPointer<Member>) {
    self[0] = sorted[0]
    var kept = 1
    for index in 1..<count where sorted[index].digest != sorted[index - 1].digest {
      self[kept] = sorted[index]
      kept += 1
    }
    truncate(to: kept)
    room = max(Self.firstRoom, 2 * kept)
  }

  /// Takes out who is in another bucket; both are sorted.
  mutating func remove(_ other: Self, _ isBefore: (Member, Member) -> Bool) {
    var kept = 0
    var place = 0
    for index in 0..<count {
      let member = self[index]
      while place < other.count, isBefore(other[place], member) { place += 1 }
      if place < other.count, other[place].digest == member.digest { continue }
      self[kept] = member
      kept += 1
    }
    truncate(to: kept)
  }
}
