import AdsModel
import Foundation
import Planning
import TestSupport
import Testing

@testable import StateStore

/// How a state stands in one file of JSON.
struct DocumentTests {
  /// A state with something in each of its parts.
  private func sample() async throws -> (store: MemoryDocumentStore, bytes: [UInt8]) {
    let store = MemoryDocumentStore()
    let backend = DocumentBackend(store)
    var resource = StoredResource.sample(spring, id: "17", json: #"{"name":"Spring \"26\""}"#)
    resource.privateValues = ["tag": "1"]
    try await backend.store([resource, .sample(hero, id: "18")])
    let session = try await backend.open(.alive("ben"))
    try await session.begin(.sample, now: .noon.later(60))
    try await session.record(
      settled: [], intending: [.create(0, women, id: "19")], nextLocalID: 10, now: .noon.later(61))
    return (store, try #require(store.contents).bytes)
  }

  @Test func `one row is one line, and the last one seals what stands before`() async throws {
    var (_, bytes) = try await sample()
    var document = try StateDocument(bytes: bytes)
    document.head.lineage = "b1a7"
    document.head.lock = StateLock(id: "L1", holder: .elsewhere)
    bytes = document.bytes
    let lines = String(decoding: bytes, as: UTF8.self)
      .replacing(#/"digest":"[0-9a-f]{64}"/#, with: #""digest":"…""#)
    #expect(
      lines == """
        {"schema_version":1,
        "lineage":"b1a7",
        "serial":6,
        "head":{"account":{"country":"GB","currency":"GBP","name":"northwind-uk"},"fence":2,\
        "lock":{"boot":"b","host":"another-host","id":"L1","machine":"m","pid":4711,\
        "purpose":"apply","run":"https://ci.example/runs/9","since":1795348800,"started":"1",\
        "user":"cleo"},"next_local_id":10,"target":"local","unsettled":1},
        "applied_moves":[],
        "unfinished":[],
        "resources":[
        {"address":"ad/spring/women/hero","attributes":"{}","id":"18","status":"active","version":3},
        {"address":"campaign/spring","attributes":"{\\"name\\":\\"Spring \\\\\\"26\\\\\\"\\"}",\
        "id":"17","private":{"tag":"1"},"status":"active","version":3}],
        "lists":[],
        "history":[
        """ + lines.suffix(from: try #require(lines.firstRange(of: "\"history\":[")).upperBound))
    #expect(lines.hasSuffix("],\n\"digest\":\"…\"}\n"))
    #expect(bytes == (try StateDocument(bytes: bytes)).bytes)
  }

  @Test func `a file that is cut short anywhere is refused`() async throws {
    let (_, bytes) = try await sample()
    for length in bytes.indices {
      let fault = await fault(of: Array(bytes[..<length]))
      #expect(fault != nil, "\(length) bytes of \(bytes.count)")
      if length == bytes.count / 2 {
        #expect(fault == .damaged(detail: "it is cut short, or was changed"))
      }
    }
  }

  @Test func `a file in which any byte is another one is refused`() async throws {
    let (_, bytes) = try await sample()
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1
      #expect(await fault(of: changed) != nil, "byte \(place)")
    }
  }

  @Test func `what is no state says what is wrong and what to do`() async throws {
    let words: [(String, String)] = [
      (
        "",
        """
        the state in memory is empty, which pinplan never leaves behind; put back what was there, and \
        remove it only if nothing was ever applied
        """
      ),
      (
        #"{"version":4,"serial":1}"#,
        """
        what is in memory is not a pinplan state and is left as it is; move it away, or put back the \
        state that belongs there
        """
      ),
      (
        #"{"schema_version":2,"rows":[]}"#,
        """
        the state in memory was written by a newer pinplan: its format is 2, this one reads up to 1; \
        use the newer pinplan
        """
      ),
      (
        #"{"schema_version":1,"lineage":"b1a7"}"#,
        """
        the state in memory is damaged (it is not what was written) and is left as it is; put back a \
        good copy of it
        """
      ),
      (
        #"{"schema_version":1,"lin"#,
        """
        the state in memory is damaged (it is cut short, or was changed) and is left as it is; put \
        back a good copy of it
        """
      ),
    ]
    for (text, message) in words {
      let store = MemoryDocumentStore()
      store.put(Array(text.utf8))
      let backend = DocumentBackend(store)
      let error = await awaitedFailure { () async throws(StateError) in try await backend.read() }
      #expect(error?.description == message)
      #expect(error?.exitCode == 3)
      // Nor does it write over it.
      let refusal = await awaitedFailure { () async throws(StateError) in try await backend.open() }
      #expect(refusal == error)
      #expect(store.contents?.bytes == Array(text.utf8))
    }
  }

  @Test func `each write says what it is about`() async throws {
    let (store, _) = try await sample()
    #expect(
      store.notes.map(\.summary) == [
        "lock for apply", "apply 1 begins", "intend 2", "settle 2", "entry 1 is done", "unlock",
        "lock for apply", "apply 2 begins", "intend 1",
      ])
    #expect(store.notes.filter(\.isMilestone).count == 3)
    #expect(Set(store.notes.map(\.user)) == ["ana", "ben"])
  }

  private func fault(of bytes: [UInt8]) async -> DocumentFault? {
    do throws(DocumentFault) {
      _ = try StateDocument(bytes: bytes)
      return nil
    } catch {
      return error
    }
  }
}
