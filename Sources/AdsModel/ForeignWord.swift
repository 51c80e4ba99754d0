/// Words of an account that no project has.
///
/// What is live is compared exactly: a bid strategy, a placement or a status that the format has no
/// word for stays the account's own word in the field, and so is equal to nothing that is declared.
extension FieldValue {
  /// The words of the value that no project can write at a path; none of a value that it can.
  public func foreignWords(at path: FieldPath) -> [String] {
    switch self {
    case .text(let word):
      if let words = path.vocabulary { return words.contains(word) ? [] : [word] }
      return path.takesText ? [] : [word]
    case .list(let words):
      guard let known = path.vocabulary else { return [] }
      return words.filter { !known.contains($0) }
    case .money, .day, .instant, .integer, .flag: return []
    }
  }
}

extension FieldPath {
  /// The words that a project can write at this path; none where it writes what it likes.
  fileprivate var vocabulary: Set<String>? { Self.vocabularies[self] }

  private static let vocabularies: [Self: Set<String>] = [
    .status: words(of: Status.self), .objective: words(of: Objective.self),
    .placement: words(of: Placement.self), .match: words(of: MatchType.self),
    .genders: words(of: Gender.self), .ages: words(of: AgeBucket.self),
    .devices: words(of: Device.self), .bid: ["automatic"],
  ]

  private static func words<Word: Vocabulary>(of type: Word.Type) -> Set<String> {
    Set(type.allCases.map(\.rawValue))
  }

  /// Whether a single text may stand here; of amounts, days and lists it is an account's own.
  fileprivate var takesText: Bool { shape == .plain && !isWithin(.targeting) }
}

extension Status {
  /// What an account's word says of whether a resource runs; one that no project has does not.
  public init(accountWord word: String) { self = Self(rawValue: word) ?? .paused }
}

extension Fields {
  /// The same for adding up: without the words that no project has, and with what is nearest where
  /// there has to be one.
  package var countable: Self {
    var fields = self
    for field in all where !field.value.foreignWords(at: field.path).isEmpty {
      fields[field.path] = Self.nearest[field.path]
    }
    return fields
  }

  private static let nearest: [FieldPath: FieldValue] = [
    .status: .text(Status.paused.rawValue), .placement: .text(Placement.all.rawValue),
    .bid: .text("automatic"), .objective: .text(Objective.traffic.rawValue),
  ]
}
