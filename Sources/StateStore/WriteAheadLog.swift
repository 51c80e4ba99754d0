import Foundation

/// The log beside a state, as a killed writer leaves it.
///
/// SQLite takes the first frame whose checksum is wrong for the end of the log, as a power cut leaves
/// it, and drops what follows: one damaged byte would undo commits without a word. Every commit is on
/// disk before the next one begins, so only the last one may be incomplete; a wrong frame before that
/// is damage. Of the last one nobody can tell.
///
/// Source: https://sqlite.org/fileformat2.html, section 4.
struct WriteAheadLog {
  private let bytes: [UInt8]
  private let pageSize: Int
  private let isBigEndian: Bool

  private static let headerSize = 32
  private static let frameHeaderSize = 24

  /// None when the log is too short to hold a commit.
  init?(_ data: Data) throws {
    bytes = Array(data)
    guard bytes.count > Self.headerSize else { return nil }
    let magic = Self.number(bytes, at: 0)
    isBigEndian = magic == 0x377f_0683
    pageSize = Int(Self.number(bytes, at: 8))
    guard magic & ~1 == 0x377f_0682, pageSize >= 512, pageSize <= 65_536 else { throw Self.damage }
    let sum = sum(0..<24, from: (0, 0))
    guard sum == checksum(at: 24) else { throw Self.damage }
  }

  private static let damage = ResourceTable.Damage(
    detail: "its log, state.db-wal, is not what was written")

  /// Throws when SQLite would drop a commit that was complete.
  func verify() throws {
    var sum = checksum(at: 24)
    var isWhole = true
    var commits = 0
    for start in stride(
      from: Self.headerSize, through: bytes.count - Self.frameHeaderSize - pageSize,
      by: Self.frameHeaderSize + pageSize)
    {
      let page = start + Self.frameHeaderSize
      // Behind the log's end there may be frames of an earlier one.
      let isOurs = bytes[start + 8..<start + 16].elementsEqual(bytes[16..<24])
      if isWhole {
        sum = self.sum(page..<page + pageSize, from: self.sum(start..<start + 8, from: sum))
        isWhole = isOurs && sum == checksum(at: start + 16)
      }
      guard !isWhole, isOurs else { continue }
      if commits > 0 { throw Self.damage }
      if Self.number(bytes, at: start + 4) != 0 { commits += 1 }
    }
  }

  private func checksum(at offset: Int) -> (UInt32, UInt32) {
    (Self.number(bytes, at: offset), Self.number(bytes, at: offset + 4))
  }

  private static func number(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    bytes.withUnsafeBytes {
      UInt32(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
  }

  /// SQLite's checksum of the log, over pairs of words.
  private func sum(_ range: Range<Int>, from start: (UInt32, UInt32)) -> (UInt32, UInt32) {
    bytes.withUnsafeBytes { bytes in
      var (first, second) = start
      for offset in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
        let one = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        let other = bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
        first &+= (isBigEndian ? UInt32(bigEndian: one) : UInt32(littleEndian: one)) &+ second
        second &+= (isBigEndian ? UInt32(bigEndian: other) : UInt32(littleEndian: other)) &+ first
      }
      return (first, second)
    }
  }
}
