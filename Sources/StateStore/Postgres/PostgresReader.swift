import AdsModel
import CustomerLists
import Planning

/// Reads one state, all as it was at one moment, in a transaction that changes nothing.
struct PostgresReader {
  let row: PostgresHead
  let workspace: String
  let place: String
  let connection: PostgresConnection

  func run(_ statements: [PostgresStatement]) async throws(StateError) -> [PostgresRows] {
    do throws(PostgresFailure) {
      return try await connection.run(statements)
    } catch {
      throw error.error(at: place)
    }
  }

  /// Reads in a transaction of its own; what `body` throws ends it too.
  func inTransaction<Value, Failure: Error>(
    _ body: (Self) async throws(Failure) -> Value
  ) async throws(StateError) -> Result<Value, Failure> {
    _ = try await run(PostgresConnection.beginReading)
    let value: Value
    do throws(Failure) {
      value = try await body(self)
    } catch {
      _ = try? await connection.run([PostgresStatement("ROLLBACK")])
      return .failure(error)
    }
    _ = try await run(PostgresConnection.commit)
    return .success(value)
  }

  func holding<Value>(
    _ body: () throws(ResourceTable.Damage) -> Value
  ) throws(StateError) -> Value {
    do throws(ResourceTable.Damage) {
      return try body()
    } catch {
      throw .document(place, .damaged(detail: error.detail))
    }
  }

  // MARK: - What is stored

  static func readingState(_ workspace: String) -> [PostgresStatement] {
    [
      PostgresResources.reading(workspace),
      PostgresTable.appliedMove.reading(workspace, ordered: "position"),
    ]
  }

  func state() async throws(StateError) -> StoredState {
    let answers = try await run(Self.readingState(workspace))
    return try holding { () throws(ResourceTable.Damage) in
      try Self.state(row, answers[...])
    }
  }

  /// What a row and the answers to `readingState` come to.
  static func state(
    _ row: PostgresHead, _ answers: ArraySlice<PostgresRows>
  ) throws(ResourceTable.Damage) -> StoredState {
    guard answers.count == 2, let resources = answers.first, let moves = answers.last else {
      throw ResourceTable.Damage(detail: "it does not answer in full")
    }
    var appliedMoves: [Move] = []
    for row in moves.all {
      guard PostgresTable.appliedMove.isWhole(row),
        let from = row.withText(1, { Address(stored: $0) }),
        let to = row.withText(2, { Address(stored: $0) })
      else { throw ResourceTable.Damage(detail: "a move names no address") }
      appliedMoves.append(Move(from: from, to: to))
    }
    return StoredState(
      lineage: row.head.lineage, serial: row.head.serial, account: row.head.account,
      target: row.head.target,
      resources: try PostgresResources.read(resources, expecting: row.resources),
      unfinished: try row.unfinished.map(UnfinishedColumn.creations) ?? [],
      appliedMoves: appliedMoves, nextLocalID: row.head.nextLocalID)
  }

  // MARK: - The history

  /// A document that has a part of the history, and of all else what the row says.
  func document(_ part: PostgresHistory.Part) async throws(StateError) -> StateDocument {
    let answers = try await run(PostgresHistory.reading(workspace, part))
    var document = StateDocument(head: row.head)
    document.history = try holding { () throws(ResourceTable.Damage) in
      try PostgresHistory.read(answers[...]).entries
    }
    return document
  }

  /// What the next entry is chained to.
  func tip() async throws(StateError) -> HistoryTip {
    guard row.lastApply > 0 else { return HistoryTip() }
    let last = PostgresHistory.Part(
      applies: [row.lastApply], operations: "false", runs: "false")
    let tip = try await document(last).tip
    guard tip.number == row.lastApply else {
      throw .document(
        place, .damaged(detail: "entry \(row.lastApply) of its history is not there"))
    }
    return tip
  }

  /// Everything, held against all that is known of it.
  func snapshot() async throws(StateError) -> StateDocument {
    let state = try await state()
    let answers = try await run(PostgresHistory.reading(workspace, .init()))
    var document = StateDocument(head: row.head)
    document.resources = state.resources.byAddress
    document.unfinished = state.unfinished
    document.appliedMoves = state.appliedMoves
    let history = try holding { () throws(ResourceTable.Damage) in
      try PostgresHistory.read(answers[...])
    }
    guard history.tally == row.history else {
      throw .document(
        place,
        .damaged(
          detail: "its history has \(history.tally.count) rows and should have \(row.history.count)"
        ))
    }
    document.history = history.entries
    for name in try await memberCounts().keys {
      var all: [SealedMember] = []
      do { try await members(of: name, after: nil) { all += $0 } } catch let error as StateError {
        throw error
      } catch {
        preconditionFailure("nothing else is thrown where members are read")
      }
      document.lists[name] = all
    }
    return document
  }

  /// Numbers that a query returns.
  private func numbers(
    _ sql: String, _ parameters: PostgresParameter...
  ) async throws(StateError) -> [Int64] {
    let answers = try await run([PostgresStatement(sql, [.text(workspace)] + parameters)])
    return answers[0].all.map { $0.integer(0) }
  }

  private static let isOurs = "workspace = (SELECT id FROM workspace WHERE name = $1)"

  func life(of address: Address) async throws(StateError) -> [LifeEvent] {
    var part = PostgresHistory.Part.heads()
    // Where it was before is told by the moves alone.
    part.texts = try await document(part).addresses(of: address).map(\.description)
    part.operations = "kind = 'move' OR address = ANY($3)"
    part.runs = "true"
    return try await document(part).life(of: address)
  }

  func begun(_ digits: String) async throws(StateError) -> BegunApply? {
    let found = try await numbers(
      """
      SELECT number FROM apply WHERE \(Self.isOurs) AND kind = $2
      AND substr(plan_digest, 1, CAST($3 AS int)) = $4 ORDER BY number
      """, .text(ApplyRecord.Kind.apply.rawValue), .integer(digits.unicodeScalars.count),
      .text(digits))
    guard !found.isEmpty else { return nil }
    var part = PostgresHistory.Part.heads(of: found)
    part.runs = "true"
    return try await document(part).begun(digits)
  }

  /// What earlier applies left open, with the entries that it is of.
  func unsettled() async throws(StateError) -> StateDocument {
    guard row.head.unsettledCount > 0 else { return StateDocument(head: row.head) }
    let applies = try await numbers(
      """
      SELECT apply FROM journal WHERE \(Self.isOurs) AND first_seq >= 0
      AND phase NOT IN ('unknown', 'sending') AND step IS NULL GROUP BY apply
      HAVING sum(CASE phase WHEN 'intent' THEN 1 ELSE -1 END * (last_seq - first_seq + 1)) > 0
      """)
    let document = try await document(.init(applies: applies))
    guard document.unsettled.count == Int(row.head.unsettledCount) else {
      throw .document(
        place,
        .damaged(
          detail:
            "\(row.head.unsettledCount) of its operations are open, and its history tells of \(document.unsettled.count)"
        ))
    }
    return document
  }

  func recentEffect(at now: MachineTime) async throws(StateError) -> RecentEffect? {
    let (wall, monotonic) = (now.wall.milliseconds, now.monotonic.milliseconds)
    // What is certainly over is left where it is; what may not be is judged by the value.
    let applies = try await numbers(
      """
      SELECT DISTINCT apply FROM journal WHERE \(Self.isOurs) AND effect_span IS NOT NULL
      AND (effect_wall > $2 OR effect_wall + effect_span >= $2 OR effect_span > $3
        OR effect_wall < $2 - $4 OR (effect_boot = $5 AND effect_monotonic + effect_span >= $3))
      """, .integer(wall), .integer(monotonic),
      .integer(EffectDeadline.longestAge.milliseconds), .text(now.bootID))
    guard !applies.isEmpty else { return nil }
    return try await document(.init(applies: applies)).recentEffect(at: now)
  }

  // MARK: - Members

  func memberCounts() async throws(StateError) -> [String: Int] {
    PostgresMembers.lists(try await run([PostgresMembers.lists(workspace)])[0])
      .mapValues { Int($0.tally.count) }
  }

  /// Hands on who is on a list, once all of it is held against what it comes to.
  func members(
    of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
  ) async throws {
    let lists = PostgresMembers.lists(try await run([PostgresMembers.lists(workspace)])[0])
    guard let list = lists[list] else { return }
    if last == nil {
      var found = PostgresTally()
      try await pages(of: list, after: nil) { members in
        for member in members {
          found.count += 1
          found.sum += PostgresMembers.checksum(of: member)
        }
      }
      guard found == list.tally else { throw damagedMembers }
    }
    try await pages(of: list, after: last, page)
  }

  private func pages(
    of list: PostgresMembers.List, after last: SealedMember?,
    _ page: ([SealedMember]) throws -> Void
  ) async throws {
    var last = last
    while true {
      let rows = try await run([PostgresMembers.page(of: list.number, workspace, after: last)])[0]
      guard let members = PostgresMembers.members(rows) else { throw damagedMembers }
      guard let end = members.last else { return }
      try page(members)
      guard members.count == PostgresMembers.pageSize else { return }
      last = end
    }
  }

  private var damagedMembers: StateError {
    .document(place, .damaged(detail: "its table member is not what was written"))
  }
}

extension StateDocument {
  /// An address and those that the resource had before, as the moves tell.
  fileprivate func addresses(of address: Address) -> [Address] {
    var (current, all) = (address, [address])
    for entry in history.reversed() {
      guard let arrival = entry.records.first(where: { $0.movedTo == current }) else { continue }
      current = arrival.address
      all.append(current)
    }
    return all
  }
}
