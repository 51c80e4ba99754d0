import CustomerLists
import TestSupport
import Testing

@testable import StateStore

/// The backends that the contract is held against; the next one joins with a line.
enum Backend: CaseIterable {
  case sqlite, memory, document, git, http, postgres, pooledPostgres

  /// Those whose servers are installed; a test of its own says which are not.
  static var allCases: [Self] {
    [.sqlite, .memory, .document, .git, .http]
      + (DatabaseServer.missing.isEmpty ? [.postgres, .pooledPostgres] : [])
  }

  func make() throws -> KeptState {
    switch self {
    case .sqlite: .sqlite(try Folder())
    case .memory: .memory(MemoryBackend())
    case .document: .document(MemoryDocumentStore())
    case .git: .git(try GitOrigin())
    case .postgres: .postgres(try PostgresState(DatabaseServer.shared?.ways.url))
    case .pooledPostgres: .postgres(try PostgresState(DatabaseServer.shared?.ways.pooled))
    case .http: .http(StateServer())
    }
  }
}

/// A state that nobody else has, with what a test does to it from outside.
struct KeptState {
  let backend: any StateBackend
  /// What a process that is killed now would leave behind.
  let afterKill: () async throws -> KeptState
  /// The same place for who replaces what is there.
  let replacing: () -> any StateBackend
  /// Lets the lease of the lock's holder run out; none where there are no leases.
  var runOut: (() -> Void)?

  static func sqlite(_ folder: Folder) -> Self {
    // The folder lasts as long as somebody may make a copy of it.
    Self(
      backend: folder.backend, afterKill: { .sqlite(try folder.afterKill()) },
      replacing: { SQLiteBackend(path: folder.state, presence: .replaced) })
  }

  static func memory(_ backend: MemoryBackend) -> Self {
    Self(
      backend: backend,
      afterKill: { .memory(backend.afterKill()) },
      replacing: {
        backend.presence = .replaced
        return backend
      },
      runOut: { backend.runOut() })
  }

  static func document(_ store: MemoryDocumentStore) -> Self {
    Self(
      backend: DocumentBackend(store),
      afterKill: { .document(MemoryDocumentStore(store.contents)) },
      replacing: { DocumentBackend(store, presence: .replaced) })
  }

  static func postgres(_ state: PostgresState) -> Self {
    Self(
      backend: state.backend(), afterKill: { .postgres(try state.copy()) },
      replacing: { state.backend(.replaced) },
      runOut: { _ = try? state.sql(PostgresState.runOut) })
  }

  static func git(_ origin: GitOrigin) -> Self {
    // The origin lasts as long as somebody may make a copy of it.
    Self(
      backend: DocumentBackend(origin.store()), afterKill: { .git(try origin.copy()) },
      replacing: { DocumentBackend(origin.store(), presence: .replaced) })
  }

  static func http(_ server: StateServer) -> Self {
    Self(
      backend: server.backend(), afterKill: { .http(server.copy()) },
      replacing: { server.backend(.replaced) })
  }

  /// Everything that can be read, in words: what nothing was written to stays the same.
  func reading() async throws -> [String] {
    var words: [String] = []
    func add(_ value: Any) {
      var text = ""
      dump(value, to: &text)
      words.append(text)
    }
    add(try await backend.read() as Any)
    let applies = try await backend.applies()
    add(applies)
    for apply in applies { add(try await backend.operations(ofApply: apply.number)) }
    add(try await backend.unsettledCount())
    add(try await backend.holder() as Any)
    for (list, count) in try await backend.memberCounts().sorted(by: { $0.key < $1.key }) {
      add([list, "\(count)"])
      add(try await backend.allMembers(of: list).map(\.bytes))
    }
    return words
  }
}
