import CustomerLists
import Foundation
import Testing

struct KeyTests {
  @Test(arguments: [
    (
      "not base64!",
      "the list key in PINPLAN_LIST_KEY is not base64; `openssl rand -base64 32` makes one"
    ),
    (
      "AAAA",
      "the list key in PINPLAN_LIST_KEY has 3 bytes, not 32; `openssl rand -base64 32` makes one"
    ),
  ])
  func `a variable that is no key is told apart from its value`(_ text: String, _ words: String) {
    let source = ListKeySource(
      environment: ["PINPLAN_LIST_KEY": text], store: nil, place: "the file")
    do throws(ListKeyError) {
      _ = try source.key()
      Issue.record("it is no key")
    } catch {
      #expect(error.description == words)
      #expect(!error.description.contains(text))
    }
  }

  @Test func `the variable goes before the file, and an empty one is none`() throws {
    try Folder.with { folder in
      let store = ListKeyStore.file(folder + "/list.key")
      let none = ListKeySource(environment: [:], store: store, place: "list.key")
      #expect(try none.key() == nil)
      #expect(!FileManager.default.fileExists(atPath: folder + "/list.key"))
      let made = try #require(try none.makeKey())
      #expect(try none.key()?.identity == made.identity)
      #expect(try none.makeKey()?.identity == made.identity)
      let empty = ListKeySource(
        environment: ["PINPLAN_LIST_KEY": ""], store: store, place: "list.key")
      #expect(try empty.key()?.identity == made.identity)
      let set = ListKeySource(
        environment: ["PINPLAN_LIST_KEY": SealingTests.secret + "\n"], store: store,
        place: "list.key")
      #expect(try set.key()?.identity == "9c8a87798a65ae77")
    }
  }

  @Test func `without a place to keep one no key is made`() throws {
    let source = ListKeySource(environment: [:], store: nil, place: "list.key")
    #expect(try source.makeKey() == nil)
  }

  @Test func `the file is its owner's alone, and is written once`() throws {
    try Folder.with { folder in
      let path = folder + "/list.key"
      let store = ListKeyStore.file(path)
      let first = try store.keep("first")
      #expect(first == "first")
      let second = try store.keep("second")
      #expect(second == "first")
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["list.key"])
    }
  }

  @Test func `a file that others can read is refused`() throws {
    try Folder.with { folder in
      let path = folder + "/list.key"
      _ = try ListKeyStore.file(path).keep(SealingTests.secret)
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
      let source = ListKeySource(environment: [:], store: .file(path), place: path)
      #expect(throws: ListKeyError.readableByOthers(path: path)) { try source.key() }
      #expect(
        ListKeyError.readableByOthers(path: "list.key").description
          == "the list key list.key can be read by others; run `chmod 600 list.key`")
    }
  }

  @Test func `a place that cannot be written to or read says why`() throws {
    try Folder.with { folder in
      let path = folder + "/missing/list.key"
      let source = ListKeySource(environment: [:], store: .file(path), place: path)
      #expect(throws: ListKeyError.unwritable(path: path, reason: "no such file or directory")) {
        try source.makeKey()
      }
      #expect(throws: ListKeyError.unreadable(path: folder, reason: "is a directory")) {
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
        _ = try ListKeyStore.file(folder).read()
      }
      #expect(
        ListKeyError.unwritable(path: "list.key", reason: "no space left on device").description
          == "the list key list.key cannot be written: no space left on device")
      #expect(
        ListKeyError.unreadable(path: "list.key", reason: "is a directory").description
          == "the list key list.key cannot be read: is a directory")
      #expect(
        ListKeyError.notOurs(path: "list.key").description
          == "the list key list.key belongs to another user")
    }
  }

  @Test func `a key never prints`() throws {
    let secret = try ListSecret(base64: SealingTests.secret, from: "the test")
    var dumped = ""
    dump(secret, to: &dumped)
    dump(ListKey(secret), to: &dumped)
    #expect(!"\(secret) \(String(reflecting: secret)) \(dumped)".contains("AAECAwQ"))
    #expect(!dumped.contains("\n  - 31"))
  }
}

/// A folder that is gone afterwards.
enum Folder {
  static func with(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "pinplan-list-key-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }
}
