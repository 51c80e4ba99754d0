import Foundation
import Synchronization
import TestSupport

@testable import StateStore

/// A workspace of its own in the server that the tests share.
final class PostgresState: Sendable {
  let url: String
  let workspace: String

  init(_ url: String?, workspace: String = UUID().uuidString) throws {
    guard let url else { throw DatabaseServer.Failure.none }
    self.url = url
    self.workspace = workspace
  }

  /// With a lease that outlasts every test.
  var environment: [String: String] {
    ["PINPLAN_STATE_URL": url, "PINPLAN_STATE_LEASE": "3600"]
  }

  func backend(_ presence: StatePresence = .unlessTraces) -> PostgresBackend {
    PostgresBackend(
      workspace: workspace, presence: presence, environment: environment, patience: .seconds(120))
  }

  /// What somebody does with SQL, past pinplan; `:workspace` is its name.
  @discardableResult
  func sql(_ statements: String...) throws -> [PostgresRows] {
    let connection = try PostgresConnection.openAtOnce(
      PostgresAddress(environment), patience: .seconds(120))
    return try connection.runAtOnce(
      statements.map { PostgresStatement($0.replacing(":workspace", with: "'\(workspace)'")) })
  }

  static let runOut =
    "UPDATE workspace SET lock_expires_at = clock_timestamp() - interval '1 second' WHERE name = :workspace"

  /// How many copies there are; theirs are ids below zero, as pinplan draws others.
  private static let copies = Mutex<Int64>(0)

  /// All rows as they are now, in a workspace of another name.
  func copy() throws -> PostgresState {
    let copy = try PostgresState(url)
    let found = try sql("SELECT id FROM workspace WHERE name = :workspace")[0].first?.integer(0)
    guard let id = found else { return copy }
    let new = Self.copies.withLock { count in
      count += 1
      return -count
    }
    func copying(_ table: String, _ change: String, _ condition: String) -> PostgresStatement {
      PostgresStatement(
        """
        INSERT INTO \(table) SELECT (jsonb_populate_record(CAST(NULL AS \(table)),
        to_jsonb(t) || \(change))).* FROM \(table) t WHERE \(condition)
        """)
    }
    let connection = try PostgresConnection.openAtOnce(
      PostgresAddress(environment), patience: .seconds(120))
    _ = try connection.writeAtOnce(
      [copying("workspace", "'{\"id\": \(new), \"name\": \"\(copy.workspace)\"}'", "id = \(id)")]
        + PostgresTable.names.map { copying($0, "'{\"workspace\": \(new)}'", "workspace = \(id)") })
    return copy
  }
}
