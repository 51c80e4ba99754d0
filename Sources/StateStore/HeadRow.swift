import AdsModel
import GRDB
import Planning

/// The one row that says what this state is, how far it got, and who holds it.
struct HeadRow {
  var head: StateHead
  /// Over the rows of the resources.
  var tally: ResourceTable.Tally
}

extension HeadRow {
  static func read(_ database: Database) throws -> Self {
    let row = try RawStatement(
      database,
      """
      SELECT lineage, target, account_name, account_country, account_currency, ad_account_id,
      serial, next_local_id, resource_count, resource_sum, unsettled_count, fence, lock_id,
      lock_user, lock_host, lock_pid, lock_pid_namespace, lock_process_start, lock_boot_id,
      lock_machine_id, lock_run_url, lock_purpose, lock_acquired_at,
      \(try Schema.knowsMoves(database) ? "moved_backend, moved_place" : "NULL, NULL")
      FROM workspace WHERE id = 1
      """)
    guard try row.next() else { throw ResourceTable.Damage(detail: "its first row is missing") }
    defer { row.reset() }
    try SealedTables.verifyFirstRow(database)
    guard let target = TargetKind(rawValue: row.text(1)),
      let currency = Currency(rawValue: row.text(4))
    else { throw ResourceTable.Damage(detail: "its account cannot be told") }
    let head = StateHead(
      lineage: row.text(0), target: target,
      account: Account(
        name: row.text(2), country: row.text(3), currency: currency,
        adAccountID: row.optionalText(5)),
      serial: row.integer(6), nextLocalID: row.integer(7),
      unsettledCount: row.integer(10), fence: row.integer(11),
      lock: row.optionalText(12).map { StateLock(id: $0, holder: LockHolder(row, from: 13)) },
      movedTo: row.optionalText(23).map { StatePlace(backend: $0, place: row.text(24)) })
    return Self(
      head: head,
      tally: .init(count: row.integer(8), sum: UInt64(bitPattern: row.integer(9))))
  }

  /// Puts the first row into a new state.
  static func insert(
    _ database: Database, lineage: String, account: Account, target: TargetKind, now: Instant
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO workspace (id, lineage, created_at, target, account_name, account_country,
        account_currency, ad_account_id, serial, next_local_id, resource_count, resource_sum,
        unsettled_count, fence) VALUES (1, ?, ?, ?, ?, ?, ?, ?, 0, 1, 0, 0, 0, 0)
        """,
      arguments: [
        lineage, now.secondsSince1970, target.rawValue, account.name, account.country,
        account.currency.rawValue, account.adAccountID,
      ])
    try SealedTables.sealFirstRow(database)
  }

  /// Follows the project's own account where it may change: its name, and its id once known.
  static func update(_ database: Database, _ account: Account) throws {
    try database.execute(
      sql: """
        UPDATE workspace SET account_name = ?, ad_account_id = coalesce(?, ad_account_id)
        WHERE id = 1
        """,
      arguments: [account.name, account.adAccountID])
  }

  /// Takes over what a document says of itself, but for the lock and the fence.
  static func replace(_ database: Database, with head: StateHead) throws {
    try database.execute(
      sql: """
        UPDATE workspace SET lineage = ?, target = ?, account_name = ?, account_country = ?,
        account_currency = ?, ad_account_id = ? WHERE id = 1
        """,
      arguments: [
        head.lineage, head.target.rawValue, head.account.name, head.account.country,
        head.account.currency.rawValue, head.account.adAccountID,
      ])
    try setPlace(database, nil)
  }

  /// Says where the state is, if not here.
  static func setPlace(_ database: Database, _ place: StatePlace?) throws {
    try database.execute(
      sql: "UPDATE workspace SET moved_backend = ?, moved_place = ? WHERE id = 1",
      arguments: [place?.backend, place?.place])
  }

  /// Makes the lock somebody's or, with none, nobody's.
  static func setLock(_ database: Database, _ lock: StateLock?, fence: Int64) throws {
    let holder = lock?.holder
    try database.execute(
      sql: """
        UPDATE workspace SET fence = ?, lock_id = ?, lock_user = ?, lock_host = ?, lock_pid = ?,
        lock_pid_namespace = ?, lock_process_start = ?, lock_boot_id = ?, lock_machine_id = ?,
        lock_run_url = ?, lock_purpose = ?, lock_acquired_at = ? WHERE id = 1
        """,
      arguments: [
        fence, lock?.id, holder?.user, holder?.host, holder.map { Int64($0.process.pid) },
        holder?.process.pidNamespace, holder?.process.startTime, holder?.process.bootID,
        holder?.process.machineID, holder?.runURL, holder?.purpose,
        holder?.acquiredAt.secondsSince1970,
      ])
    try SealedTables.sealFirstRow(database)
  }
}

extension LockHolder {
  /// Reads the columns from `lock_user` on.
  fileprivate init(_ row: RawStatement, from column: Int32) {
    self.init(
      user: row.text(column), host: row.text(column + 1),
      process: ProcessIdentity(
        pid: Int32(truncatingIfNeeded: row.integer(column + 2)),
        startTime: row.optionalText(column + 4), bootID: row.optionalText(column + 5),
        machineID: row.optionalText(column + 6), pidNamespace: row.optionalText(column + 3)),
      runURL: row.optionalText(column + 7), purpose: row.text(column + 8),
      acquiredAt: Instant(secondsSince1970: row.integer(column + 9)))
  }
}
