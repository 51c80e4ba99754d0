/// How a text is held against another one.
public enum TextComparison: String, Vocabulary {
  case equals
  case notEquals = "not_equals"
  case contains
  case notContains = "not_contains"
}

/// What a text has to be: `contains /checkout`.
public struct TextCondition: Hashable, Sendable {
  public let comparison: TextComparison
  public let value: String

  public init(_ comparison: TextComparison, _ value: String) {
    self.comparison = comparison
    self.value = value
  }

  /// As it is kept and shown; a comparison has no spaces, so it reads back.
  public var text: String { "\(comparison.rawValue) \(value)" }

  /// Reads what is stored.
  public init?(stored text: String) {
    let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let comparison = TextComparison(rawValue: String(parts[0]))
    else { return nil }
    self.init(comparison, String(parts[1]))
  }
}

/// What an event has to tell: `product_category equals sofas`.
public struct EventFilter: Hashable, Sendable {
  /// The name of one of the event's values, without spaces.
  public let field: String
  public let condition: TextCondition

  public init(_ field: String, _ comparison: TextComparison, _ value: String) {
    self.field = field
    condition = TextCondition(comparison, value)
  }

  /// As it is kept and shown.
  public var text: String { "\(field) \(condition.text)" }

  /// Reads what is stored.
  public init?(stored text: String) {
    let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty,
      let condition = TextCondition(stored: String(parts[1]))
    else { return nil }
    field = String(parts[0])
    self.condition = condition
  }
}

/// Where a visitor did what counts.
public enum VisitorSource: String, Vocabulary {
  case web, mobile, offline
}
