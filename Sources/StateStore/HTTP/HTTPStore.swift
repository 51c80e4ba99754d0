import AdsModel
import Foundation

/// A state on a server that speaks Terraform's HTTP protocol: GitLab and others.
///
/// The server's lock is held from the write that takes the lock of the state until the one that gives it
/// back, and every put carries its id: the server refuses one whose lock is gone. There is no clock that
/// both share, so there is no lease.
struct HTTPStore: DocumentStore {
  let place: String
  let http: HTTPPlace
  private let environment: [String: String]
  private let transport: StoreTransport
  /// How long a lock that nobody has by the document is waited for, by tries.
  private let waits: [Duration]

  init(
    _ http: HTTPPlace, environment: [String: String], _ transport: StoreTransport,
    waits: [Duration] = [.milliseconds(100), .milliseconds(300), .milliseconds(600)]
  ) {
    place = http.address
    self.http = http
    self.environment = environment
    self.transport = transport
    self.waits = waits
  }

  // MARK: - Reading

  func read() async throws(StateError) -> KeptBytes? {
    let answer = try await send("GET", http.address)
    switch answer.status {
    case 200 where answer.body.isEmpty, 204, 404: return nil
    case 200:
      let envelope = HTTPEnvelope(reading: answer.body)
      return KeptBytes(bytes: envelope.document, version: envelope.version)
    default: throw failure(answer)
    }
  }

  // MARK: - Writing

  func swap(
    _ bytes: [UInt8], for version: String?, _ note: WriteNote
  ) async throws(StateError) -> SwapResult {
    switch note.lock {
    case .held(let id): return try await put(bytes, over: version, under: id, note)
    case .releasing(let id):
      let result = try await put(bytes, over: version, under: id, note)
      if case .stored = result { try await unlock(id, note) }
      return result
    case .taking(let id, let before):
      return try await swap(bytes, for: version, note, locking: id, after: before, keeps: true)
    case .breaking(let before):
      return try await swap(
        bytes, for: version, note, locking: UUID().uuidString.lowercased(), after: before,
        keeps: false)
    }
  }

  /// Looks once more under the server's lock whether it is still what was read.
  private func swap(
    _ bytes: [UInt8], for version: String?, _ note: WriteNote, locking id: String,
    after before: String?, keeps: Bool
  ) async throws(StateError) -> SwapResult {
    // Who had it is gone, or is to be taken for it.
    if let before { _ = try await send(http.unlockMethod, http.lockAddress, info(before, note)) }
    try await lock(id, note, waits: before == nil ? waits : [])
    let result: SwapResult
    do throws(StateError) {
      let isAsRead = try await read()?.version == version
      result = isAsRead ? try await put(bytes, over: version, under: id, note) : .raced
    } catch {
      // What is not known to be stored is not to keep others away.
      try? await unlock(id, note)
      throw error
    }
    switch result {
    // Who tries again takes it by the same id.
    case .raced: try? await unlock(id, note)
    case .stored: if !keeps { try await unlock(id, note) }
    }
    return result
  }

  /// Puts bytes under a lock, and finds out what became of it whatever the answer is.
  private func put(
    _ bytes: [UInt8], over version: String?, under id: String, _ note: WriteNote
  ) async throws(StateError) -> SwapResult {
    let envelope = HTTPEnvelope(HTTPEnvelope.number(of: version) + 1, bytes)
    let stored = SwapResult.stored(version: envelope.version)
    var problem: StoreFault
    var mayBeLost = false
    do throws(StateError) {
      let answer = try await send("POST", http.putting(under: id), envelope.bytes)
      problem = fault(answer)
      switch answer.status {
      // A server that says so may have stored nothing, so the first and the last write are looked for.
      case 200, 201, 204:
        if answer.status != 204, !note.isMilestone { return stored }
        problem = .notStored(answer.status)
      case 409, 423: return .raced
      case 413: throw .store(place, .tooLarge(bytes: envelope.bytes.count, words(answer)))
      case 422: problem = .notTaken(words(answer))
      case 401, 403: break
      // GitLab has no status of its own for a lock that is gone.
      default: mayBeLost = true
      }
    } catch .store(_, .unanswered(let words)) {
      problem = .unreachable(words)
    }
    let kept: KeptBytes?
    do throws(StateError) { kept = try await read() } catch {
      throw .store(place, .unconfirmed(problem.words))
    }
    if kept?.version == envelope.version { return stored }
    guard kept?.version == version else { return .raced }
    // Nobody else wrote, so ours was not stored.
    if mayBeLost, await isLost(id, note) { return .raced }
    throw .store(place, problem)
  }

  // MARK: - The server's lock

  /// Whether the server's lock is certainly not ours any more.
  private func isLost(_ id: String, _ note: WriteNote) async -> Bool {
    guard let answer = try? await send(http.lockMethod, http.lockAddress, info(id, note)) else {
      return false
    }
    if [409, 423].contains(answer.status) { return (ToldHolder(answer.body).id ?? id) != id }
    guard (200...204).contains(answer.status) else { return false }
    try? await unlock(id, note)
    return true
  }

  /// Takes the server's lock; throws who holds it.
  private func lock(
    _ id: String, _ note: WriteNote, waits: [Duration]
  ) async throws(StateError) {
    var waits = waits[...]
    var freed: Set<String> = []
    while true {
      var answer: StoreAnswer
      do throws(StateError) {
        answer = try await send(http.lockMethod, http.lockAddress, info(id, note))
      } catch .store(_, .unanswered) {
        // It may be ours by now, which the next answer says.
        do throws(StateError) {
          answer = try await send(http.lockMethod, http.lockAddress, info(id, note))
        } catch {
          try? await unlock(id, note)
          throw error
        }
      }
      switch answer.status {
      case 200, 201, 204: return
      case 409, 423:
        let holder = ToldHolder(answer.body)
        if holder.id == id { return }
        if let dead = holder.id, LockID.isOfDeadProcess(dead), !freed.contains(dead) {
          freed.insert(dead)
          _ = try await send(http.unlockMethod, http.lockAddress, info(dead, note))
          continue
        }
        guard let wait = waits.popFirst() else {
          throw .store(place, .locked(holder.description))
        }
        try? await Task.sleep(for: wait)
      case 404, 405, 501:
        throw .store(
          place,
          .notSetUp(
            """
            \(http.lockMethod) of \(http.lockAddress) is answered \(answer.status), so there is no lock; \
            write `lock_address`, `lock_method` and `unlock_method` as the server has them
            """))
      default: throw failure(answer)
      }
    }
  }

  /// Gives the server's lock back; what is stored is stored whether or not it can.
  private func unlock(_ id: String, _ note: WriteNote) async throws(StateError) {
    var words = ""
    for _ in 0..<2 {
      do throws(StateError) {
        let answer = try await send(http.unlockMethod, http.lockAddress, info(id, note))
        // By the second time it may be nobody's, or another's.
        if (200...204).contains(answer.status) || [404, 409, 423].contains(answer.status) {
          return
        }
        words = "the server answered \(answer.status)"
      } catch {
        words = error.storeWords
      }
    }
    throw .store(place, .stillLocked(lock: id, words))
  }

  func freeLock(
    _ whose: UnlockRule, _ note: WriteNote
  ) async throws(StateError) -> String? {
    let id = UUID().uuidString.lowercased()
    let answer = try await send(http.lockMethod, http.lockAddress, info(id, note))
    switch answer.status {
    case 200, 201, 204:
      try await free(id, note)
      return nil
    case 409, 423:
      let holder = ToldHolder(answer.body)
      guard try mayFree(holder, whose) else { return nil }
      // Without an id it is whosever it is.
      try await free(holder.id ?? "", note)
      return holder.description
    default: throw failure(answer)
    }
  }

  private func free(_ id: String, _ note: WriteNote) async throws(StateError) {
    var gone: [Int] = []
    var answer: StoreAnswer
    do throws(StateError) {
      answer = try await send(http.unlockMethod, http.lockAddress, info(id, note))
    } catch .store(_, .unanswered) {
      // By now it may be nobody's, or another's.
      gone = [404, 409, 423]
      answer = try await send(http.unlockMethod, http.lockAddress, info(id, note))
    }
    guard (200...204).contains(answer.status) || gone.contains(answer.status) else {
      throw failure(answer)
    }
  }

  private func mayFree(
    _ holder: ToldHolder, _ whose: UnlockRule
  ) throws(StateError) -> Bool {
    switch whose {
    case .anybody: return true
    case .run(let url): return holder.id.map { LockID.isOfRun(url, $0) } ?? false
    case .gone:
      guard let id = holder.id, LockID.isOfDeadProcess(id) else {
        throw .store(place, .locked(holder.description))
      }
      return true
    }
  }

  func refusesStaleSwap(_ kept: KeptBytes) async throws(StateError) -> Bool {
    let bytes = HTTPEnvelope(HTTPEnvelope.number(of: kept.version) + 1, kept.bytes).bytes
    let note = WriteNote(
      "check", by: .current(purpose: "state check", now: Instant(secondsSince1970: 0)),
      at: Instant(secondsSince1970: Int64(Date().timeIntervalSince1970)))
    let id = UUID().uuidString.lowercased()
    let answer = try await send(http.lockMethod, http.lockAddress, info(id, note))
    let isOurs = (200...204).contains(answer.status)
    guard isOurs || [409, 423].contains(answer.status) else { throw failure(answer) }
    let put = try await send(
      "POST", http.putting(under: UUID().uuidString.lowercased()), bytes)
    if isOurs { try? await unlock(id, note) }
    return !(200...204).contains(put.status)
  }

  // MARK: - Requests

  private func info(_ id: String, _ note: WriteNote) -> [UInt8] { LockInfo(id, note).json }

  private func credentials(for address: String) throws(StateError) -> StoreCredentials? {
    do throws(StoreFault) {
      return try .credentials(for: address, ofStateAt: http.address, environment)
    } catch {
      throw .store(place, error)
    }
  }

  private func send(
    _ method: String, _ address: String, _ body: [UInt8]? = nil
  ) async throws(StateError) -> StoreAnswer {
    let request = StoreRequest(
      method, address, credentials: try credentials(for: address), body: body)
    do throws(StoreFailure) { return try await transport.send(request) } catch {
      switch error {
      case .notSent(let words): throw .store(place, .unreachable(words))
      case .unanswered(let words): throw .store(place, .unanswered(words))
      }
    }
  }

  private func failure(_ answer: StoreAnswer) -> StateError { .store(place, fault(answer)) }

  private func fault(_ answer: StoreAnswer) -> StoreFault {
    let said = words(answer)
    return switch answer.status {
    case 401, 403:
      .refused("the server answered \(answer.status)\(said)")
    case 300..<400:
      .notSetUp(
        "the server answered \(answer.status) and leads elsewhere; write the address that it leads to"
      )
    default: .unreachable("the server answered \(answer.status)\(said)")
    }
  }

  /// What a server says in words, on one line and not too much of it.
  private func words(_ answer: StoreAnswer) -> String {
    let text = String(decoding: answer.body.prefix(400), as: UTF8.self)
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let isPage = line.hasPrefix("<")
    return line.isEmpty || isPage ? "" : ": " + line.prefix(200)
  }
}
