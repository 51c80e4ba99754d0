// What is tested is testable in debug builds alone.
#if DEBUG
  import AdsModel
  import CustomerLists
  import Foundation
  import Planning

  @testable import StateStore

  /// A state that is kept in memory: what the contract says of a backend that is no file.
  ///
  /// It stores what the journal decided and decides nothing; leases run out when a test says so.
  public final class MemoryBackend: StateBackend, @unchecked Sendable {
    public let place = "memory"
    public let files: [String] = []
    private let lock = NSLock()
    private var kept: StateDocument?
    public var presence = StatePresence.unlessTraces

    private let newLineage: String

    /// `lineage` is that of a state that it makes.
    public init(lineage: String = "memory") { newLineage = lineage }

    /// What a process that is killed now leaves behind.
    public func afterKill() -> MemoryBackend {
      let copy = MemoryBackend(lineage: newLineage)
      copy.kept = contents
      return copy
    }

    var contents: StateDocument? { lock.withLock { kept } }

    /// Lets the lease of whoever holds the lock run out.
    public func runOut() { lock.withLock { kept?.head.lock?.hasRunOut = true } }

    public func head() -> StateHead? { contents?.head }
    public func snapshot() -> StateDocument? { contents }
    public func read() -> StoredState? { contents?.state }
    public func applies() -> [ApplyRecord] { contents?.applies ?? [] }
    public func operations(ofApply number: Int64) -> [OperationRecord] {
      contents?.operations(ofApply: number) ?? []
    }
    public func life(of address: Address) -> [LifeEvent] { contents?.life(of: address) ?? [] }
    public func begun(_ digits: String) -> BegunApply? { contents?.begun(digits) }
    public func unsettledCount() -> Int { Int(contents?.head.unsettledCount ?? 0) }
    public func unsettledSummary() -> UnsettledSummary? { contents?.unsettledSummary }
    public func recentEffect(at now: MachineTime) -> RecentEffect? {
      contents?.recentEffect(at: now)
    }

    public func members(
      of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
    ) throws {
      // Small, so that a test with a few people sees several.
      let members = contents?.members(of: list, after: last) ?? []
      for start in stride(from: 0, to: members.count, by: 3) {
        try page(Array(members[start..<min(start + 3, members.count)]))
      }
    }
    public func memberCounts() -> [String: Int] { contents?.memberCounts ?? [:] }

    public func open(
      as holder: LockHolder, account: Account, target: TargetKind, now: Instant
    ) throws(StateError) -> any StateSession {
      let new = StateDocument(lineage: newLineage, account: account, target: target)
      let (journal, freed) = try change(new) { (contents) throws(StateError) in
        let head = contents.head
        let write = try head.taking(
          StateLock(id: "lock \(head.fence + 1)", holder: holder), account: account,
          target: target, at: place, presence)
        let journal = Journal(
          contents.state, unsettled: contents.unsettled, taking: write, head: head, of: account,
          at: place, tip: contents.tip, lastEntry: contents.lastEntry)
        try contents.store(write, at: place)
        return (journal, head.lock?.holder)
      }
      let store = MemoryStore(self, releasing: journal.releasing)
      return JournalSession(journal, in: store, freedLock: freed)
    }

    public func refusesStaleWrites() -> Bool? {
      guard var contents else { return nil }
      let stale = StateWrite(
        .init(fence: contents.head.fence - 1, lockID: contents.head.lock?.id, serial: nil),
        serial: contents.head.serial)
      return (try? contents.store(stale, at: place)) == nil
    }

    public func unlock(_ whose: UnlockRule) throws(StateError) -> LockHolder? {
      guard let contents else { return nil }
      return try change(contents) { (contents) throws(StateError) in
        guard let write = try contents.head.unlocking(whose) else { return nil }
        let holder = contents.head.lock?.holder
        try contents.store(write, at: place)
        return holder
      }
    }

    func store(_ write: StateWrite) throws(StateError) -> StoredState? {
      guard let contents else { throw .lockLost(place: place) }
      return try change(contents) { (contents) throws(StateError) in
        try contents.store(write, at: place)
        return write.isReadBack ? contents.state : nil
      }
    }

    /// Changes everything at once or, when something is thrown, nothing.
    private func change<Result>(
      _ new: StateDocument, _ body: (inout StateDocument) throws(StateError) -> Result
    ) throws(StateError) -> Result {
      lock.lock()
      defer { lock.unlock() }
      var contents = kept ?? new
      let result = try body(&contents)
      kept = contents
      return result
    }
  }

  final class MemoryStore: JournalStore {
    private let backend: MemoryBackend
    private let releasing: StateWrite

    init(_ backend: MemoryBackend, releasing: StateWrite) {
      self.backend = backend
      self.releasing = releasing
    }

    deinit { close(releasing) }

    func store(_ write: StateWrite) throws(StateError) -> StoredState? { try backend.store(write) }

    func members(
      of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
    ) throws {
      try backend.members(of: list, after: last, page)
    }

    func memberCounts() -> [String: Int] { backend.memberCounts() }

    func close(_ write: StateWrite) {
      // A lock that is somebody else's by now is left alone.
      _ = try? backend.store(write)
    }
  }
#endif
