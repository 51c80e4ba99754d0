import CLibPQ
import Dispatch
import Foundation

/// One connection through libpq, whose calls wait on a thread of their own and never longer than they may.
///
/// Statements go out together and one answer comes back for all of them (libpq's pipeline mode), so a
/// transaction is one round trip. Nothing of a session is used, neither names of statements nor settings outside of
/// a transaction: a pooler may give each transaction another connection.
final class PostgresConnection: @unchecked Sendable {
  private let queue = DispatchQueue(label: "pinplan postgres")
  private let handle: OpaquePointer
  private let patience: Duration
  private var isBroken = false
  /// How often something was sent and its answer waited for.
  private(set) var roundTrips = 0

  private init(_ handle: OpaquePointer, patience: Duration) {
    self.handle = handle
    self.patience = patience
  }

  deinit { pq_finish(handle) }

  // MARK: - For whoever may not block

  static func open(
    _ address: PostgresAddress, patience: Duration
  ) async throws(PostgresFailure) -> PostgresConnection {
    let queue = DispatchQueue(label: "pinplan postgres")
    let result = await withCheckedContinuation { waiting in
      queue.async {
        waiting.resume(
          returning: Result { () throws(PostgresFailure) in
            try openAtOnce(address, patience: patience)
          })
      }
    }
    return try result.get()
  }

  func run(_ statements: [PostgresStatement]) async throws(PostgresFailure) -> [PostgresRows] {
    let result = await withCheckedContinuation { waiting in
      queue.async { [self] in
        waiting.resume(
          returning: Result { () throws(PostgresFailure) in try runAtOnce(statements) })
      }
    }
    return try result.get()
  }

  // MARK: - For a thread of its own

  static func openAtOnce(
    _ address: PostgresAddress, patience: Duration
  ) throws(PostgresFailure) -> PostgresConnection {
    let handle = address.withParameters { pq_connectStartParams($0, $1, 1) }
    guard let handle else { throw .unconnected(code: nil, "there is no memory left") }
    let connection = PostgresConnection(handle, patience: patience)
    pq_setNoticeProcessor(handle, { _, _ in }, nil)
    // Only so it is told with which code a server refuses.
    pq_setErrorVerbosity(handle, PQERRORS_VERBOSE)
    let deadline = Deadline(patience)
    var polling = PGRES_POLLING_WRITING
    while pq_status(handle) != CONNECTION_BAD, polling != PGRES_POLLING_OK {
      guard polling != PGRES_POLLING_FAILED else { break }
      guard connection.waits(forWriting: polling == PGRES_POLLING_WRITING, until: deadline) else {
        throw .unconnected(code: nil, "no answer in \(patience.components.seconds) seconds")
      }
      polling = pq_connectPoll(handle)
    }
    guard pq_status(handle) == CONNECTION_OK else {
      let words = ServerWords(String(cString: pq_errorMessage(handle)))
      throw .unconnected(code: words.code, address.redacted(words.text))
    }
    pq_setErrorVerbosity(handle, PQERRORS_DEFAULT)
    pq_setnonblocking(handle, 1)
    return connection
  }

  /// Runs statements together; what the server refuses is thrown, and what came after it was not run.
  func runAtOnce(_ statements: [PostgresStatement]) throws(PostgresFailure) -> [PostgresRows] {
    guard !isBroken else { throw .broken("the connection was lost") }
    do throws(PostgresFailure) {
      return try exchange(statements)
    } catch {
      guard case .refused = error else {
        isBroken = true
        throw error
      }
      // A refusal leaves the transaction open, and of no use.
      let status = pq_transactionStatus(handle)
      if status != PQTRANS_IDLE {
        if (try? exchange([PostgresStatement("ROLLBACK")])) == nil { isBroken = true }
      }
      throw error
    }
  }

  private func exchange(
    _ statements: [PostgresStatement]
  ) throws(PostgresFailure) -> [PostgresRows] {
    let deadline = Deadline(patience)
    roundTrips += 1
    guard pq_enterPipelineMode(handle) == 1 else { throw broken() }
    for statement in statements {
      guard send(statement) else { throw broken() }
    }
    guard pq_pipelineSync(handle) == 1 else { throw broken() }
    try flush(until: deadline)
    var results: [PostgresRows] = []
    var refusal: PostgresFailure?
    for number in statements.indices {
      let (rows, failure) = try answer(number, until: deadline)
      if let rows { results.append(rows) }
      if refusal == nil { refusal = failure }
    }
    // The end of the pipeline.
    while let result = try nextResult(until: deadline) {
      let isEnd = pq_resultStatus(result) == PGRES_PIPELINE_SYNC
      // What fails only as it is committed, without a statement that says so.
      if pq_resultStatus(result) == PGRES_FATAL_ERROR, refusal == nil {
        refusal = failure(result, statements.count)
      }
      pq_clear(result)
      if isEnd { break }
    }
    // Whoever ends a line says why before it is seen to be gone.
    guard pq_exitPipelineMode(handle) == 1 else { throw refusal.map(Self.asBroken) ?? broken() }
    if let refusal { throw refusal }
    return results
  }

  private func send(_ statement: PostgresStatement) -> Bool {
    let parameters = statement.parameters
    let types = parameters.map { Oid($0.kind.rawValue) }
    let lengths = parameters.map { Int32($0.bytes?.count ?? 0) }
    let formats = [Int32](repeating: 1, count: parameters.count)
    // All bytes in one place, which stays where it is for the length of the call.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parameters.reduce(1) { $0 + ($1.bytes?.count ?? 0) + 1 })
    var offsets: [Int?] = []
    for parameter in parameters {
      offsets.append(parameter.bytes == nil ? nil : bytes.count)
      if let value = parameter.bytes { bytes += value }
      bytes.append(0)
    }
    bytes.append(0)
    return bytes.withUnsafeBufferPointer { buffer in
      let values: [UnsafePointer<CChar>?] = offsets.map { offset in
        guard let offset, let start = buffer.baseAddress else { return nil }
        return UnsafeRawPointer(start + offset).assumingMemoryBound(to: CChar.self)
      }
      return pq_sendQueryParams(
        handle, statement.sql, Int32(parameters.count), types, values, lengths, formats, 1) == 1
    }
  }

  /// The rows of one statement, or why there are none.
  private func answer(
    _ number: Int, until deadline: Deadline
  ) throws(PostgresFailure) -> (PostgresRows?, PostgresFailure?) {
    var rows: PostgresRows?
    var refusal: PostgresFailure?
    while let result = try nextResult(until: deadline) {
      switch pq_resultStatus(result) {
      case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: rows = PostgresRows(result)
      case PGRES_PIPELINE_ABORTED: pq_clear(result)
      default:
        refusal = failure(result, number)
        pq_clear(result)
      }
      if pq_status(handle) == CONNECTION_BAD { throw refusal.map(Self.asBroken) ?? broken() }
    }
    return (rows, refusal)
  }

  /// A server that goes away says why, and that is no refusal of a statement.
  private static func asBroken(_ failure: PostgresFailure) -> PostgresFailure {
    if case .refused(_, let words, _) = failure { .broken(words) } else { failure }
  }

  private func failure(_ result: OpaquePointer, _ number: Int) -> PostgresFailure {
    func field(_ letter: Character) -> String? {
      pq_resultErrorField(result, Int32(letter.asciiValue ?? 0)).map { String(cString: $0) }
    }
    let words = field("M") ?? ServerWords(String(cString: pq_resultErrorMessage(result))).text
    guard let code = field("C") else { return .broken(words) }
    return .refused(code: code, words, statement: number)
  }

  /// None once all results of a statement were taken.
  private func nextResult(until deadline: Deadline) throws(PostgresFailure) -> OpaquePointer? {
    while pq_isBusy(handle) == 1 {
      guard waits(forWriting: pq_flush(handle) == 1, until: deadline) else { throw timedOut() }
      guard pq_consumeInput(handle) == 1 else { throw broken() }
    }
    return pq_getResult(handle)
  }

  private func flush(until deadline: Deadline) throws(PostgresFailure) {
    while true {
      switch pq_flush(handle) {
      case 0: return
      case 1: break
      default: throw broken()
      }
      guard waits(forWriting: true, until: deadline) else { throw timedOut() }
      guard pq_consumeInput(handle) == 1 else { throw broken() }
    }
  }

  private func broken() -> PostgresFailure {
    let words = ServerWords(String(cString: pq_errorMessage(handle))).text
    return .broken(words.isEmpty ? "the connection was lost" : words)
  }

  private func timedOut() -> PostgresFailure {
    .broken("no answer in \(patience.components.seconds) seconds")
  }

  // MARK: - Waiting

  private struct Deadline {
    private let end: ContinuousClock.Instant

    init(_ patience: Duration) { end = .now + patience }

    /// Milliseconds that are left.
    var remaining: Int32 {
      Int32(clamping: max(0, (end - .now).milliseconds))
    }
  }

  /// Waits until the socket can be read or, where that is asked for, written; false where it is too late.
  private func waits(forWriting: Bool, until deadline: Deadline) -> Bool {
    var descriptor = pollfd(
      fd: pq_socket(handle), events: Int16(POLLIN) | (forWriting ? Int16(POLLOUT) : 0), revents: 0)
    guard descriptor.fd >= 0 else { return true }
    while true {
      let remaining = deadline.remaining
      let count = poll(&descriptor, 1, remaining)
      if count > 0 { return true }
      if count == 0 { return false }
      guard errno == EINTR else { return true }
    }
  }
}
