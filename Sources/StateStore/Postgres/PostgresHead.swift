import AdsModel
import CanonicalJSON
import Foundation
import Planning

/// The row of `workspace` that says what a state is, how far it got, and who holds it.
struct PostgresHead: Sendable {
  /// Names the state's rows in all tables; drawn once.
  let id: Int64
  var head: StateHead
  /// Rises with every write, so that one whose answer was lost can be told from one that was not stored.
  var revision: Int64
  var lastApply: Int64
  var lastEntry: Int64
  /// As JSON; none where nothing is being made.
  var unfinished: [UInt8]?
  /// How many resources there are, and what their checksums come to.
  var resources = PostgresTally()
  var history = PostgresTally()
}

/// How many rows there are, and the sum of the last 32 bits of their checksums.
struct PostgresTally: Hashable, Sendable {
  var count: Int64 = 0
  var sum: Int64 = 0

  mutating func add(_ checksum: UInt64) {
    count += 1
    sum += Int64(checksum & 0xFFFF_FFFF)
  }
}

extension PostgresHead {
  private static let columns = """
    id, lineage, target, account_name, account_country, account_currency, ad_account_id, serial,
    next_local_id, unsettled_count, last_apply, last_entry, unfinished, moved_backend, moved_place,
    checksum, resource_count, resource_sum, history_count, history_sum, revision, fence, lock_id,
    lock_user, lock_host, lock_pid, lock_pid_namespace, lock_process_start, lock_boot_id,
    lock_machine_id, lock_run_url, lock_purpose, lock_acquired_at,
    lock_id IS NOT NULL AND lock_expires_at < clock_timestamp()
    """

  /// By the name that a project calls it.
  static func reading(_ name: String) -> PostgresStatement {
    PostgresStatement("SELECT \(columns) FROM workspace WHERE name = $1", .text(name))
  }

  /// None where the row is not what was written.
  init?(_ row: PostgresRow) {
    guard let target = TargetKind(rawValue: row.text(2)),
      let currency = Currency(rawValue: row.text(5))
    else { return nil }
    id = row.integer(0)
    let holder = LockHolder(row, from: 23)
    head = StateHead(
      lineage: row.text(1), target: target,
      account: Account(
        name: row.text(3), country: row.text(4), currency: currency,
        adAccountID: row.optionalText(6)),
      serial: row.integer(7), nextLocalID: row.integer(8), unsettledCount: row.integer(9),
      fence: row.integer(21),
      lock: row.optionalText(22).map {
        StateLock(id: $0, holder: holder, hasRunOut: row.boolean(33))
      },
      movedTo: row.optionalText(13).map { StatePlace(backend: $0, place: row.text(14)) })
    lastApply = row.integer(10)
    lastEntry = row.integer(11)
    unfinished = row.isNull(12) ? nil : row.textBytes(12)
    resources = PostgresTally(count: row.integer(16), sum: row.integer(17))
    history = PostgresTally(count: row.integer(18), sum: row.integer(19))
    revision = row.integer(20)
    guard UInt64(bitPattern: row.integer(15)) == checksum else { return nil }
  }

  /// Over what no other statement than those of a write changes.
  private var checksum: UInt64 {
    var seal = RowSeal()
    func add(_ name: String, _ value: String?) {
      guard var value else { return }
      value.withUTF8 { seal.combine(text: UnsafeRawBufferPointer($0), in: .init(name)) }
    }
    add("lineage", head.lineage)
    add("target", head.target.rawValue)
    add("account_name", head.account.name)
    add("account_country", head.account.country)
    add("account_currency", head.account.currency.rawValue)
    add("ad_account_id", head.account.adAccountID)
    for (name, value) in [
      ("serial", head.serial), ("next_local_id", head.nextLocalID),
      ("unsettled_count", head.unsettledCount), ("last_apply", lastApply),
      ("last_entry", lastEntry),
    ] {
      seal.combine(value, in: .init(name))
    }
    add("moved_backend", head.movedTo?.backend)
    add("moved_place", head.movedTo?.place)
    add("unfinished", unfinished.map { String(decoding: $0, as: UTF8.self) })
    return seal.value
  }

  /// Puts the row of a new state there, unless somebody was faster.
  static func inserting(
    _ name: String, lineage: String, account: Account, target: TargetKind, now: Instant
  ) -> PostgresStatement {
    let new = Self(
      id: Int64.random(in: 1 ... .max),
      head: StateHead(
        lineage: lineage, target: target, account: account, serial: 0, nextLocalID: 1,
        unsettledCount: 0, fence: 0), revision: 0, lastApply: 0, lastEntry: 0)
    return PostgresStatement(
      """
      INSERT INTO workspace (id, name, lineage, created_at, target, account_name, account_country,
      account_currency, ad_account_id, serial, next_local_id, unsettled_count, last_apply,
      last_entry, checksum) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 1, 0, 0, 0, $10)
      ON CONFLICT (name) DO NOTHING
      """,
      .integer(new.id), .text(name), .text(lineage), .integer(now.secondsSince1970),
      .text(target.rawValue), .text(account.name), .text(account.country),
      .text(account.currency.rawValue), .text(account.adAccountID),
      .integer(Int64(bitPattern: new.checksum)))
  }

  /// Writes the row as it is to be, in place of the one with another revision, fence and lock; anything else is
  /// refused by the server, and with it all that comes after.
  ///
  /// `isTakingOver` demands that the lease of the lock is over by the database's clock.
  func replacing(
    _ before: Self, lease: Duration, isTakingOver: Bool
  ) -> PostgresStatement {
    let holder = head.lock?.holder
    return PostgresStatement(
      """
      WITH held AS (
        UPDATE workspace SET account_name = $2, ad_account_id = $3, serial = $4,
        next_local_id = $5, unsettled_count = $6, last_apply = $7, last_entry = $8,
        unfinished = $9, checksum = $10, revision = $11, fence = $12, lock_id = $13,
        lock_user = $14, lock_host = $15, lock_pid = $16, lock_pid_namespace = $17,
        lock_process_start = $18, lock_boot_id = $19, lock_machine_id = $20, lock_run_url = $21,
        lock_purpose = $22, lock_acquired_at = $23, lineage = $24, target = $25,
        account_country = $26, account_currency = $27, history_count = $32, history_sum = $33,
        moved_backend = $34, moved_place = $35,
        lock_expires_at = CASE WHEN $13 IS NULL THEN NULL
          ELSE clock_timestamp() + $28 * interval '1 millisecond' END
        WHERE id = $1 AND revision = $29 AND fence = $30 AND lock_id IS NOT DISTINCT FROM $31
        \(isTakingOver ? "AND lock_expires_at < clock_timestamp()" : "")
        RETURNING id
      )
      SELECT CASE count(*) WHEN 1 THEN 1
        ELSE CAST('the lock of pinplan is held by ' || count(*) AS bigint) END FROM held
      """,
      .integer(id), .text(head.account.name), .text(head.account.adAccountID),
      .integer(head.serial), .integer(head.nextLocalID), .integer(head.unsettledCount),
      .integer(lastApply), .integer(lastEntry),
      .text(unfinished.map { String(decoding: $0, as: UTF8.self) }),
      .integer(Int64(bitPattern: checksum)), .integer(revision), .integer(head.fence),
      .text(head.lock?.id), .text(holder?.user), .text(holder?.host),
      .integer(holder.map { Int64($0.process.pid) }), .text(holder?.process.pidNamespace),
      .text(holder?.process.startTime), .text(holder?.process.bootID),
      .text(holder?.process.machineID), .text(holder?.runURL), .text(holder?.purpose),
      .integer(holder?.acquiredAt.secondsSince1970), .text(head.lineage),
      .text(head.target.rawValue), .text(head.account.country),
      .text(head.account.currency.rawValue), .integer(lease.milliseconds),
      .integer(before.revision), .integer(before.head.fence), .text(before.head.lock?.id),
      .integer(history.count), .integer(history.sum), .text(head.movedTo?.backend),
      .text(head.movedTo?.place))
  }

  /// The code with which the server refuses such a statement.
  static let notHeld = "22P02"
}

extension LockHolder {
  /// Reads the columns from `lock_user` on.
  fileprivate init(_ row: PostgresRow, from column: Int32) {
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
