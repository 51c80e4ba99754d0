import CanonicalJSON

/// The value of one field of a resource.
public enum FieldValue: Hashable, Sendable {
  case text(String)
  case money(Money)
  case day(Day)
  /// A start or an end that is not the edge of a day; an account may hold one, a project never says it.
  case instant(Instant)
  case integer(Int64)
  case flag(Bool)
  case list([String])

  /// Texts are the same byte for byte: a URL that reads alike is another one.
  public static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.text(let left), .text(let right)): left.isExactly(right)
    case (.money(let left), .money(let right)): left == right
    case (.day(let left), .day(let right)): left == right
    case (.instant(let left), .instant(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.flag(let left), .flag(let right)): left == right
    case (.list(let left), .list(let right)): left.isExactly(right)
    case (.text, _), (.money, _), (.day, _), (.instant, _), (.integer, _), (.flag, _), (.list, _):
      false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .text(let text): text.hashExactly(into: &hasher)
    case .money(let money): hasher.combine(money)
    case .day(let day): hasher.combine(day)
    case .instant(let moment): hasher.combine(moment)
    case .integer(let number): hasher.combine(number)
    case .flag(let flag): hasher.combine(flag)
    case .list(let items): for item in items { item.hashExactly(into: &hasher) }
    }
  }
}

extension FieldValue {
  public var money: Money? { if case .money(let money) = self { money } else { nil } }
  /// The day; of an instant the one that it falls into.
  public var day: Day? {
    switch self {
    case .day(let day): day
    case .instant(let moment): moment.day
    default: nil
    }
  }
  public var text: String? { if case .text(let text) = self { text } else { nil } }
  public var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
  public var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
  public var list: [String]? { if case .list(let list) = self { list } else { nil } }

  /// Whether two values at a path mean the same; targeting lists are sets.
  public static func same(_ left: Self?, _ right: Self?, at path: FieldPath) -> Bool {
    if left == right { return true }
    guard path.isUnordered, case .list(let first)? = left, case .list(let second)? = right
    else { return false }
    return Set(first.map(ExactText.init)) == Set(second.map(ExactText.init))
  }

  /// Writes the value as JSON: money, days and instants as strings, lists as arrays.
  public func write(to json: inout JSONWriter, decimals: Int) {
    switch self {
    case .text(let text): json.string(text)
    case .money(let money): json.string(money.decimal(places: decimals))
    case .day(let day): json.string(day.description)
    case .instant(let moment): json.string(moment.written)
    case .integer(let number): json.integer(number)
    case .flag(let flag): json.bool(flag)
    case .list(let items): json.array { for item in items { $0.string(item) } }
    }
  }
}

/// A JSON value of the five kinds that fields have, before its path says what it is.
public enum FieldJSON: Decodable, Hashable, Sendable {
  case string(String)
  case integer(Int64)
  case bool(Bool)
  case strings([String])

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let string = try? container.decode(String.self) {
      self = .string(string)
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if let integer = try? container.decode(Int64.self) {
      self = .integer(integer)
    } else {
      self = .strings(try container.decode([String].self))
    }
  }

  /// The field value that this is at a path.
  ///
  /// A `bid` that is no amount is a word, `automatic`.
  public func value(at path: FieldPath) -> FieldValue {
    switch self {
    case .integer(let number): return .integer(number)
    case .bool(let flag): return .flag(flag)
    case .strings(let items):
      // A word that was a list of one once.
      return items.count == 1 && path.holdsOneWord ? .text(items[0]) : .list(items)
    case .string(let text):
      switch path.shape {
      case .money:
        if case .success(let money) = Money.parse(text, decimals: 6) { return .money(money) }
      case .day:
        if let day = Day(parsing: text) { return .day(day) }
        if let moment = Instant(written: text) { return .instant(moment) }
      case .plain: break
      }
      return .text(text)
    }
  }
}
