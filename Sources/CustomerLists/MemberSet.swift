import AdsModel
import Crypto

/// Everybody on a list, once and in a fixed order.
///
/// With a key the order is that of lookups, in which members are stored too; without one it is that of
/// digests. It takes 40 bytes a person, and what is hashed, compared and sealed is never all there at once.
public final class MemberSet {
  /// Which digest stands for each; none of an empty set.
  public private(set) var kind: DigestKind?
  public private(set) var key: ListKey?
  /// How many there are.
  public private(set) var count = 0
  /// How many there were before anybody was taken out.
  private(set) var readCount = 0
  private var buckets = noBuckets

  private static var noBuckets: [MemberBucket] {
    Array(repeating: MemberBucket(), count: 256)
  }

  init(key: ListKey?) { self.key = key }

  /// Nobody.
  public static func empty(key: ListKey?) -> MemberSet { MemberSet(key: key) }

  deinit { for index in buckets.indices { buckets[index].truncate(to: 0) } }

  fileprivate func append(_ digest: ListDigest, _ kind: DigestKind) {
    self.kind = kind
    let rank = (key?.lookup(digest, kind) ?? digest).lookup.high
    let place = Int(rank >> 56)
    buckets[place].append(Member(rank: rank, digest: digest))
    if buckets[place].isFull { sort(place...place) }
  }

  private func sort(_ places: ClosedRange<Int>) {
    let scratch = UnsafeMutableBufferPointer<Member>.allocate(
      capacity: buckets[places].map(\.count).max() ?? 0)
    defer { scratch.deallocate() }
    for place in places { buckets[place].sort(in: scratch, isBefore) }
  }

  fileprivate func sort() {
    sort(0...255)
    count = buckets.reduce(0) { $0 + $1.count }
    readCount = count
  }

  /// Puts everybody in the order of another key, or of none; nobody is held twice meanwhile.
  public func rekey(to other: ListKey?) {
    guard key?.identity != other?.identity else { return }
    key = other
    guard let kind else { return }
    var old = buckets
    buckets = Self.noBuckets
    for index in old.indices {
      while let member = old[index].popLast() { append(member.digest, kind) }
    }
    sort(0...255)
  }

  /// Takes out who is on another list, of the same kind and under the same key.
  func remove(_ other: MemberSet) {
    guard let kind, let others = other.kind else { return }
    precondition(kind == others && key?.identity == other.key?.identity)
    for index in buckets.indices { buckets[index].remove(other.buckets[index], isBefore) }
    count = buckets.reduce(0) { $0 + $1.count }
  }

  /// The order of two members, who hardly ever have equal ranks.
  private func isBefore(_ left: Member, _ right: Member) -> Bool {
    guard left.rank == right.rank else { return left.rank < right.rank }
    guard left.digest != right.digest, let kind else { return false }
    let (first, second) = (left.digest, right.digest)
    guard let key else { return first.isBefore(second) }
    return key.lookup(first, kind).isBefore(key.lookup(second, kind))
  }
}

extension MemberSet {
  /// Whether somebody is among them.
  func contains(_ digest: ListDigest) -> Bool {
    guard let kind else { return false }
    let wanted = Member(rank: (key?.lookup(digest, kind) ?? digest).lookup.high, digest: digest)
    let bucket = buckets[Int(wanted.rank >> 56)]
    var (low, high) = (0, bucket.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(bucket[middle], wanted) { low = middle + 1 } else { high = middle }
    }
    return low < bucket.count && bucket[low].digest == digest
  }

  /// Hands on what stands for each, in order.
  public func visit(_ body: (ListDigest) throws -> Void) rethrows {
    try visitMembers { try body($0.digest) }
  }

  /// Where somebody stands in the order.
  struct Place {
    fileprivate var bucket = 0
    var index = 0
  }

  /// Who stands at a place, or next after it; nobody after the last.
  func next(at place: inout Place) -> Member? {
    while place.bucket < buckets.count {
      if place.index < buckets[place.bucket].count { return buckets[place.bucket][place.index] }
      place.bucket += 1
      place.index = 0
    }
    return nil
  }

  func visitMembers(_ body: (Member) throws -> Void) rethrows {
    for bucket in buckets {
      for index in 0..<bucket.count { try body(bucket[index]) }
    }
  }

  /// What a plan is bound to in place of the people: it differs wherever they do.
  ///
  /// With a key it is an HMAC over all digests in order, from which without the key nothing can be
  /// computed. Without one it is SHA-256 over them, which nobody can try out for a hundred people at
  /// once; of fewer it is their number alone.
  public var binding: String {
    if let key {
      return Self.keyedPrefix + key.authenticate("members v1", hash).hexadecimal(.sha256)
    }
    guard count >= Limits.smallestAudience else { return "count:\(count)" }
    var hasher = SHA256()
    hash(into: &hasher)
    let digest = hasher.finalize().withUnsafeBytes(ListDigest.init(loading:))
    return "sha256:" + digest.hexadecimal(.sha256)
  }

  static let keyedPrefix = "hmac-sha256:"

  private func hash(into hasher: inout SHA256) {
    withUnsafeBytes(of: kind?.rawValue ?? 0) { hasher.update(bufferPointer: $0) }
    visit { digest in digest.withBytes { hasher.update(bufferPointer: $0) } }
  }
}

extension ListDigest {
  /// The order of the bytes.
  func isBefore(_ other: Self) -> Bool {
    let (left, right) = (words, other.words)
    if left.0 != right.0 { return left.0.bigEndian < right.0.bigEndian }
    if left.1 != right.1 { return left.1.bigEndian < right.1.bigEndian }
    if left.2 != right.2 { return left.2.bigEndian < right.2.bigEndian }
    return left.3.bigEndian < right.3.bigEndian
  }
}

/// Gathers people who are stored, by what stands for them, to be taken out where they are.
public struct MemberGathering {
  private let key: ListKey
  private var collectors: [DigestKind: MemberCollector] = [:]

  public init(key: ListKey) { self.key = key }

  /// Takes in everybody of a list.
  public mutating func append(_ set: MemberSet) {
    guard let kind = set.kind else { return }
    set.visit { collectors[kind, default: MemberCollector(key: key)].append($0, kind) }
  }

  /// Takes in somebody as they are stored, under the same key.
  public mutating func append(_ member: SealedMember) throws(ListKeyError) {
    let digest = try key.open(member)
    collectors[member.kind, default: MemberCollector(key: key)].append(digest, member.kind)
  }

  /// Everybody once, each kind of digest apart.
  public mutating func finish() -> [MemberSet] {
    DigestKind.allCases.compactMap { collectors[$0]?.finish() }
  }
}

/// Gathers people in the order in which they are read.
struct MemberCollector {
  private var people: MemberSet
  private(set) var count = 0

  init(key: ListKey?) { people = MemberSet(key: key) }

  /// `kind` is the same each time.
  mutating func append(_ digest: ListDigest, _ kind: DigestKind) {
    people.append(digest, kind)
    count += 1
  }

  /// Everybody, once; the collector is empty then.
  mutating func finish() -> MemberSet {
    let result = people
    people = MemberSet(key: result.key)
    count = 0
    result.sort()
    return result
  }
}
