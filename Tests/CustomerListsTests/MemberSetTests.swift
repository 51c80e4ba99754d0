import AdsModel
import CustomerLists
import TestSupport
import Testing

struct MemberSetTests {
  private static func text(_ people: some Sequence<Int>) -> String {
    people.map { "p\($0)@x.example\n" }.joined()
  }

  private static func stored(_ people: some Sequence<Int>, _ key: ListKey) throws -> [SealedMember]
  {
    try SealingTests.sealed(text(people), key)
  }

  @Test func `what is stored becomes what the file has`() throws {
    var random = Dice(seed: RandomSeed.of("what is stored becomes the file", or: 21))
    let key = ListKey(.random())
    for _ in 0..<60 {
      let before = Set((0..<Int.random(in: 0...300, using: &random)).map { $0 })
        .filter { _ in Bool.random(using: &random) }
      let after = Set((0..<Int.random(in: 1...300, using: &random)).map { $0 })
        .filter { _ in Bool.random(using: &random) }.union([999])
      let old = before.isEmpty ? [] : try Self.stored(before.shuffled(using: &random), key)
      let members = try ListText.read(Self.text(after.shuffled(using: &random)), key: key).members
      var result: [SealedMember] = []
      var iterator = old.makeIterator()
      let next = { iterator.next() }
      try members.compare(with: next) { step in
        switch step {
        case .keep(let member): result.append(member)
        case .add(let digest, let kind): result.append(key.seal(digest, kind))
        case .remove(let member): #expect(old.contains(member))
        }
      }
      #expect(try result == Self.stored(after, key))
      var again = old.makeIterator()
      let change = try members.change(from: { again.next() })
      #expect(change.add == after.subtracting(before).count)
      #expect(change.remove == before.subtracting(after).count)
      #expect(change.total == after.count)
      #expect(change.isEmpty == (before == after))
    }
  }

  @Test func `steps come in the order in which members are stored`() throws {
    let key = ListKey(.random())
    var old = try Self.stored(0..<200, key).makeIterator()
    var places: [[UInt8]] = []
    let next = { old.next() }
    let members = try ListText.read(Self.text(100..<300), key: key).members
    try members.compare(with: next) {
      step in
      switch step {
      case .keep: break
      case .add(let digest, let kind): places.append(key.seal(digest, kind).bytes)
      case .remove(let member): places.append(member.bytes)
      }
    }
    #expect(places.count == 200)
    #expect(zip(places, places.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
  }

  @Test func `stored members out of order are damage`() throws {
    let key = ListKey(.random())
    let members = try ListText.read(Self.text(0..<50), key: key).members
    var reversed = try Self.stored(0..<50, key).reversed().makeIterator()
    #expect(throws: ListKeyError.damaged) { try members.change(from: { reversed.next() }) }
    var twice = try Self.stored(0..<50, key).flatMap { [$0, $0] }.makeIterator()
    #expect(throws: ListKeyError.damaged) { try members.change(from: { twice.next() }) }
    #expect(
      ListKeyError.damaged.description == "what is stored of the list's members is damaged")
  }

  @Test func `a stored member that is found and is sealed otherwise is damage`() throws {
    let key = ListKey(.random())
    let members = try ListText.read(Self.text(0..<50), key: key).members
    for index in [0, 20, 49] {
      for byte in [17, 48, 49, 64] {
        var stored = try Self.stored(0..<50, key)
        var bytes = stored[index].bytes
        bytes[byte] ^= 1
        stored[index] = try #require(bytes.withUnsafeBytes { SealedMember(bytes: $0) })
        var iterator = stored.makeIterator()
        #expect(throws: ListKeyError.damaged) { try members.change(from: { iterator.next() }) }
      }
    }
  }

  @Test func `people are put in the order of another key, and back, as they are`() throws {
    let (first, second) = (ListKey(.random()), ListKey(.random()))
    var contents = try ListText.read(Self.text(0..<700), key: first)
    contents.suppress(try ListText.read(Self.text(650..<900), key: first))
    let people = contents.members
    let binding = people.binding
    #expect(people.isBound(by: try ListText.read(Self.text(0..<650)).members.binding))
    #expect(people.binding == binding)
    people.rekey(to: second)
    #expect(people.count == 650)
    #expect(try people.binding == ListText.read(Self.text(0..<650), key: second).members.binding)
    people.rekey(to: nil)
    people.rekey(to: first)
    #expect(people.binding == binding)
    #expect(contents.duplicates == 0)
  }

  @Test func `suppress wins over source`() throws {
    let key = ListKey(.random())
    var contents = try ListText.read(Self.text(0..<500), key: key)
    contents.suppress(try ListText.read(Self.text(300..<900), key: key))
    #expect(contents.diagnostics == [])
    #expect(contents.members.count == 300)
    #expect(
      try ListText.people(contents).sorted()
        == ListText.people(ListText.read(Self.text(0..<300), key: key)).sorted())
    contents.suppress(try ListText.read(Self.text(0..<300), key: key))
    #expect(contents.members.count == 0)
  }

  // The vectors are of Python's hashlib and hmac.
  @Test func `a plan is bound to people, with a key and without`() throws {
    let hundred = try ListText.read(Self.text((0..<100).reversed())).members
    #expect(
      hundred.binding
        == "sha256:a02df2383b505202844ab984a4aa3d58d8d087302b53ee6abdf5686ed5cd6a77")
    let keyed = try ListText.read(Self.text(0..<100), key: SealingTests.key).members
    #expect(
      keyed.binding
        == "hmac-sha256:cf8b248a7bb6239aa6fac7216e524ceb4e634000c80e7047379f01fea968674f")
  }

  @Test func `fewer than a hundred people are bound by their number, as they could be tried out`()
    throws
  {
    let few = try ListText.read(Self.text(0..<99)).members
    #expect(few.binding == "count:99")
    #expect(try ListText.read(Self.text(1..<100)).members.binding == few.binding)
    let key = ListKey(.random())
    let first = try ListText.read(Self.text(0..<99), key: key).members
    let second = try ListText.read(Self.text(1..<100), key: key).members
    #expect(first.binding != second.binding)
  }

  @Test func `people who are there many times are sorted out on the way`() throws {
    let line = Array("ana@x.example\nbo@x.example\n".utf8)
    let bytes = Array(repeatElement(line, count: 200_000).joined())
    let contents = try ListText.read(bytes)
    #expect(contents.members.count == 2)
    #expect(contents.duplicates == 399_998)
  }

  @Test func `digests that begin alike are told apart`() throws {
    // Without a key the order is that of digests, which somebody may have made up.
    let beginning = String(repeating: "ab", count: 30)
    let lines = (0..<4000).map { number in
      beginning + String(number % 3000 + 4096, radix: 16)
    }
    var random = Dice(seed: RandomSeed.of("digests that begin alike", or: 22))
    let contents = try ListText.read(lines.shuffled(using: &random).joined(separator: "\n"))
    #expect(contents.members.count == 3000)
    #expect(ListText.people(contents) == Set(lines).sorted())
  }
}
