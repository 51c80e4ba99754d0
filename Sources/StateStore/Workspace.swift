import AdsModel
import GRDB
import Planning

/// The one row that says what this state is, how far it got, and who holds it.
struct Workspace {
  var lineage: String
  var target: TargetKind
  var account: Account
  var serial: Int64
  var nextLocalID: Int64
  var tally: ResourceTable.Tally
  /// How many operations are journalled and not settled.
  var unsettledCount: Int64
  /// Rises with every acquisition of the lock.
  var fence: Int64
  var lock: Lock?

  /// An acquisition of the lock; its id is new each time.
  struct Lock {
    var id: String
    var holder: LockHolder
  }
}

extension Workspace {
  static func read(_ database: Database) throws -> Self {
    let row = try RawStatement(
      database,
      """
      SELECT lineage, target, account_name, account_country, account_currency, ad_account_id,
      serial, next_local_id, resource_count, resource_sum, unsettled_count, fence, lock_id,
      lock_user, lock_host, lock_pid, lock_pid_namespace, lock_process_start, lock_boot_id,
      lock_machine_id, lock_run_url, lock_purpose, lock_acquired_at FROM workspace WHERE id = 1
      """)
    guard try row.next() else { throw ResourceTable.Damage(detail: "its first row is missing") }
    defer { row.reset() }
    try SealedTables.verifyWorkspace(database)
    guard let target = TargetKind(rawValue: row.text(1)),
      let currency = Currency(rawValue: row.text(4))
    else { throw ResourceTable.Damage(detail: "its account cannot be told") }
    return Self(
      lineage: row.text(0), target: target,
      account: Account(
        name: row.text(2), country: row.text(3), currency: currency,
        adAccountID: row.optionalText(5)),
      serial: row.integer(6), nextLocalID: row.integer(7),
      tally: .init(count: row.integer(8), sum: UInt64(bitPattern: row.integer(9))),
      unsettledCount: row.integer(10), fence: row.integer(11),
      lock: row.optionalText(12).map { Lock(id: $0, holder: LockHolder(row, from: 13)) })
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
    try SealedTables.sealWorkspace(database)
  }

  /// Makes the lock ours or, with none, nobody's; the fence rises either way.
  static func setLock(_ database: Database, _ lock: Lock?, fence: Int64) throws {
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
    try SealedTables.sealWorkspace(database)
  }

  /// What differs between the account that is stored and the one that is declared.
  ///
  /// An ad account may be named later on.
  func mismatch(
    _ account: Account, _ target: TargetKind, path: String
  ) -> StateError? {
    func other(_ what: String, _ stored: String, _ given: String) -> StateError {
      .otherAccount(path: path, what: what, stored: stored, given: given)
    }
    if self.target != target { return other("target", self.target.rawValue, target.rawValue) }
    if let (what, stored, given) = self.account.difference(from: account) {
      return other(what, stored, given)
    }
    if self.account.country != account.country {
      return other("country", self.account.country, account.country)
    }
    if self.account.currency != account.currency {
      return other("currency", self.account.currency.rawValue, account.currency.rawValue)
    }
    return nil
  }
}

extension Account {
  /// Why this stored account is another one than a declared one; none when it may be the same.
  ///
  /// The ad account's id settles it; while one side has none, the name does.
  func difference(from declared: Account) -> (what: String, stored: String, given: String)? {
    if let stored = adAccountID, let given = declared.adAccountID {
      return stored == given ? nil : ("ad account", stored, given)
    }
    return name == declared.name ? nil : ("account", name, declared.name)
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

extension StoredState {
  /// Reads everything that planning needs to know.
  static func read(
    _ database: Database, _ workspace: Workspace, sharing: Bool = false
  ) throws -> Self {
    try read(database, workspace, sharing: sharing) { _ in }
  }

  /// `respelled` is told what the table does not hold as it is read; `sharing` lets two addresses
  /// have one id.
  static func read(
    _ database: Database, _ workspace: Workspace, sharing: Bool,
    respelled: (RespelledKeywords) throws -> Void
  ) throws -> Self {
    try SealedTables.verify(database, "applied_move")
    let rows = try RawStatement(
      database,
      """
      SELECT from_address, to_address FROM applied_move WHERE workspace = 1 ORDER BY position
      """)
    var appliedMoves: [Move] = []
    while try rows.next() {
      guard let from = Address(stored: rows.bytes(0)), let to = Address(stored: rows.bytes(1))
      else { throw ResourceTable.Damage(detail: "a move names no address") }
      appliedMoves.append(Move(from: from, to: to))
    }
    let keywords = RespelledKeywords(
      try ResourceTable.read(database, expecting: workspace.tally),
      decimals: workspace.account.currency.decimals)
    // Two spellings of one keyword are one row by now.
    if !sharing, let shared = SharedIDs(in: keywords.resources) { throw shared }
    try respelled(keywords)
    return Self(
      lineage: workspace.lineage, serial: workspace.serial, account: workspace.account,
      target: workspace.target, resources: keywords.resources,
      appliedMoves: appliedMoves, nextLocalID: workspace.nextLocalID)
  }
}
