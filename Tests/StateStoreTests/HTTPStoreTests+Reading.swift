import AdsModel
import Foundation
import Outcomes
import Planning
import TestSupport
import Testing

@testable import StateStore

/// What a server answers to those who read, and answers that are lost.
extension HTTPStoreTests {
  @Test func `a server that cannot be read is not a new state`() async throws {
    let place = StateServer().address
    let cases: [(StateServer.Fault, String)] = [
      (.notSent, "no connection to \"states.example\": connection refused"),
      (.lost, "no answer within 60 s"), (.answer(500, "boom"), "the server answered 500: boom"),
      (
        .answer(302, ""),
        "the server answered 302 and leads elsewhere; write the address that it leads to"
      ),
      (.answer(401, ""), "the server answered 401"),
      (.answer(200, #"{"version":4,"serial":3,"resources":[]}"#), "is not a pinplan state"),
      (.truncated, "is damaged (it is cut short, or was changed)"),
    ]
    for (fault, part) in cases {
      let server = StateServer()
      try await server.backend().store([.sample(spring)])
      let before = server.contents
      server.fail("GET", fault)
      let said = await words { () async throws(StateError) in try await server.backend().read() }
      #expect(said?.contains(part) == true, "\(said ?? "nothing")")
      #expect(said?.contains(place) == true)
      server.fail("GET", fault)
      #expect(
        await words { () async throws(StateError) in try await server.backend().open() } != nil)
      #expect(server.contents == before)
    }
  }

  @Test func `a server without locks is told of, and how to name them`() async throws {
    let server = StateServer(.terraform)
    server.fail("LOCK", .answer(405, ""))
    #expect(
      await words { () async throws(StateError) in try await server.backend().open() } == """
        the state in https://states.example/ads cannot be used: LOCK of https://states.example/ads is \
        answered 405, so there is no lock; write `lock_address`, `lock_method` and `unlock_method` as the \
        server has them
        """)
  }

  @Test func `a server that takes every write is found by a check`() async throws {
    let server = StateServer(.terraform)
    try await server.backend().store([.sample(spring)])
    #expect(await server.backend().check().isOK)
    server.isCareless = true
    let check = await server.backend().check()
    #expect(check.findings.map(\.code.rawValue) == ["stale_write"])
  }

  @Test func `an older state than a moment ago is refused`() async throws {
    let server = StateServer()
    let backend = server.backend()
    try await backend.store([.sample(spring)])
    let older = server.contents
    try await backend.store([.sample(women, id: "2")])
    server.contents = older
    #expect(
      await words { () async throws(StateError) in try await backend.read() } == """
        the state in \(server.address) is at serial 4, and a moment ago it was at serial 8: what was applied \
        in between is gone; put the newer one back, or, if somebody restored an older one, try again
        """)
    #expect(await words { () async throws(StateError) in try await backend.open() } != nil)
  }

  @Test func `a known state that the server has no more is never a new one`() async throws {
    let folder = try Folder()
    let path = folder.path + "/state.json"
    let server = StateServer()
    func backend() -> MarkedBackend {
      MarkedBackend(
        server.backend(),
        ProjectMarker(StatePlace(backend: "http", place: server.address), path: path))
    }
    try await backend().store([.sample(spring)])
    let lineage = try #require(try await backend().lineage())
    let gone = """
      there is no state in \(server.address), and the project had one, of lineage \(lineage); put it back, \
      and remove \(path) only if nothing was ever applied
      """
    for (status, body) in [(404, ""), (204, ""), (200, "")] {
      server.fail("GET", .answer(status, body))
      #expect(await words { () async throws(StateError) in try await backend().read() } == gone)
      server.fail("GET", .answer(status, body))
      #expect(await words { () async throws(StateError) in try await backend().open() } == gone)
    }
    let other = StateServer()
    try await other.backend().store([.sample(spring)])
    let found = try #require(try await other.backend().lineage())
    server.contents = other.contents
    #expect(
      await words { () async throws(StateError) in try await backend().read() } == """
        the state in \(server.address) is of lineage \(found), and the project's is of lineage \(lineage); \
        put the project's own back, and remove \(path) only if the state there is meant
        """)
  }

  @Test func `of each answer that may be lost, an apply that is done again knows the same`()
    async throws
  {
    for method in ["GET", "LOCK", "PUT", "UNLOCK"] {
      for position in 0..<6 {
        for fault in [StateServer.Fault.lost, .unanswered, .done(502), .answer(503, "")]
        where method != "GET" || fault.isOfReading {
          let server = StateServer()
          for _ in 0..<position { server.fail(method, .none) }
          server.fail(method, fault)
          try? await server.backend().store([.sample(spring)])
          server.mend()
          _ = try await server.backend().unlock(.anybody)
          let known = try await server.backend().read()?.resources.count ?? 0
          let open = try await server.backend().unsettledCount()
          let session = try await server.backend().open()
          try await session.resolve(
            session.unsettled.map { Resolution($0, .didNotHappen) }, now: .noon)
          try await session.close()
          #expect(known + open <= 1, "\(method) \(position) \(fault)")
          #expect(try await server.backend().unsettledCount() == 0)
          #expect(await server.backend().check().isOK, "\(method) \(position) \(fault)")
        }
      }
    }
  }
}
