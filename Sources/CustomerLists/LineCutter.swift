import Foundation

/// Cuts chunks of bytes into lines, wherever the chunks end.
///
/// A line ends with a line feed, a carriage return, or both. What it keeps between chunks is the
/// beginning of one line, and of that no more than `longest` bytes.
public struct LineCutter {
  /// The longest line that can be an entry, in bytes.
  public static let longest = 4096

  /// One line without its end.
  public struct Line {
    public let bytes: UnsafeRawBufferPointer
    /// Counted from 1.
    public let number: Int
    /// Whether it went on beyond `longest` bytes.
    public let isCut: Bool
  }

  /// How many lines were handed on.
  public private(set) var count = 0
  private var carried: [UInt8] = []
  private var isCut = false
  private var endedInReturn = false

  public init() {}

  /// Hands on every line that ends in the chunk; false as soon as `body` has had enough.
  public mutating func feed(_ chunk: UnsafeRawBufferPointer, _ body: (Line) -> Bool) -> Bool {
    guard let base = chunk.baseAddress, !chunk.isEmpty else { return true }
    let end = chunk.count
    var start = 0
    if endedInReturn {
      endedInReturn = false
      if chunk[0] == Byte.lineFeed { start = 1 }
    }
    // The next line feed, looked for once, however many carriage returns come before it.
    var feed = -1
    while start < end {
      if feed < start { feed = Self.index(of: Byte.lineFeed, from: start, to: end, base) }
      let stop = Self.index(of: Byte.carriageReturn, from: start, to: feed, base)
      let part = UnsafeRawBufferPointer(rebasing: chunk[start..<stop])
      guard stop < end else {
        carry(part)
        return true
      }
      guard deliver(part, body) else { return false }
      start = stop + 1
      guard chunk[stop] == Byte.carriageReturn else { continue }
      if start == end {
        endedInReturn = true
      } else if chunk[start] == Byte.lineFeed {
        start += 1
      }
    }
    return true
  }

  /// Hands on the last line, if it has no end.
  public mutating func finish(_ body: (Line) -> Bool) {
    guard !carried.isEmpty else { return }
    _ = deliver(UnsafeRawBufferPointer(start: nil, count: 0), body)
  }

  private mutating func deliver(_ rest: UnsafeRawBufferPointer, _ body: (Line) -> Bool) -> Bool {
    count += 1
    guard !carried.isEmpty else {
      return body(
        Line(
          bytes: UnsafeRawBufferPointer(rebasing: rest.prefix(Self.longest)), number: count,
          isCut: rest.count > Self.longest))
    }
    carry(rest)
    let (number, wasCut) = (count, isCut)
    let isWanted = carried.withUnsafeBytes { body(Line(bytes: $0, number: number, isCut: wasCut)) }
    carried.removeAll(keepingCapacity: true)
    isCut = false
    return isWanted
  }

  private mutating func carry(_ part: UnsafeRawBufferPointer) {
    let room = Self.longest - carried.count
    carried.append(contentsOf: part.prefix(room))
    if part.count > room { isCut = true }
  }

  /// Where a byte stands; `to` if nowhere before that.
  private static func index(
    of byte: UInt8, from: Int, to: Int, _ base: UnsafeRawPointer
  ) -> Int {
    memchr(base + from, Int32(byte), to - from).map { UnsafeRawPointer($0) - base } ?? to
  }
}

/// Bytes that mean something in a list.
enum Byte {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let tab = UInt8(ascii: "\t")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let at = UInt8(ascii: "@")
  static let hyphen = UInt8(ascii: "-")
}
