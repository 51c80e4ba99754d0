import AdsModel
import Applying
import Diagnostics
import ManifestModel
import Planning
import StateStore
import TestSupport

/// An account in memory that takes batches, loses answers and refuses, as a test says.
actor MemoryTarget: AdsTarget {
  /// What the account does with one operation.
  enum Behaviour: CaseIterable {
    case done, refused, lostBefore, lostAfter, notSent
    /// No answer comes, and it is carried out `lateness` later.
    case lostLate
  }

  struct Entity: Hashable {
    let kind: ResourceKind
    let parentID: String?
    var attributes: [UInt8]
    var isArchived: Bool
  }

  nonisolated let delivery: Delivery
  nonisolated let timing = EffectTiming(requestTimeout: .seconds(60), settlingTime: .seconds(10))
  /// The machine that all runs are on.
  nonisolated let machine = FakeMachine()
  private(set) var entities: [String: Entity] = [:]
  /// The operations of each request, in the order in which the requests came.
  private(set) var requests: [[PreparedOperation]] = []
  /// What no target should be asked.
  private(set) var violations: [String] = []
  private(set) var lookCount = 0
  private var nextID = 100_000
  private var attempts: [Key: Int] = [:]
  private var underWay = 0
  private var late: [(due: Duration, prepared: PreparedOperation, kind: ResourceKind)] = []

  private struct Key: Hashable {
    let address: Address
    let kind: Operation.Kind
  }

  /// By address, kind of operation and how often it came.
  var behaviour: @Sendable (Address, Operation.Kind, Int) -> Behaviour = { _, _, _ in .done }
  /// Whether what a process sent right before its death is carried out, late.
  var arrivesAfterDeath = false
  /// How late something is carried out, by address.
  var lateness: @Sendable (Address) -> Duration = { _ in .seconds(69) }
  /// Before a request is sent, where a rate limit holds it back.
  var hold: @Sendable (ResourceKind) async -> Void = { _ in }
  /// By the number of the request, why nothing more should be sent.
  var stop: @Sendable (Int) -> String? = { _ in nil }
  /// What looking for an address finds in place of the truth.
  var blindness: @Sendable (Address) -> LookFinding? = { _ in nil }
  /// Before a request of a kind is answered.
  var delay: @Sendable (ResourceKind) async -> Void = { _ in }
  /// Why the newest ids cannot be told.
  var markFailure: TargetFailure?
  /// Around each request; false once the process is dead.
  var step: @Sendable () -> Bool = { true }

  init(entities: Int = 3, keywords: Int = 5, concurrency: Int = 2) {
    delivery = .grouped(entities: entities, keywords: keywords, concurrency: concurrency)
  }

  func set(_ change: @Sendable (isolated MemoryTarget) -> Void) { change(self) }

  func preflight(
    _ manifest: Manifest, isWriting: Bool
  ) async throws(TargetFailure) -> [Diagnostic] { [] }

  func preflight(_ draft: PlanDraft) async throws(TargetFailure) -> [Diagnostic] { [] }

  func observe(_ scope: ObservedScope) async throws(TargetFailure) -> LiveAccount? {
    let all = entities.map { live($1, id: $0) }
    switch scope {
    case .owned, .everything: return LiveAccount(all, carried: [:])
    case .campaigns: return LiveAccount(all.filter { $0.kind == .campaign }, carried: [:])
    }
  }

  func strangers(
    _ id: String, kinds: Set<ResourceKind>, _ manifest: Manifest, _ state: StoredState?
  ) async throws(TargetFailure) -> [Stranger] { [] }

  private func live(_ entity: Entity, id: String) -> LiveResource {
    LiveResource(
      entity.kind, id: id, parentID: entity.parentID,
      status: entity.isArchived ? .archived : .active,
      fields: Fields(json: entity.attributes) ?? Fields())
  }

  func reserveIDs(_ count: Int, from first: Int64) async -> [String]? { nil }

  func marks(for kinds: Set<ResourceKind>) async throws(TargetFailure) -> [ResourceKind: String] {
    if let markFailure { throw markFailure }
    var marks: [ResourceKind: String] = [:]
    for (id, entity) in entities where kinds.contains(entity.kind) {
      marks[entity.kind] = max(marks[entity.kind] ?? "", id)
    }
    return marks
  }

  func perform(
    _ operations: [PreparedOperation], of plan: Plan, willSend: @escaping WillSend
  ) async -> TargetReply {
    if let kind = operations.first.map({ plan.changes[$0.operation.changeIndex].address.kind }) {
      await hold(kind)
    }
    do throws(NotToBeSent) {
      try await willSend()
    } catch {
      return TargetReply(operations.map { _ in .notSent(error.words) }, stop: error.words)
    }
    carryOutLate()
    let number = requests.count
    requests.append(operations)
    check(operations, of: plan)
    underWay += 1
    await Task.yield()
    defer { underWay -= 1 }
    guard step() else {
      if arrivesAfterDeath {
        for prepared in operations {
          let address = plan.changes[prepared.operation.changeIndex].address
          late.append((machine.elapsed + lateness(address), prepared, address.kind))
        }
      }
      return TargetReply(operations.map { _ in .unanswered("dead") })
    }
    var reply = TargetReply(
      operations.map { perform($0, at: plan.changes[$0.operation.changeIndex].address) },
      requestID: "request-\(number)", waited: .milliseconds(number), stop: stop(number))
    if let kind = operations.first.map({ plan.changes[$0.operation.changeIndex].address.kind }) {
      await delay(kind)
    }
    if !step() { reply.answers = operations.map { _ in .unanswered("dead") } }
    return reply
  }

  private func perform(_ prepared: PreparedOperation, at address: Address) -> TargetAnswer {
    let key = Key(address: address, kind: prepared.operation.kind)
    attempts[key, default: 0] += 1
    switch behaviour(address, prepared.operation.kind, attempts[key] ?? 0) {
    case .done: return .done(id: carryOut(prepared, address.kind))
    case .refused: return .refused("no")
    case .lostBefore: return .unanswered("no answer")
    case .lostAfter:
      _ = carryOut(prepared, address.kind)
      return .unanswered("no answer")
    case .notSent: return .notSent("the day's limit is reached")
    case .lostLate:
      late.append((machine.elapsed + lateness(address), prepared, address.kind))
      return .unanswered("no answer")
    }
  }

  /// Carries out what is due, or everything that is still to come.
  func carryOutLate(all: Bool = false) {
    let due = late.filter { all || $0.due <= machine.elapsed }
    late.removeAll { all || $0.due <= machine.elapsed }
    for (_, prepared, kind) in due { _ = carryOut(prepared, kind) }
  }

  private func carryOut(_ prepared: PreparedOperation, _ kind: ResourceKind) -> String {
    let id = prepared.id ?? String(nextID)
    switch prepared.operation.kind {
    case .create:
      nextID += 1
      entities[id] = Entity(
        kind: kind, parentID: prepared.parentID, attributes: prepared.outcome?.attributes ?? [],
        isArchived: false)
    case .update: entities[id]?.attributes = prepared.outcome?.attributes ?? []
    case .archive, .archiveReplaced: entities[id]?.isArchived = true
    }
    return id
  }

  func look(
    for requests: [LookRequest], besides known: [ResourceKind: Set<String>]
  ) async -> [LookFinding] {
    lookCount += 1
    carryOutLate()
    var taken = known
    if underWay > 0 { violations.append("looks while something is on its way") }
    return requests.map { request in
      let kind = request.record.address.kind
      if let finding = blindness(request.record.address) { return finding }
      switch request.record.kind {
      case .create:
        let found = entities.filter { id, entity in
          entity.kind == kind && entity.parentID == request.parentID
            && entity.attributes == request.outcome?.attributes && !entity.isArchived
            && id > request.newerThan ?? "" && taken[kind]?.contains(id) != true
        }.keys.min()
        guard let found else { return .didNotHappen }
        taken[kind, default: []].insert(found)
        return .happened(id: found)
      case .update:
        let id = request.record.id ?? ""
        return entities[id]?.attributes == request.outcome?.attributes
          ? .happened(id: id) : .didNotHappen
      default:
        let id = request.record.id ?? ""
        return entities[id]?.isArchived == true ? .happened(id: id) : .didNotHappen
      }
    }
  }

  private func check(_ operations: [PreparedOperation], of plan: Plan) {
    guard case .grouped(let most, let keywords, let concurrency) = delivery else { return }
    let addresses = operations.map { plan.changes[$0.operation.changeIndex].address }
    let kinds = Set(addresses.map(\.kind))
    let isCreation = operations.first?.operation.kind == .create
    if kinds.count != 1 { violations.append("mixes kinds: \(kinds)") }
    if Set(operations.map { $0.operation.kind == .create }).count != 1 {
      violations.append("mixes creations with other operations")
    }
    let limit = kinds == [.audience] ? 1 : kinds == [.keyword] ? keywords : most
    if operations.count > limit { violations.append("\(operations.count) in one request") }
    if kinds == [.keyword], isCreation, Set(operations.map(\.parentID)).count != 1 {
      violations.append("creates keywords of several ad groups")
    }
    for (prepared, address) in zip(operations, addresses) {
      if prepared.operation.kind == .create {
        let parent = prepared.parentID.flatMap { entities[$0] }
        if address.parent != nil, parent == nil || parent?.isArchived == true {
          violations.append("creates \(address) without a parent")
        }
      } else if prepared.id.flatMap({ entities[$0] }) == nil {
        violations.append("knows no id of \(address)")
      }
    }
    if underWay >= concurrency { violations.append("\(underWay + 1) requests at once") }
  }
}

extension MemoryTarget {
  /// Everything in the account, without ids: each entity with all that it is below.
  var contents: [String: Int] {
    entities.keys.reduce(into: [:]) { contents, id in contents[signature(id), default: 0] += 1 }
  }

  private func signature(_ id: String) -> String {
    guard let entity = entities[id] else { return "nothing" }
    let parent = entity.parentID.map { signature($0) } ?? ""
    return "\(parent) > \(entity.kind) \(String(decoding: entity.attributes, as: UTF8.self))"
      + (entity.isArchived ? " archived" : "")
  }

  /// Whether each stored resource is live under its id, and below the parent that is stored.
  func mismatches(_ resources: [StoredResource]) -> [String] {
    let ids = Dictionary(resources.map { ($0.address, $0.id) }) { first, _ in first }
    let stored = resources.compactMap { resource -> String? in
      guard let entity = entities[resource.id] else { return "\(resource.address) is not live" }
      let parentID = resource.address.parent.flatMap { ids[$0] }
      return entity.kind == resource.address.kind && entity.attributes == resource.attributes
        && entity.isArchived == (resource.status == .archived)
        // What is archived may have been left below the old copy of what held it.
        && (entity.isArchived || entity.parentID == parentID)
        ? nil : "\(resource.address) differs"
    }
    let live = entities.filter { !$0.value.isArchived }.map(\.key)
    return stored + Set(live).subtracting(resources.map(\.id)).map { "\($0) is nobody's" }
  }
}
