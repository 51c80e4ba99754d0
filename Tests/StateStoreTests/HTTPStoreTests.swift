import AdsModel
import Foundation
import Outcomes
import Planning
import TestSupport
import Testing

@testable import StateStore

/// What backend `http` promises beside the contract of all backends.
struct HTTPStoreTests {
  func words<Value>(_ body: () async throws(StateError) -> Value) async -> String? {
    do throws(StateError) {
      _ = try await body()
      return nil
    } catch {
      #expect(error.exitCode == 3)
      return error.description
    }
  }

  private func withoutSize(_ text: String) -> String {
    guard let start = text.range(of: "its size is "),
      let end = text.range(of: " bytes, and")
    else { return text }
    return text.replacingCharacters(in: start.upperBound..<end.lowerBound, with: "SIZE")
  }

  @Test(arguments: [StateServer.Ways.terraform, .gitLab])
  func `an apply is one put a batch, and looks for the first and the last`(
    _ ways: StateServer.Ways
  ) async throws {
    let server = StateServer(ways)
    let backend = server.backend()
    let session = try await backend.open()
    #expect(server.requests() == ["GET", "LOCK", "GET", "PUT"])
    try await session.begin(.sample, now: .noon)
    #expect(server.requests() == ["PUT", "GET"])
    for batch in 0..<3 {
      try await session.record(
        settled: batch == 0 ? [] : [Settlement(sequence: batch - 1, result: .failed("no"))],
        intending: [.create(batch, .campaign("c\(batch)"))], nextLocalID: 9, now: .noon)
    }
    #expect(server.requests() == ["PUT", "PUT", "PUT"])
    try await session.finish(.done, now: .noon)
    #expect(server.requests() == ["PUT", "GET"])
    try await session.close()
    #expect(server.requests() == ["PUT", "UNLOCK"])
    _ = try await backend.read()
    #expect(server.requests() == ["GET"])
  }

  @Test func `what lies there has a serial that rises with every put, and all of the state`()
    async throws
  {
    let server = StateServer()
    try await server.backend().store([.sample(spring, id: "17")])
    let bytes = try #require(server.contents)
    #expect(String(decoding: bytes.prefix(21), as: UTF8.self) == #"{"serial":6,"state":"# + "\n")
    let form = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    #expect(((form?["state"] as? [String: Any])?["serial"] as? Int) == 4)
  }

  @Test(arguments: [StateServer.Ways.terraform, .gitLab])
  func `of two who want the lock one has it, and the other is told who, as the server says`(
    _ ways: StateServer.Ways
  ) async throws {
    let server = StateServer(ways)
    server.fail(
      "LOCK",
      .answer(
        ways == .gitLab ? 409 : 423,
        #"{"ID":"7c1f","Who":"ana","Created":"2026-11-22T12:00:00Z","Operation":"mine"}"#))
    server.fail(
      "LOCK", .answer(423, #"{"ID":"7c1f","Who":"ana","Created":"2026-11-22T12:00:00Z"}"#))
    #expect(
      await words { () async throws(StateError) in try await server.backend().open() } == """
        the state in \(server.address) is locked by ana since 2026-11-22T12:00:00Z (lock 7c1f); wait until \
        it is done, or, if it is gone for good, free the lock with `pinplan state unlock --force`
        """)
    for _ in 0..<2 { server.fail("LOCK", .answer(409, "locked")) }
    #expect(
      await words { () async throws(StateError) in try await server.backend().open() }?
        .contains("is locked by somebody, as the server does not say who;") == true)
    #expect(server.contents == nil)
  }

  @Test func `a lock that nobody has by the state is freed by force alone`() async throws {
    let server = StateServer()
    let backend = server.backend()
    try await backend.store([.sample(spring)])
    // A process that was killed between the server's lock and the state's.
    let dead = LockInfo("dead", WriteNote("", by: .elsewhere, at: .noon))
    _ = try await server.transport.send(
      StoreRequest("POST", server.address + "/lock", body: dead.json))
    #expect(
      await words { () async throws(StateError) in try await backend.open() }?
        .contains("is locked by cleo@another-host since 2026-11-22T12:00:00Z (lock dead)") == true)
    #expect(
      await words { () async throws(StateError) in try await backend.unlock(.gone) } == """
        the state in \(server.address) is locked by cleo@another-host since 2026-11-22T12:00:00Z (lock dead); \
        wait until it is done, or, if it is gone for good, free the lock with `pinplan state unlock --force`
        """)
    #expect(try await backend.unlock(.run("https://ci.example/runs/9")) == nil)
    #expect(
      try await backend.unlock(.anybody)?.description
        == "cleo@another-host since 2026-11-22T12:00:00Z (lock dead)")
    try await backend.open().close()
  }

  @Test func `a lock that a job took and nobody wrote down is freed by the address of its run`()
    async throws
  {
    let server = StateServer()
    var job = LockHolder.elsewhere
    job.runURL = "https://ci.example/runs/9"
    let lock = LockInfo(LockID.make(for: job), WriteNote("", by: job, at: .noon))
    _ = try await server.transport.send(
      StoreRequest("POST", server.address + "/lock", body: lock.json))
    #expect(try await server.backend().unlock(.run("https://ci.example/runs/8")) == nil)
    #expect(try await server.backend().unlock(.run("https://ci.example/runs/9")) != nil)
    #expect(try await server.backend().unlock(.run("https://ci.example/runs/9")) == nil)
    try await server.backend().open().close()
  }

  @Test func `a lock that is gone is noticed whatever status the put is answered with`()
    async throws
  {
    let server = StateServer()
    let session = try await server.backend().open()
    #expect(
      try await server.store().freeLock(.anybody, WriteNote("", by: .elsewhere, at: .noon)) != nil)
    let place = server.address
    #expect(
      await words { () async throws(StateError) in try await session.begin(.sample, now: .noon) }
        == StateError.lockLost(place: place).description)
    #expect(try await server.backend().applies().isEmpty)
    #expect(try await server.backend().unlock(.anybody) != nil)
  }

  @Test func `a lock that a dead process of this machine took and nobody wrote down is freed`()
    async throws
  {
    let server = StateServer()
    let dead = LockInfo(LockID.make(for: .dead()), WriteNote("", by: .dead(), at: .noon))
    _ = try await server.transport.send(
      StoreRequest("POST", server.address + "/lock", body: dead.json))
    try await server.backend().store([.sample(spring)])
    #expect(!LockID.isOfDeadProcess(LockID.make(for: .alive())))
    #expect(!LockID.isOfDeadProcess(LockID.make(for: .elsewhere)))
    #expect(!LockID.isOfDeadProcess("7c1f"))
  }

  @Test func `a lost answer to a put is looked for`() async throws {
    for fault in [StateServer.Fault.unanswered, .done(502), .done(422), .done(204)] {
      let server = StateServer()
      let session = try await server.backend().open()
      server.fail("PUT", fault)
      try await session.begin(.sample, now: .noon)
      try await session.finish(.done, now: .noon)
      try await session.close()
      #expect(try await server.backend().applies().count == 1)
    }
  }

  @Test func `a put that was not stored is said so, with its own words`() async throws {
    let place = StateServer().address
    let cases: [(StateServer.Fault, String)] = [
      (
        .lost,
        """
        the state in \(place) cannot be reached: no answer within 60 s; nothing is known of what was \
        applied until it can, so try again when it is back
        """
      ),
      (
        .answer(413, "state too big"),
        """
        the state is too large for \(place): its size is SIZE bytes, and the server answered 413: state \
        too big; have the server take larger states, or keep it in backend postgres
        """
      ),
      (
        .answer(422, ""),
        """
        the state in \(place) was not stored: the server answered 422, so it keeps no such documents, or \
        has one of this number from a write that it forgot; nothing more was sent, so look at what is there, \
        then try again
        """
      ),
      (
        .answer(204, ""),
        """
        the state in \(place) was not stored, though the server answered 204: it has what was there before; \
        nothing more was sent, so have the server mended, then try again
        """
      ),
      (
        .answer(200, ""),
        """
        the state in \(place) was not stored, though the server answered 200: it has what was there before; \
        nothing more was sent, so have the server mended, then try again
        """
      ),
      (
        .answer(403, #"{"message":"403 Forbidden"}"#),
        """
        the state in \(place) may not be used: the server answered 403: {"message":"403 Forbidden"}; give \
        this job the right to read and write it, then try again
        """
      ),
      (
        .answer(503, "<html>down</html>"),
        """
        the state in \(place) cannot be reached: the server answered 503; nothing is known of what was \
        applied until it can, so try again when it is back
        """
      ),
      (.answer(409, ""), StateError.lockLost(place: place).description),
      (.answer(423, ""), StateError.lockLost(place: place).description),
    ]
    for (fault, message) in cases {
      let server = StateServer()
      let session = try await server.backend().open()
      server.fail("PUT", fault)
      let said = await words { () async throws(StateError) in
        try await session.begin(.sample, now: .noon)
      }
      #expect(said.map(withoutSize) == message)
      #expect(try await server.backend().applies().isEmpty)
      try? await session.close()
    }
  }

  @Test func `where neither the write nor a look is answered, nothing is known`() async throws {
    let server = StateServer()
    let session = try await server.backend().open()
    server.fail("PUT", .unanswered)
    server.fail("GET", .lost)
    #expect(
      await words { () async throws(StateError) in try await session.begin(.sample, now: .noon) }
        == """
        it is not known whether the last write to the state in \(server.address) was stored: the \
        connection was closed before the answer was whole; run the command again once it can be reached, \
        which finds out
        """)
  }

  @Test func `a lock whose answer is lost is taken once`() async throws {
    for fault in [StateServer.Fault.lost, .unanswered] {
      let server = StateServer()
      server.fail("LOCK", fault)
      try await server.backend().store([.sample(spring)])
      try await server.backend().open().close()
    }
  }

  @Test func `a lock that cannot be given back is told by its id, and everything is stored`()
    async throws
  {
    let server = StateServer()
    let session = try await server.backend().open()
    for _ in 0..<2 { server.fail("UNLOCK", .answer(500, "")) }
    let id = try #require(try await server.backend().snapshot()?.head.lock?.id)
    #expect(
      await words { () async throws(StateError) in try await session.close() } == """
        the lock \(id) on the state in \(server.address) could not be given back: the server answered 500; \
        nothing more is written under it, so free it with `pinplan state unlock --force`
        """)
    #expect(try await server.backend().holder() == nil)
    server.fail("UNLOCK", .unanswered)
    #expect(try await server.backend().unlock(.anybody) != nil)
    try await server.backend().open().close()
  }

  @Test func `a last write that is not stored is told with the lock that stays`() async throws {
    let server = StateServer()
    let session = try await server.backend().open()
    let id = try #require(try await server.backend().snapshot()?.head.lock?.id)
    server.fail("PUT", .answer(503, ""))
    #expect(
      await words { () async throws(StateError) in try await session.close() } == """
        the lock \(id) on the state in \(server.address) could not be given back: the server answered 503; \
        nothing more is written under it, so free it with `pinplan state unlock --force`
        """)
    #expect(try await server.backend().unlock(.anybody) != nil)
    try await server.backend().open().close()
  }

  @Test func `a server is told when the lock was taken`() async throws {
    let server = StateServer()
    let session = try await server.backend().open()
    let answer = try await server.transport.send(
      StoreRequest(
        "POST", server.address + "/lock",
        body: LockInfo("other", WriteNote("", by: .elsewhere, at: .noon)).json))
    #expect(ToldHolder(answer.body).created == LockHolder.alive().acquiredAt.description)
    try await session.close()
  }
}
