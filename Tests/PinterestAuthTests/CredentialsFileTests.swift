import Foundation
import Testing

@testable import PinterestAPI

struct CredentialsFileTests {
  @Test func `the file is the owner's alone and reads back as it was`() throws {
    let script = Script()
    let tokens = [StoredToken.sample(days: 3), .sample(days: 4, account: "9")]
    for token in tokens { try script.file.store(token) }
    #expect(try script.file.tokens() == tokens)
    var status = stat()
    #expect(stat(script.file.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test func `a file that others can read is refused`() throws {
    let script = Script()
    try script.file.store(.sample(days: 3))
    chmod(script.file.path, 0o640)
    let error = #expect(throws: AuthError.self) { try script.file.tokens() }
    let shown = script.file.path.prefix(60)
    #expect(
      error?.description
        == "\"\(shown)…\" holds tokens and can be read by others; run `chmod 600` on it, and log in anew if others may have read it"
    )
  }

  @Test(arguments: ["{", "{}", #"{"format_version":2,"tokens":[]}"#])
  func `a damaged file is no empty file`(_ text: String) throws {
    let script = Script()
    try PrivateFile.write(Array(text.utf8), to: script.file.path)
    let error = #expect(throws: AuthError.self) { try script.file.tokens() }
    #expect(error == .damaged(path: script.file.path))
  }

  @Test func `a folder that cannot be made is told`() throws {
    let file = CredentialsFile(path: "/proc/nowhere/credentials.json")
    let error = #expect(throws: AuthError.self) { try file.store(.sample(days: 1)) }
    #expect(
      error?.description
        == #""/proc/nowhere/credentials.json" cannot be written: its folder cannot be made"#)
  }

  @Test func `the place follows the usual variables`() throws {
    func path(_ environment: [String: String]) throws -> String {
      try CredentialsFile(environment: environment).path
    }
    #expect(
      try path(["PINPLAN_CREDENTIALS": "c.json", "HOME": "/home/a"]) == "c.json")
    #expect(
      try path(["XDG_CONFIG_HOME": "/x", "HOME": "/home/a"]) == "/x/pinplan/credentials.json")
    #expect(try path(["HOME": "/home/a"]) == "/home/a/.config/pinplan/credentials.json")
    let error = #expect(throws: AuthError.self) { try path([:]) }
    #expect(
      error?.description
        == "there is no home folder to keep credentials in; set PINPLAN_CREDENTIALS to a file")
  }

  @Test func `a token is forgotten alone`() async throws {
    let script = Script()
    try script.file.store(.sample(days: 3))
    try script.file.store(.sample(days: 4, account: "9"))
    #expect(try await script.file.remove(host: "api.pinterest.com", account: "9"))
    #expect(try script.file.tokens() == [.sample(days: 3)])
    #expect(try await !script.file.remove(host: "api.pinterest.com", account: "9"))
  }

  @Test func `two who refresh wait for each other`() async throws {
    let script = Script()
    let lock = try await PrivateFile.lock(script.file.path)
    let second = Task { () async -> Bool in
      let lock = try? await PrivateFile.lock(script.file.path)
      return withExtendedLifetime(lock) { lock != nil }
    }
    try await Task.sleep(for: .milliseconds(50))
    second.cancel()
    #expect(await second.value == false)
    withExtendedLifetime(lock) {}
  }
}
