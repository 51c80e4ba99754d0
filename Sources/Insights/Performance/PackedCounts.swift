import AdsModel

/// Counts one after the other in as few bytes as they take: an ad's day has about a dozen.
///
/// The bytes lie in blocks that do not move, so that a copy that goes on shares what was there.
struct PackedCounts: Sendable {
  /// Where something begins.
  struct Place: Sendable {
    let block: UInt32
    let offset: UInt32
  }

  /// What counts are of, besides the entity; names of parts by their number.
  struct Moment: Hashable, Sendable {
    var day: Int32
    var hour: Int8
    var part: Int32

    static let none: Int32 = .min
  }

  private static let blockSize = 1 << 18
  /// The most bytes of one: three numbers of what it is of, and the counts.
  private static let largest = (3 + AdCounts.fields) * 10

  private var full: [[UInt8]] = []
  private var open: [UInt8] = []

  /// How many bytes all of them take.
  var size: Int { full.reduce(open.count) { $0 + $1.count } }

  /// Where the next counts go; they stand behind those before them unless a block is new.
  mutating func makeRoom() -> (place: Place, isNew: Bool) {
    let isNew = open.count + Self.largest > Self.blockSize
    if isNew {
      full.append(open)
      open = []
    }
    if open.isEmpty { open.reserveCapacity(Self.blockSize) }
    return (Place(block: UInt32(full.count), offset: UInt32(open.count)), isNew)
  }

  /// Adds counts, after those of another moment that stand before them.
  mutating func append(_ moment: Moment, _ counts: AdCounts, after last: Moment?) {
    let step = Int64(moment.day) &- Int64(last?.day ?? 0)
    let isPlain = moment.hour < 0 && moment.part < 0
    put(Self.folded(step) << 1 | (isPlain ? 0 : 1))
    if !isPlain {
      put(UInt64(Int64(moment.hour) + 1))
      put(UInt64(Int64(moment.part) + 1))
    }
    counts.give { put(Self.folded($0)) }
  }

  /// So many counts from a place on, in the order in which they came.
  func forEach(_ count: Int, from place: Place, _ body: (Moment, AdCounts) -> Void) {
    let block = place.block < full.count ? full[Int(place.block)] : open
    var offset = Int(place.offset)
    var day: Int64 = 0
    block.withUnsafeBufferPointer { bytes in
      for _ in 0..<count {
        let head = Self.number(bytes, &offset)
        day &+= Self.unfolded(head >> 1)
        var moment = Moment(day: Int32(truncatingIfNeeded: day), hour: -1, part: -1)
        if head & 1 == 1 {
          moment.hour = Int8(truncatingIfNeeded: Int64(Self.number(bytes, &offset)) - 1)
          moment.part = Int32(truncatingIfNeeded: Int64(Self.number(bytes, &offset)) - 1)
        }
        body(moment, AdCounts { Self.unfolded(Self.number(bytes, &offset)) })
      }
    }
  }

  /// Seven bits a byte, the lowest first.
  private mutating func put(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      open.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    open.append(UInt8(truncatingIfNeeded: rest))
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int) -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = bytes[offset]
      offset += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
  }

  /// Small numbers of either sign as small ones.
  private static func folded(_ number: Int64) -> UInt64 {
    UInt64(bitPattern: number &<< 1 ^ number &>> 63)
  }

  private static func unfolded(_ number: UInt64) -> Int64 {
    Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }
}
