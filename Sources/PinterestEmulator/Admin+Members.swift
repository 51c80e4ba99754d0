/// Who is on the customer lists, as counts and digests: what a test compares with a file.
extension Engine {
  /// `customer_lists`, or one of them, and its members or its uploads.
  func members(_ path: [String], _ call: Call) throws(Refusal) -> Answer {
    guard let id = path.first else {
      let lists = world[.customerLists].order.compactMap { world[.customerLists][$0] }
      return .ok(["items": .array(lists.map { .object(world.membership(of: $0)) })])
    }
    guard let list = world[.customerLists][Int(id)] else { throw .notFound("Customer list", id) }
    switch path.dropFirst().first {
    case nil:
      var shown = world.membership(of: list)
      shown["digest"] = .string(world.members.digest(list.id))
      shown["forms"] = .object(world.members.forms(list.id).mapValues { .integer($0) })
      return .ok(shown)
    case "members":
      let first = max(0, call.value("from").flatMap(Int.init) ?? 0)
      let count = max(0, call.value("count").flatMap(Int.init) ?? 100_000)
      let found = world.members.sorted(list.id).dropFirst(first).prefix(count)
      return .ok(["items": .array(found.map { .string($0.hexadecimal) })])
    case "batches": return .ok(["items": .array(world.members.batches(list.id))])
    case let part?: throw .notFound("\(call.method) customer_lists/\(id)/\(part):", "that")
    }
  }
}

extension World {
  fileprivate func membership(of list: Row) -> Row {
    [
      "id": list["id"] ?? .null, "name": list["name"] ?? .null,
      "ad_account_id": list["ad_account_id"] ?? .null, "list_type": list["_list_type"] ?? .null,
      "status": .string(customerListStatus(list)), "members": .integer(members.count(list.id)),
      "processed": processedCount(list).map { .integer($0) } ?? .null,
      "batches": .integer(members.batches(list.id).count),
    ]
  }
}
