import GRDB

/// The tables of a state in SQLite.
///
/// A migration that has shipped is frozen: its text never changes, a test holds its digest.
/// `user_version` counts the steps in place of GRDB's migrator and its table, because it stands in
/// the file's header: a newer file is recognised before SQLite touches it.
enum Schema {
  /// `pinp`, in the file's header: tells a state from any other SQLite file.
  static let applicationID: Int32 = 0x7069_6E70

  static var version: Int { migrations.count }

  /// The first version whose rows are sealed.
  static let firstSealed = 5

  /// Step N leads from version N to N + 1.
  static let migrations = [
    version1, version2, version3, version4, version5, version6, version7, version8,
  ]

  /// The first version that keeps what targets remember and the steps of operations.
  private static let firstWithSteps = 6

  /// The first version that keeps who was uploaded.
  private static let firstWithMembers = 7

  /// The first version that chains the history, and knows of states that have gone elsewhere.
  private static let firstWithLinks = 8

  /// Whether a state that is only read has the columns of those.
  static func knowsMoves(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 >= firstWithLinks
  }

  /// Whether a state that is only read has the tables of members.
  static func knowsMembers(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 >= firstWithMembers
  }

  /// Whether a state that is only read says until when operations can take effect.
  static func knowsDeadlines(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 >= 3
  }

  /// Whether a state that is only read has the columns of those.
  static func knowsSteps(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 >= firstWithSteps
  }

  /// Brings a database up to date in the caller's transaction.
  static func migrate(_ database: Database, from version: Int) throws {
    let hadSeals = try SealedTables.hasSeals(database)
    for migration in migrations.dropFirst(version) { try database.execute(sql: migration) }
    try database.execute(sql: "PRAGMA user_version = \(migrations.count)")
    if hadSeals {
      try SealedTables.sealFirstRow(database)
    } else {
      try SealedTables.sealAll(database)
    }
  }

  /// Times are seconds since 1970; sums and checksums are 64 bits taken as signed.
  ///
  /// `workspace.resource_count` and `resource_sum` are over all rows of `resource`, so that a lost
  /// row is noticed. `op`, `journal` and `apply_end` are only ever added to: one `op` row an
  /// operation, one `journal` row a run of operations that got into a phase together. An
  /// operation's phase is that of the last entry that covers it.
  private static let version1 = """
    CREATE TABLE workspace (
      id bigint NOT NULL PRIMARY KEY,
      lineage text NOT NULL,
      created_at bigint NOT NULL,
      target text NOT NULL,
      account_name text NOT NULL,
      account_country text NOT NULL,
      account_currency text NOT NULL,
      ad_account_id text,
      serial bigint NOT NULL,
      next_local_id bigint NOT NULL,
      resource_count bigint NOT NULL,
      resource_sum bigint NOT NULL,
      unsettled_count bigint NOT NULL,
      fence bigint NOT NULL,
      lock_id text,
      lock_user text,
      lock_host text,
      lock_pid bigint,
      lock_pid_namespace text,
      lock_process_start text,
      lock_boot_id text,
      lock_machine_id text,
      lock_run_url text,
      lock_purpose text,
      lock_acquired_at bigint
    ) WITHOUT ROWID;
    CREATE TABLE resource (
      workspace bigint NOT NULL,
      address text NOT NULL,
      remote_id text NOT NULL,
      status text NOT NULL,
      attributes text NOT NULL,
      defaulted text NOT NULL,
      start_day bigint,
      replaces text,
      version bigint NOT NULL,
      checksum bigint NOT NULL,
      PRIMARY KEY (workspace, address)
    ) WITHOUT ROWID;
    CREATE TABLE applied_move (
      workspace bigint NOT NULL,
      position bigint NOT NULL,
      from_address text NOT NULL,
      to_address text NOT NULL,
      PRIMARY KEY (workspace, position)
    ) WITHOUT ROWID;
    CREATE TABLE apply (
      workspace bigint NOT NULL,
      number bigint NOT NULL,
      kind text NOT NULL,
      actor text NOT NULL,
      host text NOT NULL,
      run_url text,
      git_commit text,
      tool_version text NOT NULL,
      plan_digest text,
      configuration_digest text,
      creates bigint NOT NULL,
      updates bigint NOT NULL,
      replaces bigint NOT NULL,
      archives bigint NOT NULL,
      unchanged bigint NOT NULL,
      fence bigint NOT NULL,
      serial bigint NOT NULL,
      started_at bigint NOT NULL,
      PRIMARY KEY (workspace, number)
    ) WITHOUT ROWID;
    CREATE TABLE apply_override (
      workspace bigint NOT NULL,
      apply bigint NOT NULL,
      position bigint NOT NULL,
      code text NOT NULL,
      reason text NOT NULL,
      PRIMARY KEY (workspace, apply, position)
    ) WITHOUT ROWID;
    CREATE TABLE apply_end (
      workspace bigint NOT NULL,
      apply bigint NOT NULL,
      outcome text NOT NULL,
      reason text,
      serial bigint NOT NULL,
      ended_at bigint NOT NULL,
      PRIMARY KEY (workspace, apply)
    ) WITHOUT ROWID;
    CREATE TABLE op (
      workspace bigint NOT NULL,
      apply bigint NOT NULL,
      seq bigint NOT NULL,
      address text NOT NULL,
      kind text NOT NULL,
      remote_id text,
      fields text NOT NULL,
      PRIMARY KEY (workspace, apply, seq)
    ) WITHOUT ROWID;
    CREATE TABLE journal (
      workspace bigint NOT NULL,
      entry bigint NOT NULL,
      apply bigint NOT NULL,
      first_seq bigint NOT NULL,
      last_seq bigint NOT NULL,
      phase text NOT NULL,
      remote_id text,
      error text,
      fence bigint NOT NULL,
      serial bigint NOT NULL,
      at bigint NOT NULL,
      PRIMARY KEY (workspace, entry)
    ) WITHOUT ROWID;
    """

  /// For targets that have to be looked at: what will be stored once an operation is done, as JSON,
  /// and by kind the newest id that there was before an apply.
  private static let version2 = """
    ALTER TABLE op ADD COLUMN outcome text;
    CREATE TABLE apply_mark (
      workspace bigint NOT NULL,
      apply bigint NOT NULL,
      kind text NOT NULL,
      newest_id text NOT NULL,
      PRIMARY KEY (workspace, apply, kind)
    ) WITHOUT ROWID;
    """

  /// For requests that may take effect late: on entries of the phases `intent` and `sending`, when
  /// the entry was made by the machine's clocks, and how long after that it can still be.
  ///
  /// All of it is in milliseconds.
  /// `sending` says of operations that were intended before that they are sent now, or again.
  private static let version3 = """
    ALTER TABLE journal ADD COLUMN effect_wall bigint;
    ALTER TABLE journal ADD COLUMN effect_boot text;
    ALTER TABLE journal ADD COLUMN effect_monotonic bigint;
    ALTER TABLE journal ADD COLUMN effect_span bigint;
    """

  /// What was approved when an apply began, as JSON, and the apply that it goes on with, itself for
  /// a beginning.
  private static let version4 = """
    CREATE TABLE apply_review (
      workspace bigint NOT NULL,
      apply bigint NOT NULL,
      first_apply bigint NOT NULL,
      review text NOT NULL,
      checksum bigint NOT NULL,
      PRIMARY KEY (workspace, apply)
    ) WITHOUT ROWID;
    """

  /// A checksum for each row of every table, and what those of a table come to; the code fills in
  /// those of rows that are there already (`SealedTables`), and writes those of `resource` anew.
  private static let version5 = """
    ALTER TABLE workspace ADD COLUMN checksum bigint;
    ALTER TABLE apply ADD COLUMN checksum bigint;
    ALTER TABLE apply_end ADD COLUMN checksum bigint;
    ALTER TABLE apply_mark ADD COLUMN checksum bigint;
    ALTER TABLE apply_override ADD COLUMN checksum bigint;
    ALTER TABLE applied_move ADD COLUMN checksum bigint;
    ALTER TABLE journal ADD COLUMN checksum bigint;
    ALTER TABLE op ADD COLUMN checksum bigint;
    CREATE TABLE seal (
      workspace bigint NOT NULL,
      name text NOT NULL,
      row_count bigint NOT NULL,
      row_sum bigint NOT NULL,
      PRIMARY KEY (workspace, name)
    ) WITHOUT ROWID;
    """

  /// What targets remember, as JSON objects of texts: of a resource and of the copy that it replaces;
  /// `unfinished` is a JSON array of what is being made.
  ///
  /// A `journal` row with a `step`, counted from 0, is about that step of one operation alone:
  /// `private` is what it was intended with or, once it is done, what the steps so far returned.
  private static let version6 = """
    ALTER TABLE resource ADD COLUMN private text;
    ALTER TABLE resource ADD COLUMN replaced_private text;
    ALTER TABLE journal ADD COLUMN step bigint;
    ALTER TABLE journal ADD COLUMN step_name text;
    ALTER TABLE journal ADD COLUMN private text;
    ALTER TABLE workspace ADD COLUMN unfinished text;
    """

  /// Who was uploaded to which list: a member's lookup is the first 16 of its 65 bytes.
  ///
  /// A list says how many members it has and what they come to, so that a million of them need neither
  /// a checksum each nor a look at all of them when some come or go.
  private static let version7 = """
    CREATE TABLE member_list (
      workspace bigint NOT NULL,
      number bigint NOT NULL,
      name text NOT NULL,
      row_count bigint NOT NULL,
      row_sum bigint NOT NULL,
      checksum bigint NOT NULL,
      PRIMARY KEY (workspace, number)
    ) WITHOUT ROWID;
    CREATE TABLE member (
      workspace bigint NOT NULL,
      list bigint NOT NULL,
      lookup blob NOT NULL,
      sealed blob NOT NULL,
      PRIMARY KEY (workspace, list, lookup)
    ) WITHOUT ROWID;
    INSERT INTO seal (workspace, name, row_count, row_sum) VALUES (1, 'member_list', 0, 0);
    """

  /// What chains an entry of the history to the one before, as a digest in hexadecimal; and the backend and
  /// the place where the state went, if it is not here any more.
  private static let version8 = """
    ALTER TABLE apply ADD COLUMN link text;
    ALTER TABLE workspace ADD COLUMN moved_backend text;
    ALTER TABLE workspace ADD COLUMN moved_place text;
    """
}
