/// One operation of the API: where it is, what it asks for, what it does.
struct Operation: Sendable {
  let name: String
  let method: String
  /// Segments; one in braces names a parameter.
  let template: [Substring]
  let category: String
  let scopes: [String]
  var query: [Parameter] = []
  /// Whether a token of an app alone is enough.
  var acceptsClients = true
  /// Whether it is one of the Ads API; a file of a report is on a host of its own.
  var isOfAPI = true
  let run: @Sendable (inout World, Call, [String: String]) throws(Refusal) -> Answer

  struct Parameter: Sendable {
    let name: String
    let shape: Shape

    init(_ name: String, _ shape: Shape) {
      self.name = name
      self.shape = shape
    }
  }

  init(
    _ name: String, _ method: String, _ path: StaticString, _ category: String,
    _ scopes: [String], query: [Parameter] = [], acceptsClients: Bool = true,
    run: @escaping @Sendable (inout World, Call, [String: String]) throws(Refusal) -> Answer
  ) {
    self.name = name
    self.method = method
    template = String(describing: path).split(separator: "/")
    self.category = category
    self.scopes = scopes
    self.query = query
    self.acceptsClients = acceptsClients
    self.run = run
  }

  var isWrite: Bool { category == "ads_write" }

  /// Whether a token has to be sent along.
  var isProtected: Bool { isOfAPI && name != "oauth/token" }

  var isOfAnalytics: Bool { category.hasSuffix("_analytics") }

  /// The parameters of a path that is this operation's.
  func parameters(_ segments: [Substring]) -> [String: String]? {
    guard segments.count == template.count else { return nil }
    var parameters: [String: String] = [:]
    for (part, segment) in zip(template, segments) {
      if part.hasPrefix("{") {
        parameters[String(part.dropFirst().dropLast())] = String(segment)
      } else if part != segment {
        return nil
      }
    }
    return parameters
  }

  /// Judges the query and the ids in the path.
  func check(_ call: Call, _ parameters: [String: String], isStrict: Bool) throws(Refusal) {
    for (name, value) in parameters where name.hasSuffix("_id") {
      guard value.isDigits,
        value.utf8.count <= 18 || name == "pin_id" || name == "board_id"
      else { throw Refusal("\(name) '\(value)' does not match ^\\d+$.") }
    }
    for (name, _) in call.query where isStrict && !query.contains(where: { $0.name == name }) {
      throw Refusal("\(name) is not a parameter of \(self.name).")
    }
    for parameter in query {
      let values = call.values(parameter.name)
      guard !values.isEmpty else { continue }
      let value = parameter.shape.value(values)
      let found = parameter.shape.complaint(about: value, at: parameter.name, isStrict: true)
      if let found { throw Refusal(code: 400, found) }
    }
  }
}

extension Shape {
  /// Query texts as a value of the shape, as far as they are one.
  fileprivate func value(_ texts: [String]) -> JSON {
    let text = texts.last ?? ""
    switch self {
    case .list: return JSON(texts.flatMap { $0.split(separator: ",").map(String.init) })
    case .oneOfIntegers: return Int(text).map { .integer($0) } ?? .string(text)
    case .boolean: return ["true": true, "false": false][text] ?? .string(text)
    case .integer, .number: return Int(text).map { .integer($0) } ?? .string(text)
    default: return .string(text)
    }
  }
}
