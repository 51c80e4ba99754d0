/// What a field holds, and so how it is read, written, compared and described.
public enum FieldType: Hashable, Sendable {
  case text
  /// A whole http or https URL.
  case url
  /// What people search for, as Pinterest compares it.
  case keyword
  /// A Pin, by its id or its URL.
  case pin
  case money
  /// An amount in the one bid type that the objective takes, or `automatic`.
  case bid
  /// An amount in a bid type that is named.
  case namedBid(BidType)
  case day
  case flag
  /// A whole number, which a rule keeps within a range.
  case integer(ClosedRange<Int64>)
  /// One word of a closed vocabulary.
  case word([String])
  /// Texts whose order means nothing.
  case texts
  /// Words of a closed vocabulary, whose order means nothing.
  case words([String])
  /// Texts in an order that means something.
  case sequence
  /// Names with values, in an order that means something; kept as `name=value`.
  case pairs
  /// Pinterest's id of something: digits.
  case id
  /// A country of the Ads API, by its code.
  case country
  /// Pins by id or URL, whose order means nothing.
  case pins
  /// Names of hosts, whose order means nothing.
  case hosts
  /// Comparisons with a text, all of which hold; kept as `contains /checkout`.
  case conditions
  /// Comparisons of a named value with a text; kept as `product_category equals sofas`.
  case filters
  /// A file with lines, or the variable that has its path (`!env NAME`).
  case listSource
}

extension FieldType {
  /// What a value is that JSON holds as a string.
  enum Shape { case money, day, plain }

  var shape: Shape {
    switch self {
    case .money, .bid, .namedBid: .money
    case .day: .day
    case .text, .url, .keyword, .pin, .flag, .integer, .word, .texts, .words, .sequence, .pairs,
      .id, .country, .pins, .hosts, .conditions, .filters, .listSource:
      .plain
    }
  }

  /// Whether a list of it is a set, as Pinterest is free to change its order.
  var isUnordered: Bool {
    switch self {
    case .texts, .words, .pins, .hosts, .conditions, .filters: true
    case .text, .url, .keyword, .pin, .money, .bid, .namedBid, .day, .flag, .integer, .word,
      .sequence, .pairs, .id, .country, .listSource:
      false
    }
  }

  /// Whether it takes words of the format, which YAML needs no quotes for.
  var takesWords: Bool {
    switch self {
    case .word, .words, .bid: true
    case .text, .url, .keyword, .pin, .money, .namedBid, .day, .flag, .integer, .texts, .sequence,
      .pairs, .id, .country, .pins, .hosts, .conditions, .filters, .listSource:
      false
    }
  }
}

/// What a project means that leaves a field out.
public enum LeftOut: Hashable, Sendable {
  /// There is no value.
  case absent
  /// The value that it stands for.
  case standing(FieldValue)
  /// The resource's own key.
  case key
  /// It may not be left out; what to write, for whoever did.
  case refused(hint: String)

  /// The value that stands for it on its own; none where there is none or it is another one for
  /// every resource.
  public var value: FieldValue? { if case .standing(let value) = self { value } else { nil } }

  /// The word that it stands for.
  static func word(_ text: String) -> Self { .standing(.text(text)) }
}

/// Which way a field moves what can be spent.
public enum SpendEffect: Hashable, Sendable {
  case none
  /// Runs or does not.
  case running
  /// What is offered for one result; where one side is no amount, nothing says that it is not a raise.
  case bid
  /// An amount to spend; without one there is nothing to spend.
  case budget
  /// A safeguard; without one there is no end to what may be spent.
  case limit
  /// An earlier one spends more.
  case start
  /// A later one spends more.
  case end
}

/// What target `pinterest` can do about a field.
public enum Carriage: Hashable, Sendable {
  /// It is written and read back.
  case carried
  /// It is written when the resource is made, and read back; another value makes another resource.
  case onlyAtCreation
  /// The API has no place for it, and no way to change it; a plan refuses that.
  case refused
  /// It is the project's own: only the state keeps it.
  case stateOnly
}
