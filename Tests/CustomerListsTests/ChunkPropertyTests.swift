import AdsModel
import CustomerLists
import TestSupport
import Testing

/// A list is the same however its bytes come, and however its lines are ordered.
struct ChunkPropertyTests {
  private static let pieces = [
    "ana@x.example", "BO@X.example", "\"cy@x.example\"", " di@x.example ", "müller@x.example", "",
    "+44 7700 900123", "ana@x.example,Ana", "a\tb", "b3a2ab1c6fe3cd1c2a4aa5bd2b0d0bb1", "nonsense",
    "38400000-8cf0-11bd-b23e-10b96e40000d", "\0", String(repeating: "x", count: 4097), "Ana Lima",
  ]
  private static let ends = ["\n", "\r\n", "\r"]

  @Test func `any chunks give the same list`() throws {
    var random = Dice(seed: RandomSeed.of("any chunks give the same list", or: 11))
    for _ in 0..<300 {
      let bytes = Self.list(lines: Int.random(in: 0...30, using: &random), &random)
      let whole = try ListText.read(bytes)
      for chunk in [1, 2, 3, Int.random(in: 1...max(1, bytes.count), using: &random)] {
        let parts = try ListText.read(bytes, chunk: chunk)
        #expect(parts.diagnostics == whole.diagnostics)
        #expect(ListText.people(parts) == ListText.people(whole))
        #expect(parts.lines == whole.lines && parts.entries == whole.entries)
        #expect(parts.hashing == whole.hashing)
      }
    }
  }

  @Test func `a border at any byte gives the same list`() throws {
    let text = "\u{FEFF}\"ana@x.example\"\r\nmüller@x.example\r\rBO@x.example\n\r\ncy@x.example\r\n"
    let bytes = Array(text.utf8)
    let whole = try ListText.read(bytes)
    #expect(whole.lines == 6)
    for border in 0...bytes.count {
      var parts = [Array(bytes[..<border]), Array(bytes[border...])].filter { !$0.isEmpty }
      let source = ByteSource { (buffer) throws(ByteSource.Failure) in
        guard !parts.isEmpty else { return 0 }
        let part = parts.removeFirst()
        buffer.copyBytes(from: part)
        return part.count
      }
      let cut = try ListReader(file: ListText.file, identifier: .email).read(source)
      #expect(cut.diagnostics == whole.diagnostics, "border \(border)")
      #expect(ListText.people(cut) == ListText.people(whole))
      #expect(cut.lines == whole.lines)
    }
  }

  @Test func `the order of lines means nothing`() throws {
    var random = Dice(seed: RandomSeed.of("the order of lines means nothing", or: 12))
    let key = ListKey(.random())
    var lines = (0..<5000).map { "p\($0 % 4000)@x.example\n" }
    let first = try ListText.read(lines.joined(), key: key)
    lines.shuffle(using: &random)
    let second = try ListText.read(lines.joined(), key: key)
    #expect(first.members.count == 4000)
    #expect(ListText.people(first) == ListText.people(second))
    #expect(first.members.binding == second.members.binding)
  }

  @Test func `nothing that is told of a list has a part of an entry in it`() throws {
    var random = Dice(seed: RandomSeed.of("nothing told has a part of an entry", or: 13))
    let secrets = ["zebrafish", "quixotic", "7700900", "b3a2ab1c6f", "9af3-22ce", "Wolowitz"]
    let shapes = [
      "NAME@NAME", "NAME", "NAME@", "@NAME", "NAME,NAME@x.example", "NAME\tNAME", "NAME NAME",
      "\"NAME\"NAME", "+44 NAME NAME", "NAME <NAME@NAME>", "'NAME@x.example'", "NAME\0NAME",
    ]
    for _ in 0..<500 {
      var text = ""
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        let shape = shapes.randomElement(using: &random) ?? ""
        text += shape.replacing("NAME", with: secrets.randomElement(using: &random) ?? "") + "\n"
      }
      let identifier = ListIdentifier.allCases.randomElement(using: &random) ?? .email
      var contents = try ListText.read(text, as: identifier)
      contents.judgeSize()
      let told = String(reflecting: contents.diagnostics) + contents.members.binding
      for secret in secrets { #expect(!told.contains(secret)) }
      var dumped = ""
      dump(contents, to: &dumped)
      contents.members.visit { dumped += "\($0) " + String(reflecting: $0) }
      for person in ListText.people(contents) { #expect(!dumped.contains(person)) }
      for secret in secrets { #expect(!dumped.contains(secret)) }
    }
  }

  private static func list(lines: Int, _ random: inout Dice) -> [UInt8] {
    var text = Bool.random(using: &random) ? "\u{FEFF}" : ""
    for _ in 0..<lines {
      text +=
        (pieces.randomElement(using: &random) ?? "")
        + (ends.randomElement(using: &random) ?? "\n")
    }
    return Array(text.utf8).dropLast(Int.random(in: 0...2, using: &random))
  }
}
