import Foundation

/// The way to a database: its connections, and the transactions that run on them.
actor PostgresLink {
  nonisolated let address: PostgresAddress
  /// How long the server may take for anything.
  nonisolated let patience: Duration
  private var idle: PostgresConnection?

  init(_ address: PostgresAddress, patience: Duration) {
    self.address = address
    self.patience = patience
  }

  /// A connection that nobody else uses; with whether it may have been lost since somebody did.
  func take() async throws(PostgresFailure) -> (connection: PostgresConnection, isOld: Bool) {
    if let kept = idle {
      idle = nil
      return (kept, true)
    }
    return (try await PostgresConnection.open(address, patience: patience), false)
  }

  /// Takes back one on which no transaction is open, for whoever asks next.
  func give(_ connection: PostgresConnection) { idle = connection }
}

extension PostgresConnection {
  /// How long a transaction may stand still, and each of its statements may take, on the server too.
  private static func settings(idle: String) -> PostgresStatement {
    PostgresStatement(
      """
      SELECT set_config('statement_timeout', '60s', true), set_config('lock_timeout', '10s', true),
      set_config('idle_in_transaction_session_timeout', '\(idle)', true),
      set_config('synchronous_commit', CASE current_setting('synchronous_commit')
        WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, true)
      """)
  }

  /// One that reads is in nobody's way, and a busy machine may take its time between two questions.
  static let beginReading = [
    PostgresStatement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"), settings(idle: "600s"),
  ]
  static let beginWriting = [
    PostgresStatement("BEGIN ISOLATION LEVEL READ COMMITTED"), settings(idle: "60s"),
  ]
  static let commit = [PostgresStatement("COMMIT")]

  /// Runs statements as one transaction, in one round trip; numbers of statements in failures count these alone.
  func write(_ statements: [PostgresStatement]) async throws(PostgresFailure) -> [PostgresRows] {
    do throws(PostgresFailure) {
      return Self.own(try await run(Self.whole(statements)))
    } catch {
      throw Self.own(error)
    }
  }

  /// The same for a thread of its own.
  func writeAtOnce(_ statements: [PostgresStatement]) throws(PostgresFailure) -> [PostgresRows] {
    do throws(PostgresFailure) {
      return Self.own(try runAtOnce(Self.whole(statements)))
    } catch {
      throw Self.own(error)
    }
  }

  private static func whole(_ statements: [PostgresStatement]) -> [PostgresStatement] {
    beginWriting + statements + commit
  }

  private static func own(_ rows: [PostgresRows]) -> [PostgresRows] {
    Array(rows.dropFirst(beginWriting.count).dropLast())
  }

  private static func own(_ failure: PostgresFailure) -> PostgresFailure {
    guard case .refused(let code, let words, let number) = failure else { return failure }
    return .refused(code: code, words, statement: number - beginWriting.count)
  }
}
