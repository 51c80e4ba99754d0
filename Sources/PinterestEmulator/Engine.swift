/// Answers requests, one at a time, on the one account that it keeps.
actor Engine {
  var world: World
  var faults = Faults()
  var limiter: RateLimiter
  var log: RequestLog
  /// Requests that came and are not carried out yet, by their numbers.
  var waiting: [Int: LateCall] = [:]
  var veils = Veils()
  let seed: JSON
  private let store: Store?

  init(_ options: Emulator.Options) throws {
    seed = try options.seedText.map { try JSON(parsing: $0) } ?? Seed.standard
    limiter = RateLimiter(isOn: options.hasRateLimits)
    log = try RequestLog(recordingTo: options.recordPath)
    var world = try World(seed: seed)
    if let limit = options.pageSizeLimit {
      try world.settings.set(["page_size_limit": .integer(limit)])
    }
    if let now = options.now { world.clock.set(now) }
    store = try options.storePath.map { try Store(path: $0) }
    if let store, try !store.load(into: &world) { try store.rewrite(world) }
    world.forgetChanges()
    self.world = world
  }

  /// Starts over from a seed.
  func reset(_ seed: JSON?) throws {
    let settings = world.settings
    var fresh = try World(seed: seed ?? self.seed)
    if seed?["settings"] == nil, self.seed["settings"] == nil {
      try fresh.settings.set(["page_size_limit": settings.values["page_size_limit"] ?? 250])
    }
    fresh.clock = world.clock
    if let now = seed?["now"]?.string.flatMap(Clock.seconds) { fresh.clock.set(now) }
    world = fresh
    faults.clear()
    log.forgetWhatWasSetByHand()
    waiting = [:]
    veils.clear()
    limiter.restart()
    log.clear()
    try store?.rewrite(world)
    world.forgetChanges()
  }

  /// Judges, carries out and records one request.
  func respond(to call: Call) -> Delivery {
    let number = log.nextNumber()
    var call = call
    call.number = number
    if !call.isForm { call.parsedBody = try? JSON(parsing: call.body) }
    let segments = call.segments
    var found: (operation: Operation, parameters: [String: String])?
    for operation in Operation.all where operation.method == call.method {
      if let parameters = operation.parameters(segments) {
        found = (operation, parameters)
        break
      }
    }
    let delivery: Delivery
    var fault: Fault?
    if let found {
      fault = faults.take(call, found.operation)
      if let fault, fault.kind.commitsLate {
        call.hiding = fault.hiding
        return postpone(
          LateCall(
            number: number, call: call, operation: found.operation, parameters: found.parameters,
            fault: fault, due: .now + .milliseconds(fault.delay)))
      }
      delivery = respond(to: call, found.operation, found.parameters, fault)
    } else {
      delivery = Delivery(answer: Self.unknown(call))
    }
    let sent = addressed(delivery, number)
    log.add(number, call, found?.operation, sent, fault, activeQuirks, at: world.now)
    save()
    return sent
  }

  var activeQuirks: [String] { Quirks.names.filter(world.settings.isOn) }

  /// A delivery with what every answer carries.
  func addressed(_ delivery: Delivery, _ number: Int) -> Delivery {
    var sent = delivery
    sent.answer.headers["x-pinterest-rid"] = log.requestID(number)
    sent.answer.body = sent.answer.body.map(Quirks(settings: world.settings).apply)
    return sent
  }

  /// Writes what a request, or an edit from outside, changed.
  func save() {
    guard let store else {
      world.forgetChanges()
      return
    }
    let changes = world.takeChanges()
    if !changes.isEmpty { store.append(changes) }
  }

  private func respond(
    to call: Call, _ operation: Operation, _ parameters: [String: String], _ fault: Fault?
  ) -> Delivery {
    guard let fault else {
      return Delivery(answer: answer(call, operation, parameters))
    }
    var call = call
    if fault.kind == .partialBatch || fault.kind == .errorAfterPart {
      let message = fault.message ?? "Something went wrong with this item."
      call.refusals = ItemRefusals(
        places: fault.items, refusal: Refusal(code: fault.code, message),
        isSilent: fault.kind == .errorAfterPart)
    }
    call.hiding = fault.hiding
    let done = fault.commits ? answer(call, operation, parameters) : nil
    let failed = fault.error
    switch fault.kind {
    case .errorBeforeCommit, .errorAfterCommit, .errorAfterPart: return Delivery(answer: failed)
    case .closeBeforeCommit, .closeAfterCommit:
      return Delivery(answer: done ?? failed, manner: .close)
    case .hang:
      return Delivery(
        answer: done ?? failed,
        manner: .hang(milliseconds: fault.milliseconds, clearings: faults.clearings))
    case .rateLimited:
      var answer = Answer.failure(
        429, code: 8, fault.message ?? "You have exceeded your rate limit.")
      answer.headers["Retry-After"] = String(fault.retryAfter)
      return Delivery(answer: answer)
    case .unauthorized:
      return Delivery(answer: .failure(401, code: 2, fault.message ?? "Authentication failed."))
    case .garbageBody:
      return Delivery(answer: done ?? failed, garbage: Array("<html>Bad gateway {\"items\":".utf8))
    case .truncatedBody: return Delivery(answer: done ?? failed, manner: .truncated)
    case .slow:
      return Delivery(
        answer: done ?? failed, manner: .late(milliseconds: fault.milliseconds ?? 1000))
    case .partialBatch, .commitsLate, .commitsLateAfterClose, .commitsLateAfterError:
      return Delivery(answer: done ?? failed)
    case .visibleLate:
      return Delivery(answer: done ?? failed, manner: fault.closes ? .close : .whole)
    }
  }

  func answer(
    _ call: Call, _ operation: Operation, _ parameters: [String: String]
  ) -> Answer {
    var limits: [String: String] = [:]
    do throws(Refusal) {
      if operation.isProtected {
        _ = try world.tokens.authorize(
          call.authorization, scopes: operation.scopes, acceptsClients: operation.acceptsClients,
          now: world.now)
      }
      if operation.isOfAPI {
        let counted = limiter.count(operation.category)
        limits = counted.headers
        if counted.wait != nil {
          throw Refusal(status: 429, code: 8, "You have exceeded your rate limit.")
        }
      }
      let object = parameters["customer_list_id"] ?? parameters["audience_id"]
      if operation.isWrite, let object, let wait = limiter.count(writeTo: object) {
        limits["Retry-After"] = String(wait)
        throw Refusal(
          status: 429, code: 8, "Too many changes to one object in a short time; is this spam?")
      }
      try operation.check(call, parameters, isStrict: world.settings.isOn("strict_requests"))
      if let id = parameters["ad_account_id"] { try world.checkAccess(id, operation) }
      var answer = try run(call, operation, parameters)
      answer.headers.merge(limits) { own, _ in own }
      return answer
    } catch {
      var answer = error.answer
      answer.headers = limits
      return answer
    }
  }

  /// Writes see the true account; reads may see an older one.
  private func run(
    _ call: Call, _ operation: Operation, _ parameters: [String: String]
  ) throws(Refusal) -> Answer {
    veils.lift(at: .now)
    if operation.isWrite, let milliseconds = call.hiding {
      var before = world
      // Rows say how many people a list has. A second holder of the sets would make the next
      // upload copy them.
      before.members = MemberSets()
      let answer = try operation.run(&world, call, parameters)
      veils.hang(
        Veils.Veil(
          number: call.number, operation: operation.name,
          until: .now + .milliseconds(milliseconds), before: world.changedRows(asIn: before)))
      return answer
    }
    guard !operation.isWrite, !veils.veils.isEmpty, operation.isProtected else {
      return try operation.run(&world, call, parameters)
    }
    var shown = veils.shown(world)
    let answer = try operation.run(&shown, call, parameters)
    world.bulk = shown.bulk
    world.reports = shown.reports
    return answer
  }

  private static func unknown(_ call: Call) -> Answer {
    .failure(404, code: 404, "The emulator has no operation \(call.method) \(call.path).")
  }
}

extension World {
  /// Whether the user may do this on the account.
  func checkAccess(_ id: String, _ operation: Operation) throws(Refusal) {
    let account = try account(id)
    let roles = Set(account["permissions"]?.strings ?? [])
    if operation.category == "ads_analytics",
      roles.isDisjoint(with: ["OWNER", "ADMIN", "ANALYST", "CAMPAIGN_MANAGER"])
    {
      throw Refusal(status: 403, code: 29, "You are not permitted to access that resource.")
    }
    guard operation.category == "ads_write" || operation.category == "ads_read" else { return }
    let isAudience =
      operation.name.hasPrefix("audiences/") || operation.name.hasPrefix("customer_lists/")
    var allowed: Set = ["OWNER", "ADMIN", "CAMPAIGN_MANAGER"]
    if isAudience { allowed = ["OWNER", "ADMIN", "AUDIENCE_MANAGER"] }
    guard operation.isWrite else { return }
    guard !roles.isDisjoint(with: allowed) else {
      throw Refusal(status: 403, code: 29, "You are not permitted to access that resource.")
    }
    if account["_disabled"] == true {
      throw Refusal(status: 403, code: 2625, "The account is disapproved.")
    }
  }
}
