import CanonicalJSON
import Foundation
import TestSupport
import Testing

/// Any reader of JSON reads what was written, and a terminal obeys nothing of it.
struct JSONWriterTests {
  private static func array(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter()
    json.array(body)
    return json.bytes
  }

  /// Every sign of ASCII at every place of the eight that are looked at together, and beside it.
  @Test func `each sign is read back, wherever it stands`() throws {
    for sign in UInt8(0)..<0x80 {
      let texts = (0...17).map {
        String(repeating: "a", count: $0) + String(UnicodeScalar(sign))
          + String(repeating: "b", count: 17 - $0)
      }
      let bytes = Self.array { json in for text in texts { json.string(text) } }
      #expect(try JSONDecoder().decode([String].self, from: Data(bytes)) == texts)
      #expect(!bytes.contains { $0 < 0x20 || $0 == 0x7F }, "sign \(sign)")
    }
  }

  @Test func `texts of any signs are read back`() throws {
    var dice = Dice(seed: RandomSeed.of("texts of any signs are read back", or: 31))
    let signs = [
      "a", "é", "🛋", "\u{0}", "\u{1b}", "\u{7f}", "\u{80}", "\"", "\\", "/", "\n", "\u{2028}",
    ]
    for _ in 0..<500 {
      let texts = (0..<5).map { _ in
        (0..<Int.random(in: 0...40, using: &dice)).map { _ in dice.pick(signs) ?? "" }.joined()
      }
      let bytes = Self.array { json in for text in texts { json.string(text) } }
      #expect(
        try JSONDecoder().decode([String].self, from: Data(bytes)).map { Array($0.utf8) }
          == texts.map { Array($0.utf8) })
    }
  }

  @Test func `a string in pieces is the one that they make`() {
    let pieces = ["campaign", "/", "", "spring \"26\"\n", "é"]
    let written = Self.array { json in
      json.string("before")
      json.beginString()
      for piece in pieces { json.text(piece) }
      json.endString()
      json.integer(1)
    }
    let whole = Self.array { json in
      json.string("before")
      json.string(pieces.joined())
      json.integer(1)
    }
    #expect(written == whole)
  }

  @Test func `numbers are written with all their digits`() {
    let bytes = Self.array { json in
      for number in [Int64.min, -10, -9, -1, 0, 1, 9, 10, 11, .max] { json.integer(number) }
      json.integer(UInt64.max)
      json.integer(UInt8(7))
    }
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "[-9223372036854775808,-10,-9,-1,0,1,9,10,11,9223372036854775807,18446744073709551615,7]"
    )
  }
}
