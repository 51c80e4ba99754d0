/// The part that tests talk to, under `/_emulator`.
extension Engine {
  func administer(_ call: Call) -> Answer {
    do {
      let body: JSON = call.body.isEmpty ? [:] : try call.json()
      let answer = try administer(call, body)
      save()
      return answer
    } catch let refusal as Refusal {
      return refusal.answer
    } catch {
      return .failure(400, code: 1, "\(error)")
    }
  }

  private func administer(_ call: Call, _ body: JSON) throws -> Answer {
    let path = call.segments.dropFirst().map(String.init)
    switch (call.method, path.first, path.count) {
    case ("GET", nil, 0): return .ok(["name": "pinterest-emulator", "api": "v5"])
    case ("POST", "reset", 1):
      try reset(body == [:] ? nil : body)
      return .ok(["reset": true])
    case (_, "clock", 1): return try clock(call.method, body)
    case (_, "faults", _): return try faults(call.method, body)
    case ("GET", "settings", 1): return .ok(world.settings.values)
    case ("PATCH", "settings", 1), ("PUT", "settings", 1):
      try world.settings.set(body.object ?? [:])
      return .ok(world.settings.values)
    case ("GET", "analytics", 1): return .ok(world.dataStates.json)
    case ("PATCH", "analytics", 1), ("PUT", "analytics", 1):
      try world.dataStates.set(body)
      return .ok(world.dataStates.json)
    case ("GET", "rate_limits", 1): return .ok(limiter.json)
    case ("PATCH", "rate_limits", 1):
      try limiter.set(body.object ?? [:])
      return .ok(limiter.json)
    case ("GET", "requests", 1):
      let since = call.value("since").flatMap(Int.init) ?? 0
      let operation = call.value("operation")
      let found = log.entries.filter { entry in
        (entry["number"]?.integer ?? 0) > since
          && (operation == nil || entry["operation"]?.string == operation)
      }
      return .ok(["items": .array(found)])
    case ("DELETE", "requests", 1):
      log.clear()
      return .ok(["cleared": true])
    case ("GET", "pending", 1): return .ok(pending)
    case ("GET", "counters", 1): return .ok(log.counters.mapValues { .integer($0) })
    case ("GET", "dump", 1):
      guard call.value("form") == "tree" else { return .ok(world.dump) }
      return .ok(world.tree(statuses: Set(call.values("status"))))
    case ("POST", "review", 2): return try review(path[1], body)
    case ("GET", "customer_lists", _): return try members(Array(path.dropFirst()), call)
    case ("POST", "entities", 2): return try make(path[1], body)
    case ("PATCH", "entities", 3): return try edit(path[1], path[2], body)
    case ("PATCH", "tokens", 2):
      guard var token = world.tokens.access[path[1]] else { throw Refusal.notFound("Token", "") }
      token.take(body.object ?? [:])
      world.tokens.access[path[1]] = token.filter { $0.value != .null }
      world.tokens.hasChanged = true
      return .ok(["changed": true])
    case ("GET", "files", 2):
      guard let file = world.bulk.file(path[1]) else { throw Refusal.notFound("File", path[1]) }
      return .ok(file)
    default:
      throw Refusal.notFound("\(call.method) \(call.path):", "it is not an admin call and was")
    }
  }

  private func clock(_ method: String, _ body: JSON) throws(Refusal) -> Answer {
    if method == "PUT" || method == "POST" {
      if let text = body["now"]?.string {
        guard let seconds = Clock.seconds(text) else { throw Refusal("now is not RFC 3339.") }
        world.clock.set(seconds)
      }
      if let seconds = body["advance"]?.integer { world.clock.advance(by: seconds) }
      if body["real"] == true { world.clock.useRealTime() }
    }
    return .ok([
      "now": .string(Clock.text(world.now)), "seconds": .integer(world.now),
      "fixed": .boolean(world.clock.fixed != nil),
    ])
  }

  private func faults(_ method: String, _ body: JSON) throws(Refusal) -> Answer {
    switch method {
    case "POST":
      for rule in body.array ?? [body] { _ = try faults.add(rule) }
    case "DELETE": faults.clear()
    default: break
    }
    return .ok(["items": .array(faults.rules.map(\.json))])
  }

  /// A reviewer's decision on an ad.
  private func review(_ id: String, _ body: JSON) throws(Refusal) -> Answer {
    guard var ad = world[.ads][Int(id)] else { throw .notFound("Ad", id) }
    guard let status = body["status"]?.string, ["APPROVED", "REJECTED", "PENDING"].contains(status)
    else { throw Refusal("status is APPROVED, REJECTED or PENDING.") }
    ad["review_status"] = .string(status)
    ad["rejected_reasons"] = body["reasons"] ?? (status == "REJECTED" ? ["OTHER"] : [])
    ad["_review_at"] = nil
    world[.ads].put(world.touched(ad))
    return .ok(world.view(ad, .ads))
  }

  /// A change as a person makes it elsewhere: no rules, and the time of the change is stamped.
  private func edit(_ kind: String, _ id: String, _ body: JSON) throws(Refusal) -> Answer {
    guard let kind = Kind(rawValue: kind), let old = world[kind][Int(id)] else {
      throw .notFound(kind, id)
    }
    for field in kind.references + ["id"] where body[field] != nil && body[field] != old[field] {
      throw Refusal("\(field) cannot be changed.")
    }
    var row = old
    row.take(body.object ?? [:])
    if kind == .customerLists { row = try world.settleMembers(row) }
    log.setByHand(id, (body.object ?? [:]).keys)
    if kind == .audiences {
      row["updated_timestamp"] = .integer(
        max(world.now, (old["updated_timestamp"]?.integer ?? 0) + 1))
      world[kind].put(row)
    } else if Self.timelessKinds.contains(kind) {
      world[kind].put(row)
    } else {
      row = world.store(row, over: old, kind)
    }
    return .ok(world.view(row, kind))
  }

  /// Kinds whose changes leave no time.
  private static let timelessKinds: Set = [
    Kind.pins, .boards, .interests, .conversionTags, .websites,
  ]

  /// Something that a person makes elsewhere: no rules, and an id unless one is given.
  private func make(_ kind: String, _ body: JSON) throws(Refusal) -> Answer {
    guard let known = Kind(rawValue: kind) else { throw .notFound(kind, "") }
    var row = body.object ?? [:]
    for field in known.references where row.reference(field) == nil {
      throw Refusal("\(field) is required.")
    }
    if let given = row["id"] {
      guard let id = given.string.flatMap(Int.init), world[known][id] == nil else {
        throw Refusal("id \(given.text) is taken or no id.")
      }
    } else {
      row["id"] = .string(String(world[known].newID()))
    }
    row = world.plain(known).merging(row) { $1 }
    if known == .customerLists { row = try world.settleMembers(row) }
    log.setByHand(row.text("id") ?? "", row.keys)
    world[known].put(row)
    return .ok(world.view(row, known))
  }
}

extension World {
  /// What is there of something that a person makes and says nothing of.
  fileprivate func plain(_ kind: Kind) -> Row {
    switch kind {
    case .audiences:
      [
        "type": "audience", "name": "", "description": .null, "size": .null, "status": "READY",
        "audience_type": "VISITOR", "rule": [:], "created_by_company_name": .null,
        "created_timestamp": .integer(now), "updated_timestamp": .integer(now),
      ]
    case .conversionTags:
      ["name": "", "status": "ACTIVE", "version": "3", "last_fired_time_ms": .null]
    default: [:]
    }
  }
}
