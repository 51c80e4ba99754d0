import AdsModel
import CustomerLists
import Foundation
import Planning

/// Keeps a state as one document in a store that does not know what it says.
///
/// The lock is in the document, so whoever swaps it first has it. As no two machines share a clock, it
/// has no lease: a holder of another host that is gone has to be unlocked by force.
public struct DocumentBackend: StateBackend {
  private let store: any DocumentStore
  private let presence: StatePresence
  private let seen = SeenDocument()

  init(_ store: any DocumentStore, presence: StatePresence = .unlessTraces) {
    self.store = store
    self.presence = presence
  }

  /// A state in a file of a branch of a project's `origin`; `workspace` names it among others there.
  public static func onBranch(
    _ branch: String, ofProject folder: String, workspace: String, presence: StatePresence
  ) -> Self {
    Self(GitStore(project: folder, branch: branch, workspace: workspace), presence: presence)
  }

  /// A state on a server that speaks Terraform's HTTP protocol.
  public static func onServer(
    _ place: HTTPPlace, presence: StatePresence,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    _ transport: StoreTransport
  ) -> Self {
    Self(HTTPStore(place, environment: environment, transport), presence: presence)
  }

  public var place: String { store.place }
  public var files: [String] { [] }

  /// How often somebody may be faster before we give up.
  private static let attempts = 8

  private typealias Kept = (document: StateDocument, version: String)

  private func kept() async throws(StateError) -> Kept? {
    guard let kept = try await store.read() else { return nil }
    let document: StateDocument
    do throws(DocumentFault) { document = try StateDocument(bytes: kept.bytes) } catch {
      throw .document(place, error)
    }
    try seen.hold(document, at: place)
    return (document, kept.version)
  }

  /// As it is now.
  private func document() async throws(StateError) -> StateDocument? {
    let document = try await kept()?.document
    if document == nil, presence == .expected { throw .store(place, .missing) }
    seen.document = document
    return document
  }

  /// As it was last read, where it was: what a command reads one after the other is of one moment.
  private func lastDocument() async throws(StateError) -> StateDocument? {
    if let document = seen.document { return document }
    return try await document()
  }

  // MARK: - Reading

  public func head() async throws(StateError) -> StateHead? { try await lastDocument()?.head }

  public func snapshot() async throws(StateError) -> StateDocument? { try await document() }

  public func read() async throws(StateError) -> StoredState? { try await document()?.state }

  public func applies() async throws(StateError) -> [ApplyRecord] {
    try await lastDocument()?.applies ?? []
  }

  public func operations(ofApply number: Int64) async throws(StateError) -> [OperationRecord] {
    try await lastDocument()?.operations(ofApply: number) ?? []
  }

  public func life(of address: Address) async throws(StateError) -> [LifeEvent] {
    try await lastDocument()?.life(of: address) ?? []
  }

  public func begun(_ digits: String) async throws(StateError) -> BegunApply? {
    try await lastDocument()?.begun(digits)
  }

  public func unsettledCount() async throws(StateError) -> Int {
    Int(try await lastDocument()?.head.unsettledCount ?? 0)
  }

  public func unsettledSummary() async throws(StateError) -> UnsettledSummary? {
    try await lastDocument()?.unsettledSummary
  }

  public func recentEffect(at now: MachineTime) async throws(StateError) -> RecentEffect? {
    try await lastDocument()?.recentEffect(at: now)
  }

  public func members(
    of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
  ) async throws {
    try await lastDocument()?.members(of: list, after: last, page)
  }

  public func memberCounts() async throws(StateError) -> [String: Int] {
    try await lastDocument()?.memberCounts ?? [:]
  }

  // MARK: - The lock

  public func open(
    as holder: LockHolder, account: Account, target: TargetKind, now: Instant
  ) async throws(StateError) -> any StateSession {
    seen.document = nil
    let lock = StateLock(id: LockID.make(for: holder), holder: holder)
    for _ in 0..<Self.attempts {
      let found = try await kept()
      if found == nil, presence == .expected { throw .store(place, .missing) }
      var document =
        found?.document
        ?? StateDocument(
          lineage: UUID().uuidString.lowercased(), account: account, target: target)
      let head = document.head
      let write = try head.taking(
        lock, account: account, target: target, at: place, presence)
      let journal = Journal(
        document.state, unsettled: head.unsettledCount == 0 ? [] : document.unsettled,
        taking: write, head: head, of: account, at: place, tip: document.tip,
        lastEntry: document.lastEntry)
      try document.store(write, at: place)
      let note = WriteNote(write, by: holder, .taking(lock.id, from: head.lock?.id))
      switch try await store.swap(document.bytes, for: found?.version, note) {
      case .stored(let version):
        let store = DocumentSession(
          document, version: version, in: store, of: holder, showing: seen)
        return JournalSession(journal, in: store, freedLock: head.lock?.holder)
      // Whoever was faster may have given it back by now.
      case .raced: continue
      }
    }
    throw .busy(place: place)
  }

  public func unlock(_ whose: UnlockRule) async throws(StateError) -> LockHolder? {
    seen.document = nil
    let now = Instant(secondsSince1970: Int64(Date().timeIntervalSince1970))
    let by = LockHolder.current(purpose: "state unlock", now: now)
    let note = WriteNote("unlock", by: by, at: now)
    var freed: String?
    if whose == .anybody { freed = try await store.freeLock(whose, note) }
    for _ in 0..<Self.attempts {
      guard let found = try await kept(), let lock = found.document.head.lock else {
        if whose != .anybody { freed = try await store.freeLock(whose, note) }
        return freed.map { LockHolder(told: $0, now: now) }
      }
      guard let write = try found.document.head.unlocking(whose) else { return nil }
      var document = found.document
      try document.store(write, at: place)
      let note = WriteNote("unlock", by: by, at: now, .breaking(lock.id))
      if case .stored = try await store.swap(document.bytes, for: found.version, note) {
        return lock.holder
      }
    }
    throw .busy(place: place)
  }

  public func refusesStaleWrites() async throws(StateError) -> Bool? {
    guard let kept = try await store.read() else { return nil }
    return try await store.refusesStaleSwap(kept)
  }
}

/// What a command read last.
final class SeenDocument: @unchecked Sendable {
  private let lock = NSLock()
  private var kept: StateDocument?
  private var newest: (lineage: String, serial: Int64)?

  var document: StateDocument? {
    get { lock.withLock { kept } }
    set {
      lock.withLock {
        kept = newValue
        if let newValue { newest = (newValue.lineage, newValue.serial) }
      }
    }
  }

  /// Refuses a document that is older than one that was read before: a copy of the place that lags, or a
  /// place that was set back.
  func hold(_ document: StateDocument, at place: String) throws(StateError) {
    let newest = lock.withLock { self.newest }
    if let newest, newest.lineage == document.lineage, newest.serial > document.serial {
      throw .store(place, .older(had: newest.serial, has: document.serial))
    }
  }
}

/// A document whose lock is held; every write proves that it still is.
final class DocumentSession: JournalStore {
  private let store: any DocumentStore
  private let holder: LockHolder
  private var document: StateDocument { didSet { seen.document = document } }
  private var version: String
  private let seen: SeenDocument

  init(
    _ document: StateDocument, version: String, in store: any DocumentStore, of holder: LockHolder,
    showing seen: SeenDocument
  ) {
    self.seen = seen
    seen.document = document
    self.document = document
    self.version = version
    self.store = store
    self.holder = holder
  }

  func store(_ write: StateWrite) async throws(StateError) -> StoredState? {
    var next = document
    try next.store(write, at: store.place)
    guard let id = document.head.lock?.id else { throw .lockLost(place: store.place) }
    let use: LockUse = next.head.lock == nil ? .releasing(id) : .held(id)
    guard
      case .stored(let version) = try await store.swap(
        next.bytes, for: version, WriteNote(write, by: holder, use))
    else { throw .lockLost(place: store.place) }
    self.version = version
    document = next
    return write.isReadBack ? next.state : nil
  }

  func members(
    of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
  ) throws {
    try document.members(of: list, after: last, page)
  }

  func memberCounts() -> [String: Int] { document.memberCounts }

  func close(_ write: StateWrite) async throws(StateError) {
    let id = document.head.lock?.id ?? ""
    do throws(StateError) {
      _ = try await store(write)
    } catch .lockLost {
      // A lock that is somebody else's by now is left alone.
    } catch .store(let place, let fault) {
      if case .stillLocked = fault { throw .store(place, fault) }
      throw .store(place, .stillLocked(lock: id, fault.words))
    }
  }
}

extension StateDocument {
  /// Hands on who is on a list, page by page.
  fileprivate func members(
    of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
  ) throws {
    var rest = members(of: list, after: last)
    while !rest.isEmpty {
      try page(Array(rest.prefix(4096)))
      rest = rest.dropFirst(4096)
    }
  }
}
