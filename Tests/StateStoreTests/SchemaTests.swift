import Crypto
import Foundation
import Testing

@testable import StateStore

struct SchemaTests {
  /// A state that is out there was made by exactly this text: add a migration, never edit one.
  @Test func `a migration that has shipped is frozen`() {
    let digests = Schema.migrations.map { sql in
      SHA256.hash(data: Data(sql.utf8)).map { String(format: "%02x", $0) }.joined()
    }
    #expect(
      digests == [
        "3c4a5cc9508ef5db7f88eee128808cbd4ae478fb08f1f6a6c15268893d8789e8",
        "056c00042a6caac17261d6a320763b739c5b94d5d60abcc0be5cfc83c46d3d5f",
        "d79c56258d5aae9fc04f7d1233a2ebe9cf8c6efb6408bad18832e17da8d910cc",
        "972c16b98b6082627abc2947ba0ce5afdbad2c498971c54308672d5362d55dfa",
        "2456a22b94bc7cc16b9f41bdc812b588a5bc9d8d8120fb8bd83834e8ec685809",
        "65b3230a6657115879c45c2ac653a775e62cccbc974673df6f82c4cee1233295",
        "f775bad8b244100885b4db1cd76728223dc8ff9cf72a2182066997ea267c5b4e",
        "99fde49bdda61ea07f2269af3f8acbc3b85d03b9f18dd9ece92d5f14c1cc7912",
      ])
  }

  @Test func `a checksum tells order, columns and every bit apart`() {
    func sum(_ parts: String...) -> UInt64 {
      var checksum = Checksum()
      for part in parts { Array(part.utf8).withUnsafeBytes { checksum.combine($0) } }
      return checksum.value
    }
    let sums = [
      sum(), sum(""), sum("", ""), sum("a"), sum("b"), sum("a", ""), sum("", "a"), sum("ab"),
      sum("ba"), sum("a", "b"), sum("12345678"), sum("123456789"), sum("12345678\0"),
      sum("123456781234567x"), sum("123456781234567y"),
    ]
    #expect(Set(sums).count == sums.count)
  }
}
