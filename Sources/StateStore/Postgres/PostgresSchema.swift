/// The tables of states in PostgreSQL, several states in each: the same as in SQLite, in SQL that other engines of
/// the protocol take too.
///
/// No sequences, no triggers, no locks of a session, no settings of one. A migration that has shipped is
/// frozen: its text never changes, a test holds its digest.
enum PostgresSchema {
  static var version: Int64 { Int64(migrations.count) }

  /// Step N leads from version N to N + 1.
  static let migrations = [version1]

  /// Leads from a version to that of today, all in one transaction and one round trip: whoever stops in the middle
  /// holds nobody up.
  ///
  /// The table that tells the version has one row, which whoever changes the tables locks; refused where it says
  /// something else by then.
  static func migrate(from version: Int64) -> [PostgresStatement] {
    begin + [
      PostgresStatement(
        """
        SELECT CASE schema_version WHEN $1 THEN 1
          ELSE CAST('tables of pinplan by now of version ' || schema_version AS bigint) END
        FROM meta WHERE id = 1 FOR UPDATE
        """, .integer(version))
    ] + migrations.dropFirst(Int(version)).flatMap { $0 }.map { PostgresStatement($0) } + [
      PostgresStatement("UPDATE meta SET schema_version = \(Self.version) WHERE id = 1")
    ]
  }

  private static let begin = [
    PostgresStatement(
      """
      CREATE TABLE IF NOT EXISTS meta (
        id bigint NOT NULL PRIMARY KEY CHECK (id = 1), schema_version bigint NOT NULL
      )
      """),
    PostgresStatement(
      "INSERT INTO meta (id, schema_version) VALUES (1, 0) ON CONFLICT (id) DO NOTHING"),
  ]

  /// Times are seconds since 1970 by the writer's clock, but for the end of a lease, which is the database's alone.
  ///
  /// `workspace.checksum` is over what its writers know of its row; `resource_sum` and `history_sum` add up the last 32 bits of
  /// the checksums of rows, so that a lost row is noticed. `revision` rises with every write. `op`, `journal` and
  /// `apply_end` are only ever added to.
  private static let version1 = [
    """
    CREATE TABLE workspace (
      id bigint NOT NULL PRIMARY KEY,
      name text NOT NULL UNIQUE,
      lineage text NOT NULL,
      created_at bigint NOT NULL,
      target text NOT NULL,
      account_name text NOT NULL,
      account_country text NOT NULL,
      account_currency text NOT NULL,
      ad_account_id text,
      serial bigint NOT NULL,
      next_local_id bigint NOT NULL,
      unsettled_count bigint NOT NULL,
      last_apply bigint NOT NULL,
      last_entry bigint NOT NULL,
      unfinished text,
      moved_backend text,
      moved_place text,
      checksum bigint NOT NULL,
      resource_count bigint NOT NULL DEFAULT 0,
      resource_sum bigint NOT NULL DEFAULT 0,
      history_count bigint NOT NULL DEFAULT 0,
      history_sum bigint NOT NULL DEFAULT 0,
      revision bigint NOT NULL DEFAULT 0,
      fence bigint NOT NULL DEFAULT 0,
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
      lock_acquired_at bigint,
      lock_expires_at timestamptz
    )
    """,
    """
    CREATE TABLE resource (
      workspace bigint NOT NULL,
      address text COLLATE "C" NOT NULL,
      remote_id text NOT NULL,
      status text NOT NULL,
      attributes text NOT NULL,
      defaulted text NOT NULL,
      start_day bigint,
      replaces text,
      version bigint NOT NULL,
      private text,
      replaced_private text,
      checksum bigint NOT NULL,
      PRIMARY KEY (workspace, address)
    )
    """,
    """
    CREATE TABLE applied_move (
      workspace bigint NOT NULL,
      position bigint NOT NULL,
      from_address text NOT NULL,
      to_address text NOT NULL,
      checksum bigint NOT NULL,
      PRIMARY KEY (workspace, position)
    )
    """,
    """
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
      link text,
      checksum bigint NOT NULL,
      PRIMARY KEY (workspace, number)
    )
    """,
    """
    CREATE TABLE apply_override (
      workspace bigint NOT NULL,
      apply bigint NOT NULL,
      position bigint NOT NULL,
      code text NOT NULL,
      reason text NOT NULL,
      checksum bigint NOT NULL,
      PRIMARY KEY (workspace, apply, position)
    )
    """,
    """
    CREATE TABLE apply_mark (
      workspace bigint NOT NULL,
      apply bigint NOT NULL,
      kind text NOT NULL,
      newest_id text NOT NULL,
      checksum bigint NOT NULL,
      PRIMARY KEY (workspace, apply, kind)
    )
    """,
    """
    CREATE TABLE apply_review (
      workspace bigint NOT NULL,
      apply bigint NOT NULL,
      first_apply bigint NOT NULL,
      review text NOT NULL,
      checksum bigint NOT NULL,
      PRIMARY KEY (workspace, apply)
    )
    """,
    """
    CREATE TABLE apply_end (
      workspace bigint NOT NULL,
      apply bigint NOT NULL,
      outcome text NOT NULL,
      reason text,
      serial bigint NOT NULL,
      ended_at bigint NOT NULL,
      checksum bigint NOT NULL,
      PRIMARY KEY (workspace, apply)
    )
    """,
    """
    CREATE TABLE op (
      workspace bigint NOT NULL,
      apply bigint NOT NULL,
      seq bigint NOT NULL,
      address text NOT NULL,
      kind text NOT NULL,
      remote_id text,
      fields text NOT NULL,
      outcome text,
      checksum bigint NOT NULL,
      PRIMARY KEY (workspace, apply, seq)
    )
    """,
    """
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
      effect_wall bigint,
      effect_boot text,
      effect_monotonic bigint,
      effect_span bigint,
      step bigint,
      step_name text,
      private text,
      checksum bigint NOT NULL,
      PRIMARY KEY (workspace, entry)
    )
    """,
    "CREATE INDEX journal_apply ON journal (workspace, apply)",
    """
    CREATE TABLE member_list (
      workspace bigint NOT NULL,
      name text NOT NULL,
      number bigint NOT NULL,
      row_count bigint NOT NULL,
      row_sum bigint NOT NULL,
      PRIMARY KEY (workspace, name)
    )
    """,
    """
    CREATE TABLE member (
      workspace bigint NOT NULL,
      list bigint NOT NULL,
      lookup bytea NOT NULL,
      sealed bytea NOT NULL,
      checksum bigint NOT NULL,
      PRIMARY KEY (workspace, list, lookup)
    )
    """,
  ]
}
