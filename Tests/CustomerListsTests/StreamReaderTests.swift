import AdsModel
import CustomerLists
import Diagnostics
import Foundation
import TestSupport
import Testing

/// Lines of a stream, one by one.
struct StreamReaderTests {
  private static func list(
    _ identifiers: ListIdentifier = .email, hashing: ListHashing? = nil, idfa: Bool = false
  ) -> AudienceDefinition.CustomerList {
    var list = AudienceDefinition.CustomerList(nil, identifiers)
    list.hashing = hashing
    list.allowsIDFA = idfa
    return list
  }

  private static let key = ListKey(.random())

  /// `+ DIGEST` or `- DIGEST` of who comes or goes with a line, or the code that it is left out with.
  private static func outcome(
    _ line: String, _ list: AudienceDefinition.CustomerList = list()
  ) throws -> String {
    var reader = StreamReader(list)
    let read = Array(line.utf8).withUnsafeBytes { bytes in
      Result { () throws(StreamRejection) in try reader.read(bytes, isCut: false) }
    }
    switch read {
    case .failure(let rejection): return rejection.code.rawValue
    case .success(let entry):
      var batch = StreamBatch(for: reader)
      let isFirst = batch.take(entry)
      #expect(isFirst)
      let (add, remove) = batch.sets(keyedBy: key)
      return digests(add).map { "+ \($0)" }.joined() + digests(remove).map { "- \($0)" }.joined()
    }
  }

  private static func digests(_ set: MemberSet) -> [String] {
    var digests: [String] = []
    set.visit { digests.append($0.hexadecimal(set.kind ?? .sha256)) }
    return digests
  }

  private static func line(
    _ value: String, in namespace: String = "Email", op: String = "add"
  ) -> String {
    #"{"op":"\#(op)","namespace":"\#(namespace)","value":"\#(value)"}"#
  }

  /// As `printf ana@northwind.example | sha256sum` has it.
  private static let ana = "ed8c33be576edc2a270fe3a098b84a595713a425601f0b8a75f3b01e6ca6a4bb"

  @Test(arguments: [
    line("ana@northwind.example"), line(" Ana@Northwind.example "), line(ana),
    line(ana.uppercased()),
    line(ana, in: "Email_LC_SHA256"), line(#"ana\u0040northwind.example"#),
    #" { "value" : "ana@northwind.example", "op":"add" ,"namespace": "Email" } "#,
    #"{"id":17,"traits":{"x":[1,-2.5e3,null,{"y":"\"}"}]},"#
      + #""op":"add","namespace":"Email","value":"ana@northwind.example"}"#,
    line("ana@northwind.example") + "\t",
  ])
  func `one person is read however a line writes them`(_ line: String) throws {
    #expect(try Self.outcome(line) == "+ \(Self.ana)")
    let removal = line.replacing(#""op":"add""#, with: #""op":"remove""#)
    #expect(try Self.outcome(removal) == "- \(Self.ana)")
  }

  @Test(arguments: [
    "", " ", "[]", "null", "{}", "{", "nonsense", #"{"op":"add"}"#,
    #"{"op":"add","namespace":"Email"}"#, #"{"op":"add","namespace":"Email","value":null}"#,
    #"{"op":"add","namespace":"Email","value":7}"#, line("a@x.example") + "x",
    line("a@x.example") + line("b@x.example"), String(line("a@x.example").dropLast()),
    #"{"op":"add","op":"remove","namespace":"Email","value":"a@x.example"}"#,
    #"{"op":"add","namespace":"Email","value":"a@x.example",}"#,
    #"{"op":"add","namespace":"Email","value":"\uD800a@x.example"}"#,
    #"{"op":"add","namespace":"Email","value":"\q"}"#,
    #"{"x":"# + String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
      + #","op":"add","namespace":"Email","value":"a@x.example"}"#,
  ])
  func `what is no such object is left out`(_ line: String) throws {
    #expect(try Self.outcome(line) == "stream.syntax")
  }

  @Test(arguments: [
    (line("a@x.example", op: "ADD"), "stream.unknown_op"),
    (line("a@x.example", op: ""), "stream.unknown_op"),
    (line("a@x.example", in: "email"), "stream.unknown_namespace"),
    (line("+44 7700 900123", in: "Phone"), "stream.unknown_namespace"),
    (line(""), "list.empty_line"), (line("ana"), "list.not_an_email"),
    (line("+44 7700 900123"), "list.personal_data"), (line("a@x.example,Ana"), "list.extra_column"),
    (line("d41d8cd98f00b204e9800998ecf8427e"), "list.mixed_hashing"),
    (line("a@x.example", in: "Email_LC_SHA256"), "list.mixed_hashing"),
    (line("38400000-8cf0-11bd-b23e-10b96e40000d", in: "GAID"), "list.mixed_identifiers"),
    (line("38400000-8cf0-11bd-b23e-10b96e40000d"), "list.mixed_identifiers"),
    (line("38400000-8cf0-11bd-b23e-10b96e40000d", in: "IDFA"), "audience.ios_not_allowed"),
    (line(#"a\u0000@x.example"#), "list.encoding"),
  ])
  func `a line about nobody is left out by its rule`(_ line: String, _ code: String) throws {
    #expect(try Self.outcome(line) == code)
  }

  @Test func `a namespace goes onto lists of its kind`() throws {
    let id = "38400000-8cf0-11bd-b23e-10b96e40000d"
    #expect(try Self.outcome(Self.line(id, in: "GAID"), Self.list(.maid)).hasPrefix("+ "))
    #expect(
      try Self.outcome(Self.line("a@x.example"), Self.list(.maid)) == "list.mixed_identifiers")
    #expect(
      try Self.outcome(Self.line(id.uppercased(), in: "GAID"), Self.list(.maid))
        == "list.not_lower_case")
    let upper = Self.line(id.uppercased(), in: "IDFA")
    #expect(try Self.outcome(upper, Self.list(.idfa, idfa: true)).hasPrefix("+ "))
    #expect(try Self.outcome(upper, Self.list(.maid, idfa: true)).hasPrefix("+ "))
    #expect(try Self.outcome(upper, Self.list(.maid)) == "audience.ios_not_allowed")
    #expect(
      try Self.outcome(upper, Self.list(.email, idfa: true)) == "list.mixed_identifiers")
    let md5 = "d41d8cd98f00b204e9800998ecf8427e"
    #expect(try Self.outcome(Self.line(md5), Self.list(hashing: .md5)) == "+ \(md5)")
    #expect(
      try Self.outcome(Self.line("a@x.example"), Self.list(hashing: .md5)) == "list.mixed_hashing")
  }

  @Test func `no line crashes the reader, whatever it is cut to`() throws {
    var dice = Dice(seed: RandomSeed.of("stream lines", or: 11))
    let whole = Array(
      (Self.line(#"a\u00e9\"b@x.example"#) + #"{"x":[{}],"op":"add"}"#).utf8)
    for _ in 0..<3000 {
      var bytes = Array(whole[Int.random(in: 0..<whole.count, using: &dice)...])
      for _ in 0..<3 where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(
          in: 0...255, using: &dice)
      }
      _ = try Self.outcome(String(decoding: bytes, as: UTF8.self))
    }
  }
}
