import Foundation

/// What was asked and answered; never a header, and no secret of the token endpoint.
struct RequestLog: Sendable {
  private(set) var entries: [JSON] = []
  private(set) var counters: [String: Int] = [:]
  private var number = 0
  /// What was set by hand, by id: fields that may hold what the description does not know.
  private var setByHand: [String: Set<String>] = [:]
  private let record: FileHandle?

  /// Older entries go, so that a long run does not fill the memory.
  private static let capacity = 20_000

  init(recordingTo path: String?) throws {
    guard let path else {
      record = nil
      return
    }
    let url = URL(fileURLWithPath: path)
    try Data().write(to: url)
    record = try FileHandle(forWritingTo: url)
  }

  mutating func nextNumber() -> Int {
    number += 1
    return number
  }

  func requestID(_ number: Int) -> String { String(5_730_294_000_000_000 + number) }

  mutating func setByHand(_ id: String, _ fields: some Sequence<String>) {
    setByHand[id, default: []].formUnion(fields)
  }

  mutating func forgetWhatWasSetByHand() { setByHand = [:] }

  mutating func clear() {
    entries = []
    counters = [:]
  }

  mutating func add(
    _ number: Int, _ call: Call, _ operation: Operation?, _ delivery: Delivery, _ fault: Fault?,
    _ quirks: [String], at now: Int
  ) {
    let answered =
      switch delivery.manner {
      case .close, .hang, .afterCommit: false
      default: true
      }
    var entry: Row = [
      "number": .integer(number), "time": .integer(now), "method": .string(call.method),
      "path": .string((operation?.isOfAPI == false ? "" : "/v5") + call.path),
      "operation": operation.map { .string($0.name) } ?? .null,
      "query": .array(call.query.map { [.string($0.name), .string($0.value)] }),
      "body": Self.body(call, operation), "request_id": .string(requestID(number)),
      "status": answered ? .integer(delivery.answer.status) : .null,
      "response": answered && delivery.garbage == nil
        ? Self.redacted(delivery.answer.body ?? .null, operation) : .null,
    ]
    if let fault { entry["fault"] = .string(fault.kind.rawValue) }
    if !quirks.isEmpty { entry["quirks"] = JSON(quirks) }
    if !setByHand.isEmpty {
      entry["set_by_hand"] = .object(setByHand.mapValues { JSON($0.sorted()) })
    }
    counters["requests", default: 0] += 1
    counters["\(call.method) \(operation?.name ?? "unknown")", default: 0] += 1
    if let category = operation?.category { counters["category \(category)", default: 0] += 1 }
    entries.append(.object(operation?.isOfAnalytics == true ? Self.shortened(entry) : entry))
    if entries.count > Self.capacity { entries.removeFirst(Self.capacity / 4) }
    if case .afterCommit = delivery.manner { return }
    // What is not of the API is in no description of it.
    if operation?.isOfAPI != false { write(entry) }
  }

  /// Adds the answer to a request that was carried out later than it came.
  mutating func complete(_ number: Int, _ delivery: Delivery, _ operation: Operation) {
    guard let index = entries.lastIndex(where: { $0["number"] == .integer(number) }),
      var entry = entries[index].object
    else { return }
    entry["status"] = .integer(delivery.answer.status)
    entry["response"] = Self.redacted(delivery.answer.body ?? .null, operation)
    entries[index] = .object(entry)
    write(entry)
  }

  /// Long lists of rows are in the record alone, so that a long run does not fill the memory.
  private static func shortened(_ entry: Row) -> Row {
    let rows = entry["response"]?.array ?? entry["response"]?["data"]?.array ?? []
    guard rows.count > 1000 else { return entry }
    return entry.merging(["response": .string("[\(rows.count) rows]")]) { $1 }
  }

  private func write(_ entry: Row) {
    if let record { try? record.write(contentsOf: JSON.object(entry).bytes + [0x0A]) }
  }

  private static let secrets: Set<String> = [
    "code", "refresh_token", "access_token", "token", "client_secret",
  ]

  private static func body(_ call: Call, _ operation: Operation?) -> JSON {
    if call.isForm {
      return redacted(.object(call.form.mapValues { .string($0) }), operation)
    }
    guard !call.body.isEmpty else { return .null }
    if call.path.contains("/customer_lists") { return listBody(call) }
    return call.parsedBody ?? .string(String(decoding: call.body, as: UTF8.self))
  }

  /// Says how long the records of a request are and not which they are: what is on a list, its
  /// digests say.
  private static func listBody(_ call: Call) -> JSON {
    guard let members = call.parsedBody?.object else {
      return .string("[\(call.body.count) bytes]")
    }
    let open: Set = ["name", "list_type", "operation_type"]
    let shown = members.map { name, value in
      (name, open.contains(name) ? value : .string("[\(value.size) bytes]"))
    }
    return .object(Dictionary(uniqueKeysWithValues: shown))
  }

  private static func redacted(_ body: JSON, _ operation: Operation?) -> JSON {
    guard operation?.name.hasPrefix("oauth/") ?? true, case .object(var members) = body,
      members["access_token"] != nil || members["grant_type"] != nil
    else { return body }
    for name in members.keys where secrets.contains(name) { members[name] = "[redacted]" }
    return .object(members)
  }
}

extension JSON {
  /// Bytes of a text, or of the whole value as text.
  fileprivate var size: Int { string?.utf8.count ?? bytes.count }
}
