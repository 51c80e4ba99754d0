import AdsModel
import Crypto
import CustomerLists
import Foundation
import Testing

struct SealingTests {
  /// The secret of the bytes 0 to 31.
  static var key: ListKey {
    get throws { ListKey(try ListSecret(base64: secret, from: "the test")) }
  }
  static let secret = Data(0..<32).base64EncodedString()

  /// Sealed as the file is read, in order.
  static func sealed(_ text: String, _ key: ListKey) throws -> [SealedMember] {
    let members = try ListText.read(text, key: key).members
    let kind = try #require(members.kind)
    var sealed: [SealedMember] = []
    members.visit { sealed.append(key.seal($0, kind)) }
    return sealed
  }

  // Made with another implementation: Python's hmac and hashlib, and `cryptography`.
  @Test(arguments: [
    (
      "ana@northwind.example",
      "9fe1f089a9bc7eac1d600d3a78461eca" + "03"
        + "07ef986f9b84595cf57a45d4c00581039d203496aaaf6aa6e751ef11370b9082"
        + "b814f6860df5b679d9275a3eae963d5f"
    ),
    (
      hexadecimal(Insecure.MD5.hash(data: Data("ana@northwind.example".utf8)).map { $0 }),
      "637358e74852e652209b12b6e39adbbb" + "01"
        + "c29e2bda504bc76aa7d23c472be354de3878fa7e17d0ecde5a99e25a86ce0f97"
        + "a77fbc029f0d6c10210542394df395d7"
    ),
  ])
  func `a person is sealed in a form that others can read`(_ line: String, _ bytes: String) throws {
    let key = try Self.key
    #expect(key.identity == "9c8a87798a65ae77")
    let member = try #require(try Self.sealed(line, key).first)
    #expect(hexadecimal(member.bytes) == bytes)
    #expect(member.bytes.count == SealedMember.byteCount)
    let read = member.bytes.withUnsafeBytes { SealedMember(bytes: $0) }
    #expect(read == member)
  }

  @Test(arguments: [16, 20, 32])
  func `a digest of any kind comes back as it was`(_ count: Int) throws {
    let key = ListKey(.random())
    let lines = (0..<200).map { number in
      hexadecimal((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number &* 7) })
    }
    let contents = try ListText.read(lines.joined(separator: "\n"), key: key)
    let kind = try #require(contents.members.kind)
    var opened: [String] = []
    var last: [UInt8] = []
    try contents.members.visit { digest in
      let member = key.seal(digest, kind)
      #expect(last.lexicographicallyPrecedes(member.bytes))
      last = member.bytes
      opened.append(try key.open(member).hexadecimal(kind))
    }
    #expect(opened.sorted() == lines.sorted())
  }

  @Test func `what seals is AES-GCM to the bit`() throws {
    // Derived as docs/privacy.md has it.
    let sealing = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: Data(0..<32)),
      info: Data("pinplan list key v1 sealing".utf8), outputByteCount: 32)
    for number in 0..<300 {
      let digest = SHA256.hash(data: Data("p\(number)@x.example".utf8)).map { $0 }
      let line = hexadecimal(Array(digest.prefix([16, 20, 32][number % 3])))
      let bytes = try #require(try Self.sealed(line, Self.key).first).bytes
      let plain = Data(digest.prefix(line.count / 2)) + Data(count: 32 - line.count / 2)
      let box = try AES.GCM.seal(
        plain, using: sealing, nonce: AES.GCM.Nonce(data: bytes.prefix(12)),
        authenticating: [bytes[16]])
      #expect(Array(bytes.dropFirst(17)) == Array(box.ciphertext + box.tag))
    }
  }

  @Test func `another key opens nothing, and says so`() throws {
    let member = try #require(try Self.sealed("ana@x.example", Self.key).first)
    let other = ListKey(.random())
    #expect(throws: ListKeyError.otherKey) { try other.open(member) }
    #expect(try other.identity != Self.key.identity)
    #expect(ListKeyError.otherKey.description == "the list was stored with another list key")
  }

  @Test func `a bit that flips is noticed`() throws {
    let key = try Self.key
    let member = try #require(try Self.sealed("ana@x.example", key).first)
    for index in 0..<SealedMember.byteCount {
      var bytes = member.bytes
      bytes[index] ^= 1
      guard let spoilt = bytes.withUnsafeBytes({ SealedMember(bytes: $0) }) else { continue }
      #expect(throws: ListKeyError.self, "byte \(index)") { try key.open(spoilt) }
    }
  }

  @Test func `no sealed form holds a digest`() throws {
    let digest = SHA256.hash(data: Data("ana@x.example".utf8)).map { $0 }
    let member = try #require(try Self.sealed("ana@x.example", Self.key).first)
    for start in 0..<(32 - 4) {
      #expect(!contains(member.bytes, Array(digest[start..<start + 4])))
    }
  }

  private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    (0...bytes.count - part.count).contains { Array(bytes[$0..<$0 + part.count]) == part }
  }
}

func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { String(format: "%02x", $0) }.joined()
}
