import AdsModel
import Crypto
import CustomerLists
import Diagnostics
import Foundation
import TestSupport
import Testing

/// Files as they are in the world.
struct ReadingTests {
  /// SHA-256 of the address, as `printf ana@x.example | sha256sum` has it.
  private static func digest(_ address: String) -> String {
    SHA256.hash(data: Array(address.utf8)).map { String(format: "%02x", $0) }.joined()
  }

  @Test func `what stands for a person is SHA-256 of the normalised address`() throws {
    let contents = try ListText.read("ana@northwind.example\n")
    #expect(
      ListText.people(contents) == [
        "ed8c33be576edc2a270fe3a098b84a595713a425601f0b8a75f3b01e6ca6a4bb"
      ])
  }

  @Test(arguments: [
    "ana@x.example", "ana@x.example\n", "ana@x.example\r\n", "ana@x.example\r",
    "\u{FEFF}ana@x.example\n", "\u{FEFF}\"ana@x.example\"\r\n", "ANA@X.Example\n",
    "  ana@x.example   \n", "\" Ana@x.example \"\n", "ana@x.example\u{A0}\n",
    "ana@x.example\nana@x.example\n\"ANA@x.example\"\n", "\u{200B}ana@x.example\n",
  ])
  func `one person is read from all that files put around an address`(_ text: String) throws {
    let contents = try ListText.read(text)
    #expect(contents.diagnostics == [])
    #expect(contents.hashing == ListHashing.none)
    #expect(ListText.people(contents) == [Self.digest("ana@x.example")])
  }

  @Test func `an address outside of ASCII is put in lower case too`() throws {
    let contents = try ListText.read("Müller@BÜCHER.example\n")
    #expect(ListText.people(contents) == [Self.digest("müller@bücher.example")])
  }

  @Test(arguments: [
    (Insecure.MD5.hash(data: Data("a".utf8)).map { $0 }, ListHashing.md5),
    (Insecure.SHA1.hash(data: Data("a".utf8)).map { $0 }, .sha1),
    (SHA256.hash(data: Data("a".utf8)).map { $0 }, .sha256),
  ])
  func `a digest is taken as it is, in either case`(_ bytes: [UInt8], _ hashing: ListHashing) throws
  {
    let hexadecimal = bytes.map { String(format: "%02x", $0) }.joined()
    let contents = try ListText.read(hexadecimal.uppercased() + "\n" + hexadecimal + "\n")
    #expect(contents.diagnostics == [])
    #expect(contents.hashing == hashing)
    #expect(contents.duplicates == 1)
    #expect(ListText.people(contents) == [hexadecimal])
  }

  @Test func `ids are digested as they are written, Apple's in lower case`() throws {
    let id = "38400000-8cf0-11bd-b23e-10b96e40000d"
    let android = try ListText.read(id + "\n", as: .maid)
    #expect(ListText.people(android) == [Self.digest(id)])
    let apple = try ListText.read(id.uppercased() + "\n", as: .idfa)
    #expect(ListText.people(apple) == [Self.digest(id)])
  }

  @Test func `an Excel export is told line by line what is too much`() throws {
    let text = "\u{FEFF}sep=;\r\nE-mail;Name\r\nana@x.example;Ana Lima\r\n\"bo@x.example\";Bo\r\n"
    #expect(
      try ListText.findings(text) == [
        "1:1 list.header: the first line tells Excel the separator (`sep=`) and is no entry",
        "2:1 list.header: the first line is a title and no entry",
        "3:14 list.extra_column: the line has a second column, after a semicolon",
        "4:15 list.extra_column: the line has a second column, after a semicolon",
      ])
  }

  @Test func `a title is one on the first line only`() throws {
    #expect(
      try ListText.findings("ana@x.example\nemail\n") == [
        "2:1 list.not_an_email: the line is neither an email address nor a digest of one"
      ])
  }

  @Test func `lines, entries and duplicates are counted`() throws {
    let contents = try ListText.read("ana@x.example\nbo@x.example\n\nana@x.example\r\ncy@x.example")
    #expect(contents.lines == 5)
    #expect(contents.entries == 4)
    #expect(contents.duplicates == 1)
    #expect(contents.members.count == 3)
  }

  @Test func `single values are read by the same rules`() throws {
    var reader = PersonReader(.email)
    let plain = try reader.read(" ANA@x.example ")
    #expect(plain.digest.hexadecimal(plain.kind) == Self.digest("ana@x.example"))
    #expect(plain.hashing == ListHashing.none)
    let hashed = try reader.read(Self.digest("ana@x.example").uppercased())
    #expect(hashed.digest == plain.digest && hashed.hashing == .sha256)
    #expect(throws: PersonReader.Rejection.self) { try reader.read("nobody") }
    let refused: [(String, DiagnosticCode)] = [
      ("nobody", .listNotAnEmail), ("", .listEmptyLine), ("a,b", .listExtraColumn),
      ("a\tb", .listTab), ("Ana Lima", .listPersonalData), ("a\0b", .listEncoding),
      ("38400000-8cf0-11bd-b23e-10b96e40000d", .listMixedIdentifiers),
      (String(repeating: "a", count: 5000) + "@x.example", .listNotAnEmail),
    ]
    for (value, code) in refused {
      do throws(PersonReader.Rejection) {
        _ = try reader.read(value)
        Issue.record("\(code) was expected")
      } catch {
        #expect(error.code == code)
      }
    }
    var ids = PersonReader(.maid)
    do throws(PersonReader.Rejection) {
      _ = try ids.read("38400000-8CF0-11BD-B23E-10B96E40000D")
      Issue.record("an upper-case id was expected to be refused")
    } catch {
      #expect(error.code == .listNotLowerCase)
    }
  }

  @Test func `a line of many megabytes is passed over`() throws {
    let before = Memory.peak
    var sent = 0
    let source = ByteSource { (buffer) throws(ByteSource.Failure) in
      guard sent < 512 << 20 else { return 0 }
      sent += buffer.count
      buffer.initializeMemory(as: UInt8.self, repeating: UInt8(ascii: "a"))
      return buffer.count
    }
    let contents = try ListReader(file: ListText.file, identifier: .email).read(source)
    #expect(
      ListText.findings(of: contents) == [
        "1:1 list.not_an_email: the line is longer than 4096 bytes, so it is not an email address"
      ])
    #expect(Memory.peak - before < 64 << 20)
  }

  @Test func `a source that fails says why`() throws {
    let source = ByteSource { (_) throws(ByteSource.Failure) in
      throw .unreadable(reason: "input/output error")
    }
    #expect(throws: ByteSource.Failure.unreadable(reason: "input/output error")) {
      _ = try ListReader(file: ListText.file, identifier: .email).read(source)
    }
    #expect(throws: ByteSource.Failure.missing) { _ = try ByteSource.file("/nowhere/a.csv") }
    #expect(throws: ByteSource.Failure.unreadable(reason: "is a directory")) {
      _ = try ListReader(file: ListText.file, identifier: .email).read(.file("/"))
    }
  }
}

/// What the process has used.
enum Memory {
  /// The most so far, in bytes.
  static var peak: Int {
    var usage = rusage()
    #if os(Linux)
      getrusage(__rusage_who_t(0), &usage)
      return usage.ru_maxrss << 10
    #else
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #endif
  }
}
