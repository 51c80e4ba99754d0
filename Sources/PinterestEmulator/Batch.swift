/// A write of up to 30 entities, each judged alone.
struct Batch: Sendable {
  let kind: Kind
  let shape: Shape
  let apply: @Sendable (inout World, Row, String) throws(Refusal) -> Row

  static let size = 1...30

  func run(_ world: inout World, _ call: Call, account: String) throws(Refusal) -> Answer {
    let body = try call.json()
    let isStrict = world.settings.isOn("strict_requests")
    let complaintsPerItem = world.settings.text("shape_errors") == "item"
    let checked = Shape.list(complaintsPerItem ? .anything : shape, count: Self.size)
    if let complaint = checked.complaint(about: body, at: "body", isStrict: isStrict) {
      throw Refusal(complaint)
    }
    let before = world.settings.text("business_errors") == "request" ? world : nil
    var items: [JSON] = []
    for (index, item) in (body.array ?? []).enumerated() {
      do throws(Refusal) {
        if let refusal = call.refusals?.refusal(forItem: index) { throw refusal }
        let complaint = shape.complaint(about: item, at: "body[\(index)]", isStrict: isStrict)
        if let complaint { throw Refusal(complaint) }
        let row = try apply(&world, item.object ?? [:], account)
        items.append(success(world.view(row, kind), world.settings))
      } catch {
        if let before {
          world = before
          throw Refusal(code: error.code, error.message)
        }
        items.append(failure(error, world.settings))
      }
    }
    return .ok(["items": .array(items)])
  }

  private func success(_ data: JSON, _ settings: Settings) -> JSON {
    settings.isOn("null_for_unused") ? ["data": data, "exceptions": .null] : ["data": data]
  }

  /// A list of exceptions, but for ads one object.
  private func failure(_ refusal: Refusal, _ settings: Settings) -> JSON {
    let isList = kind != .ads || settings.isOn("ads_exceptions_as_array")
    let exceptions = isList ? [refusal.exception] : refusal.exception
    return settings.isOn("null_for_unused")
      ? ["data": .null, "exceptions": exceptions] : ["exceptions": exceptions]
  }
}

/// Items of a batch that a fault refuses.
struct ItemRefusals: Sendable {
  /// Places from 0, or nil for every second item.
  let places: Set<Int>?
  let refusal: Refusal
  /// Whether they are left out as if the server had stopped on the way, with no word about them.
  var isSilent = false

  func refusal(forItem index: Int) -> Refusal? {
    (places?.contains(index) ?? (index % 2 == 1)) ? refusal : nil
  }
}

extension Call {
  func json() throws(Refusal) -> JSON {
    if let parsedBody { return parsedBody }
    do throws(JSON.SyntaxError) { return try JSON(parsing: body) } catch {
      throw Refusal("The body is not JSON: \(error.message) at byte \(error.offset).")
    }
  }

  /// The body as an object of the shape.
  func json(_ shape: Shape, _ settings: Settings) throws(Refusal) -> JSON {
    let body = try json()
    let isStrict = settings.isOn("strict_requests")
    if let complaint = shape.complaint(about: body, at: "body", isStrict: isStrict) {
      throw Refusal(complaint)
    }
    return body
  }
}
