import AdsModel
import CanonicalJSON
import Diagnostics
import Planning

extension Plan: DocumentObject {
  typealias Key = PlanDocument.Key

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .pinplanVersion: writer.string(PinplanVersion.current)
    case .target: writer.string(target.rawValue)
    case .account: writer.object(account)
    case .state: writer.object(StatePosition(lineage: lineage, serial: serial))
    case .configuration: writer.objects(configuration)
    case .digest: writer.string(digest())
    case .repeats: writer.optional(repeats)
    case .expiresAt: writer.optional(expiresAt?.description)
    case .summary: writer.object(summary)
    case .spend:
      writer.object(
        SpendComparison(currency: account.currency, before: spendBefore, after: spendAfter))
    case .forecast: writer.optional(forecast)
    case .performance: writer.optional(performance)
    case .changes: writer.objects(changes)
    case .moves: writer.objects(moves)
    case .appliedMoves: writer.objects(appliedMoves)
    case .reliesOn: writer.objects(reliances)
    case .refreshes: writer.objects(refreshes)
    case .notes: writer.strings(notes)
    case .overrides: writer.objects(overrides)
    case .diagnostics: writer.objects(diagnostics)
    case .checksum:
      writer.string(
        PlanDocument.checksum(of: writer.json.bytes.dropLast(PlanDocument.checksumKey.count)))
    }
  }
}

/// A plan document that says why there is no plan.
struct FailedPlan: DocumentObject {
  typealias Key = PlanDocument.Key

  let diagnostics: [Diagnostic]

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .pinplanVersion: writer.string(PinplanVersion.current)
    case .account: writer.nothing(for: Account.Key.self)
    case .state: writer.nothing(for: StatePosition.Key.self)
    case .summary: writer.nothing(for: PlanSummary.Key.self)
    case .spend: writer.nothing(for: SpendComparison.Key.self)
    case .target, .digest, .repeats, .expiresAt, .forecast, .performance, .checksum: writer.null()
    case .configuration, .changes, .moves, .appliedMoves, .reliesOn, .refreshes, .notes,
      .overrides:
      writer.strings([])
    case .diagnostics: writer.objects(diagnostics)
    }
  }
}

/// A plan as a file holds it, before the file is trusted.
struct UncheckedPlan: ReadableObject {
  typealias Key = PlanDocument.Key

  let plan: Plan
  let writtenDigest: String

  func write(_ key: Key, to writer: inout DocumentWriter) { plan.write(key, to: &writer) }

  init(from members: KeyedDecodingContainer<Key>) throws {
    let version = try members.decode(Int.self, forKey: .formatVersion)
    guard version == PlanDocument.formatVersion else {
      throw PlanFileError.otherFormat(version, madeBy: try members.text(.pinplanVersion))
    }
    guard let digest = try members.optionalText(.digest) else {
      let diagnostics: [Diagnostic] = try members.objects(.diagnostics)
      throw PlanFileError.noPlan(errors: diagnostics.count { $0.severity == .error })
    }
    var plan = Plan(
      account: try members.object(.account), target: try members.word(.target))
    let state: StatePosition = try members.object(.state)
    plan.lineage = state.lineage
    plan.serial = state.serial ?? 0
    plan.configuration = try members.objects(.configuration)
    plan.expiresAt = try members.optionalText(.expiresAt).map {
      try members.parsed(Instant(parsing: $0), $0, .expiresAt)
    }
    // Plans of earlier versions do not say.
    plan.repeats =
      members.contains(.repeats) ? try members.decode(Int64?.self, forKey: .repeats) : nil
    plan.summary = try members.object(.summary)
    let spend: SpendComparison = try members.object(.spend)
    plan.spendBefore = spend.before
    plan.spendAfter = spend.after
    plan.changes = try members.objects(.changes)
    plan.moves = try members.objects(.moves)
    plan.appliedMoves = try members.objects(.appliedMoves)
    plan.reliances = try members.objects(.reliesOn)
    plan.refreshes = members.contains(.refreshes) ? try members.objects(.refreshes) : []
    plan.notes = try members.texts(.notes)
    plan.overrides = try members.objects(.overrides)
    plan.diagnostics = try members.objects(.diagnostics)
    // Plans of earlier versions have none.
    plan.forecast =
      members.contains(.forecast) ? try members.optionalObject(.forecast) : nil
    plan.performance =
      members.contains(.performance) ? try members.optionalObject(.performance) : nil
    self.plan = plan
    writtenDigest = digest
  }

  /// The plan, if what the file says it does and counts agrees with what it holds.
  func checked() throws(PlanFileError) -> Plan {
    guard plan.digest() == writtenDigest else {
      throw .damaged("its digest is not that of its changes")
    }
    var counted = PlanSummary()
    for change in plan.changes { counted.count(change.action) }
    counted.unchanged = plan.summary.unchanged
    guard counted == plan.summary else { throw .damaged("its summary does not count its changes") }
    return plan
  }
}
