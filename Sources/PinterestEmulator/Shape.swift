/// What a value of a request must look like before any rule is asked.
indirect enum Shape: Sendable {
  case boolean
  case integer
  case number(ClosedRange<Double>)
  case text(maximum: Int? = nil)
  /// Decimal digits, after one of the prefixes that a bulk request may use.
  case digits(prefix: String = "")
  case oneOf([String])
  case oneOfIntegers([Int])
  case list(Shape, count: ClosedRange<Int> = 0...Int.max)
  case object([Field])
  /// Fields that are known, and any others.
  case openObject([Field])
  /// Any names, each with a value of the shape.
  case map(Shape)
  case anything
  case nullable(Shape)

  struct Field: Sendable {
    let name: String
    let shape: Shape
    let isRequired: Bool

    init(_ name: String, _ shape: Shape, required: Bool = false) {
      self.name = name
      self.shape = shape
      isRequired = required
    }
  }
}

extension Shape {
  /// What is wrong with a value, in words, or nil.
  func complaint(about value: JSON, at path: String, isStrict: Bool) -> String? {
    switch self {
    case .anything: return nil
    case .nullable(let shape):
      return value == .null ? nil : shape.complaint(about: value, at: path, isStrict: isStrict)
    case .boolean: return value.boolean == nil ? "\(path) must be true or false" : nil
    case .integer: return value.integer == nil ? "\(path) must be a whole number" : nil
    case .number(let range):
      guard let number = value.double, range.contains(number) else {
        return "\(path) must be a number from \(range.lowerBound) to \(range.upperBound)"
      }
      return nil
    case .text(let maximum):
      guard let text = value.string else { return "\(path) must be a string" }
      guard let maximum, text.unicodeScalars.count > maximum else { return nil }
      return "\(path) has \(text.unicodeScalars.count) characters; \(maximum) are allowed"
    case .digits(let prefix):
      guard let text = value.string else { return "\(path) must be a string of digits" }
      let digits = text.hasPrefix(prefix) ? text.dropFirst(prefix.count) : text[...]
      guard digits.isDigits else {
        return "\(path) '\(text)' does not match ^(\(prefix))?\\d+$"
      }
      return nil
    case .oneOf(let values):
      guard let text = value.string, values.contains(text) else {
        return "\(path) \(value.text) is not one of \(values.joined(separator: ", "))"
      }
      return nil
    case .oneOfIntegers(let values):
      guard let number = value.integer, values.contains(number) else {
        let names = values.map(String.init).joined(separator: ", ")
        return "\(path) \(value.text) is not one of \(names)"
      }
      return nil
    case .list(let shape, let count):
      return complaint(aboutItems: value, shape, count, path, isStrict)
    case .map(let shape):
      guard let members = value.object else { return "\(path) must be an object" }
      for (name, member) in members.sorted(by: { $0.key < $1.key }) {
        let found = shape.complaint(about: member, at: "\(path).\(name)", isStrict: isStrict)
        if let found { return found }
      }
      return nil
    case .object(let fields):
      return complaint(aboutMembers: value, fields, path, isStrict)
    case .openObject(let fields):
      return complaint(aboutMembers: value, fields, path, false)
    }
  }

  private func complaint(
    aboutItems value: JSON, _ shape: Shape, _ count: ClosedRange<Int>, _ path: String,
    _ isStrict: Bool
  ) -> String? {
    guard let items = value.array else { return "\(path) must be an array" }
    guard count.contains(items.count) else {
      return "\(path) has \(items.count) items; \(count.lowerBound) to \(count.upperBound) are"
        + " allowed"
    }
    for (index, item) in items.enumerated() {
      let found = shape.complaint(about: item, at: "\(path)[\(index)]", isStrict: isStrict)
      if let found { return found }
    }
    return nil
  }

  private func complaint(
    aboutMembers value: JSON, _ fields: [Field], _ path: String, _ isStrict: Bool
  ) -> String? {
    guard let members = value.object else { return "\(path) must be an object" }
    for field in fields {
      guard let member = members[field.name] else {
        if field.isRequired { return "\(path).\(field.name) is required" }
        continue
      }
      let found = field.shape.complaint(
        about: member, at: "\(path).\(field.name)", isStrict: isStrict)
      if let found { return found }
    }
    guard isStrict else { return nil }
    let known = Set(fields.map(\.name))
    let unknown = members.keys.filter { !known.contains($0) }.sorted().first
    return unknown.map { "\(path).\($0) is not a field of this request" }
  }
}
