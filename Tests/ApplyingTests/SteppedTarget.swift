import AdsModel
import Applying
import Diagnostics
import ManifestModel
import Planning
import StateStore
import TestSupport

/// An account in memory whose audiences are made in steps: a list, two uploads, the audience.
///
/// A change of one takes two steps and an archiving too; everything else is done whole.
actor SteppedTarget: AdsTarget {
  /// What comes of one request.
  enum Fault: CaseIterable {
    case refused, notSent, lostBefore, lostAfter
    /// No answer comes, and it is carried out when nobody counts on it any more.
    case lostLate
  }

  struct List: Hashable {
    let name: String
    var label: String
    var parts: [Int] = []
  }

  struct Entity: Hashable {
    let kind: ResourceKind
    let parentID: String?
    let list: String?
    var attributes: [UInt8]
    var isArchived = false
  }

  struct Request {
    let prepared: PreparedOperation
    let address: Address
  }

  nonisolated let delivery = Delivery.grouped(entities: 3, keywords: 5, concurrency: 2)
  nonisolated let timing = EffectTiming(requestTimeout: .seconds(60), settlingTime: .seconds(10))
  nonisolated let machine = FakeMachine()
  private(set) var lists: [String: List] = [:]
  private(set) var entities: [String: Entity] = [:]
  /// What each request was about, in the order in which they came.
  private(set) var log: [String] = []
  /// What no target should be asked, or be asked twice.
  private(set) var violations: [String] = []
  private(set) var lookCount = 0
  private var nextID = 100_000
  private var late: [(due: Duration, request: Request)] = []

  /// By the number of the request.
  var fault: @Sendable (Int) -> Fault? = { _ in nil }
  /// By the number of the request, why nothing more should be sent after it.
  var stop: @Sendable (Int) -> String? = { _ in nil }
  /// Around each request; false once the process is dead.
  var step: @Sendable () -> Bool = { true }
  /// Whether what a process sent right before its death is carried out, late.
  var arrivesAfterDeath = false

  func set(_ change: @Sendable (isolated SteppedTarget) -> Void) { change(self) }

  func preflight(
    _ manifest: Manifest, isWriting: Bool
  ) async throws(TargetFailure) -> [Diagnostic] { [] }

  func preflight(_ draft: PlanDraft) async throws(TargetFailure) -> [Diagnostic] { [] }

  func observe(_ scope: ObservedScope) async throws(TargetFailure) -> LiveAccount? { nil }

  func strangers(
    _ id: String, kinds: Set<ResourceKind>, _ manifest: Manifest, _ state: StoredState?
  ) async throws(TargetFailure) -> [Stranger] { [] }

  func reserveIDs(_ count: Int, from first: Int64) async -> [String]? { nil }

  func marks(for kinds: Set<ResourceKind>) async throws(TargetFailure) -> [ResourceKind: String] {
    var marks: [ResourceKind: String] = [:]
    for (id, entity) in entities where kinds.contains(entity.kind) {
      marks[entity.kind] = max(marks[entity.kind] ?? "", id)
    }
    return marks
  }

  func steps(
    of operations: [PreparedOperation], of plan: Plan
  ) async -> [Int: OperationStep] {
    var steps: [Int: OperationStep] = [:]
    for prepared in operations
    where plan.changes[prepared.operation.changeIndex].address.kind == .audience {
      steps[prepared.operation.sequence] = next(prepared)
    }
    return steps
  }

  private func next(_ prepared: PreparedOperation) -> OperationStep? {
    let values = prepared.privateValues
    switch prepared.operation.kind {
    case .create:
      guard values["list"] != nil else {
        return OperationStep("list", ["mark": lists.keys.max() ?? ""])
      }
      let parts = values["parts"].flatMap(Int.init) ?? 0
      return OperationStep(parts < 2 ? "upload \(parts + 1)" : "audience", values)
    case .update:
      return OperationStep(
        values["label"] == prepared.label ? "rename audience" : "rename list", values)
    case .archive, .archiveReplaced:
      // What was only begun is given up at once.
      guard prepared.id != nil, values["list"] != nil else { return nil }
      return OperationStep(values["emptied"] == nil ? "empty" : "archive", values)
    }
  }

  func perform(
    _ operations: [PreparedOperation], of plan: Plan, willSend: @escaping WillSend
  ) async -> TargetReply {
    do throws(NotToBeSent) {
      try await willSend()
    } catch {
      return TargetReply(operations.map { _ in .notSent(error.words) }, stop: error.words)
    }
    carryOutLate()
    let requests = operations.map {
      Request(prepared: $0, address: plan.changes[$0.operation.changeIndex].address)
    }
    let number = log.count
    log.append(requests.map(\.title).joined(separator: ", "))
    await Task.yield()
    guard step() else {
      if arrivesAfterDeath { late += requests.map { (machine.elapsed + .seconds(69), $0) } }
      return TargetReply(operations.map { _ in .unanswered("dead") })
    }
    var answers = requests.map { answer($0, fault(number)) }
    if !step() { answers = operations.map { _ in .unanswered("dead") } }
    return TargetReply(answers, requestID: "request-\(number)", stop: stop(number))
  }

  private func answer(_ request: Request, _ fault: Fault?) -> TargetAnswer {
    switch fault {
    case nil: return carryOut(request)
    case .refused: return .refused("no")
    case .notSent: return .notSent("the day's limit is reached")
    case .lostBefore: return .unanswered("no answer")
    case .lostAfter:
      _ = carryOut(request)
      return .unanswered("no answer")
    case .lostLate:
      late.append((machine.elapsed + .seconds(69), request))
      return .unanswered("no answer")
    }
  }

  /// Carries out what is due.
  private func carryOutLate() {
    let due = late.filter { $0.due <= machine.elapsed }
    late.removeAll { $0.due <= machine.elapsed }
    for (_, request) in due { _ = carryOut(request) }
  }

  private func newID() -> String {
    nextID += 1
    return String(nextID)
  }

  // MARK: - Doing it

  private func carryOut(_ request: Request) -> TargetAnswer {
    let prepared = request.prepared
    guard let step = prepared.step else { return carryOutWhole(request) }
    var values = prepared.privateValues
    let (id, list) = (prepared.id ?? "", values["list"] ?? "")
    switch step.name {
    case "list":
      if values["list"] != nil { violations.append("makes a second list for \(request.address)") }
      let id = newID()
      lists[id] = List(name: request.address.key, label: prepared.label ?? "")
      return .stepDone(["list": id])
    case "upload 1", "upload 2":
      let part = step.name.hasSuffix("1") ? 1 : 2
      if lists[list]?.parts != (part == 1 ? [] : [1]) {
        violations.append("uploads part \(part) of \(request.address) at the wrong time")
      }
      lists[list]?.parts.append(part)
      values["parts"] = String(part)
      return .stepDone(values)
    case "audience":
      let id = newID()
      entities[id] = Entity(
        kind: .audience, parentID: nil, list: list,
        attributes: prepared.outcome?.attributes ?? [])
      return .done(id: id, remembering: ["list": list])
    case "rename list":
      lists[list]?.label = prepared.label ?? ""
      values["label"] = prepared.label
      return .stepDone(values)
    case "rename audience":
      entities[id]?.attributes = prepared.outcome?.attributes ?? []
      return .done(id: id, remembering: ["list": list])
    case "empty":
      if lists[list] == nil { violations.append("knows no list of \(request.address)") }
      lists[list]?.parts = []
      values["emptied"] = "yes"
      return .stepDone(values)
    default:
      entities[id]?.isArchived = true
      return .done(id: id, remembering: ["list": list])
    }
  }

  private func carryOutWhole(_ request: Request) -> TargetAnswer {
    let prepared = request.prepared
    switch prepared.operation.kind {
    case .create:
      let id = newID()
      entities[id] = Entity(
        kind: request.address.kind, parentID: prepared.parentID, list: nil,
        attributes: prepared.outcome?.attributes ?? [])
      return .done(id: id)
    case .update: entities[prepared.id ?? ""]?.attributes = prepared.outcome?.attributes ?? []
    case .archive, .archiveReplaced:
      entities[prepared.id ?? ""]?.isArchived = true
      if let list = prepared.givenUp["list"] { lists[list]?.parts = [] }
    }
    return .done(id: prepared.id ?? "")
  }

  // MARK: - Looking

  func look(
    for requests: [LookRequest], besides known: [ResourceKind: Set<String>]
  ) async -> [LookFinding] {
    lookCount += 1
    carryOutLate()
    var taken = known
    return requests.map { look(for: $0, &taken) }
  }

  private func look(
    for request: LookRequest, _ taken: inout [ResourceKind: Set<String>]
  ) -> LookFinding {
    guard let step = request.step else { return lookWhole(request, &taken) }
    var values = request.privateValues
    let (id, list) = (request.record.id ?? "", values["list"] ?? "")
    switch step.name {
    case "list":
      let mark = step.values["mark"] ?? ""
      let found = lists.filter { $0.key > mark && $0.value.name == request.record.address.key }
      return found.keys.min().map { .stepHappened(["list": $0]) } ?? .didNotHappen
    case "upload 1", "upload 2":
      let part = step.name.hasSuffix("1") ? 1 : 2
      values["parts"] = String(part)
      return lists[list]?.parts.contains(part) == true ? .stepHappened(values) : .didNotHappen
    case "audience":
      let found = entities.first { $0.value.list == list && !list.isEmpty }?.key
      return found.map { .happened(id: $0, remembering: ["list": list]) } ?? .didNotHappen
    case "rename list":
      values["label"] = request.outcome?.label
      return lists[list]?.label == request.outcome?.label ? .stepHappened(values) : .didNotHappen
    case "rename audience":
      return entities[id]?.attributes == request.outcome?.attributes
        ? .happened(id: id, remembering: ["list": list]) : .didNotHappen
    case "empty":
      values["emptied"] = "yes"
      return lists[list]?.parts == [] ? .stepHappened(values) : .didNotHappen
    default:
      return entities[id]?.isArchived == true
        ? .happened(id: id, remembering: ["list": list]) : .didNotHappen
    }
  }

  private func lookWhole(
    _ request: LookRequest, _ taken: inout [ResourceKind: Set<String>]
  ) -> LookFinding {
    let (kind, id) = (request.record.address.kind, request.record.id ?? "")
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
      return entities[id]?.attributes == request.outcome?.attributes
        ? .happened(id: id) : .didNotHappen
    default:
      return id.isEmpty || entities[id]?.isArchived == true ? .happened(id: id) : .didNotHappen
    }
  }
}

extension SteppedTarget.Request {
  fileprivate var title: String {
    "\(address): \(prepared.step?.name ?? prepared.operation.kind.rawValue)"
  }
}

extension StoredResource {
  fileprivate var label: String? { Fields(json: attributes)?[.name]?.text }
}

extension PreparedOperation {
  fileprivate var label: String? { outcome?.label }
}

extension SteppedTarget {
  /// Everything in the account, without ids: each list with how it is used, each entity.
  var contents: [String] {
    let used = lists.map { id, list in
      let audiences = entities.values.filter { $0.list == id }
        .map {
          "\(String(decoding: $0.attributes, as: UTF8.self))\($0.isArchived ? " archived" : "")"
        }
      return "list \(list.name) \(list.label) \(list.parts): \(audiences)"
    }
    let others = entities.values.filter { $0.list == nil }.map {
      "\($0.kind) \(String(decoding: $0.attributes, as: UTF8.self)) \($0.isArchived)"
    }
    return (used + others).sorted()
  }

  /// What is remembered otherwise than the account holds it.
  func mismatches(_ state: StoredState?) -> [String] {
    (state?.resources ?? []).compactMap { resource in
      guard let entity = entities[resource.id] else { return "\(resource.address) is not live" }
      guard entity.attributes == resource.attributes, !entity.isArchived else {
        return "\(resource.address) differs"
      }
      let expected: PrivateValues = entity.list.map { ["list": $0] } ?? [:]
      return resource.privateValues == expected && resource.replacedValues.isEmpty
        ? nil : "\(resource.address) is remembered otherwise"
    }
  }
}
