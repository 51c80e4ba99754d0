/// A field of a type of resources, and how a value of that type has it; one object, as its definition is.
public final class Property<Owner: Resource>: Sendable {
  public let field: FieldDefinition
  /// The value; none where there is none.
  let get: @Sendable (Owner) -> FieldValue?
  /// Takes a value in; refuses one of another type.
  public let set: @Sendable (inout Owner, FieldValue) -> Bool

  public var path: FieldPath { field.path }

  init(
    _ path: FieldPath, _ summary: String, _ type: FieldType, _ leftOut: LeftOut,
    isFixed: Bool = false, spend: SpendEffect = .none, carriage: Carriage = .carried,
    audienceTypes: [AudienceType] = AudienceType.allCases, refersTo: ResourceKind? = nil,
    get: @escaping @Sendable (Owner) -> FieldValue?,
    set: @escaping @Sendable (inout Owner, FieldValue) -> Bool
  ) {
    field = FieldDefinition(
      Owner.kind, path, type, leftOut: leftOut, isFixed: isFixed, spend: spend,
      carriage: carriage, audienceTypes: audienceTypes, refersTo: refersTo, summary)
    self.get = get
    self.set = set
  }
}

extension Property {
  /// The values of what a property is of.
  typealias Get<Value> = @Sendable (Owner) -> Value
  typealias Set<Value> = @Sendable (inout Owner, Value) -> Void

  /// A text; `type` says of which kind.
  static func text(
    _ path: FieldPath, _ summary: String, type: FieldType = .text, leftOut: LeftOut = .absent,
    isFixed: Bool = false, carriage: Carriage = .carried, get: @escaping Get<String?>,
    set: @escaping Set<String>
  ) -> Property {
    Property(
      path, summary, type, leftOut, isFixed: isFixed, carriage: carriage,
      get: { get($0).map(FieldValue.text) },
      set: { owner, value in
        guard let text = value.text else { return false }
        set(&owner, text)
        return true
      })
  }

  /// A word of a vocabulary.
  static func word<Word: Vocabulary>(
    _ path: FieldPath, _ summary: String, leftOut: LeftOut, isFixed: Bool = false,
    spend: SpendEffect = .none, get: @escaping Get<Word>, set: @escaping Set<Word>
  ) -> Property {
    Property(
      path, summary, .word(Word.allCases.map(\.rawValue)), leftOut, isFixed: isFixed,
      spend: spend,
      get: { .text(get($0).rawValue) },
      set: { owner, value in
        guard let word = value.text.flatMap(Word.init(rawValue:)) else { return false }
        set(&owner, word)
        return true
      })
  }

  /// Words of a vocabulary; those that it does not have are left out.
  static func words<Word: Vocabulary>(
    _ path: FieldPath, _ summary: String, get: @escaping Get<[Word]>,
    set: @escaping Set<[Word]>
  ) -> Property {
    Property(
      path, summary, .words(Word.allCases.map(\.rawValue)), .absent,
      get: {
        let words = get($0)
        return words.isEmpty ? nil : .list(words.map(\.rawValue))
      },
      set: { owner, value in
        guard let list = value.list else { return false }
        set(&owner, list.compactMap(Word.init(rawValue:)))
        return true
      })
  }

  /// Several texts; `type` says whether their order means something.
  static func texts(
    _ path: FieldPath, _ summary: String, type: FieldType = .texts,
    refersTo: ResourceKind? = nil, get: @escaping Get<[String]>, set: @escaping Set<[String]>
  ) -> Property {
    Property(
      path, summary, type, .absent, refersTo: refersTo,
      get: {
        let texts = get($0)
        return texts.isEmpty ? nil : .list(texts)
      },
      set: { owner, value in
        guard let list = value.list else { return false }
        set(&owner, list)
        return true
      })
  }

  /// An amount; `type` says of what kind.
  static func money(
    _ path: FieldPath, _ summary: String, type: FieldType = .money, spend: SpendEffect,
    carriage: Carriage = .carried, get: @escaping Get<Money?>, set: @escaping Set<Money>
  ) -> Property {
    Property(
      path, summary, type, .absent, spend: spend, carriage: carriage,
      get: { get($0).map(FieldValue.money) },
      set: { owner, value in
        guard let money = value.money else { return false }
        set(&owner, money)
        return true
      })
  }

  /// What is offered: an amount, or `automatic`.
  static func bid(
    _ path: FieldPath, _ summary: String, leftOut: LeftOut, get: @escaping Get<Bid>,
    set: @escaping Set<Bid>
  ) -> Property {
    Property(
      path, summary, .bid, leftOut, spend: .bid,
      get: {
        switch get($0) {
        case .automatic: .text(Bid.automaticWord)
        case .plain(let amount): .money(amount)
        case .named: nil
        }
      },
      set: { owner, value in
        switch value {
        case .money(let amount): set(&owner, .plain(amount))
        case .text(Bid.automaticWord): set(&owner, .automatic)
        case .text, .day, .instant, .integer, .flag, .list: return false
        }
        return true
      })
  }

  static func day(
    _ path: FieldPath, _ summary: String, spend: SpendEffect, get: @escaping Get<Day?>,
    set: @escaping Set<Day>
  ) -> Property {
    Property(
      path, summary, .day, .absent, spend: spend,
      get: { get($0).map(FieldValue.day) },
      set: { owner, value in
        guard let day = value.day else { return false }
        set(&owner, day)
        return true
      })
  }

  /// Whether it may be archived, which every kind has.
  static func preventArchive(
    get: @escaping Get<Bool?>, set: @escaping Set<Bool>
  ) -> Property {
    Property(
      .preventArchive,
      "Refuse to archive it, also after its block is deleted; false lifts it.", .flag, .absent,
      carriage: .stateOnly,
      get: { get($0).map(FieldValue.flag) },
      set: { owner, value in
        guard case .flag(let flag) = value else { return false }
        set(&owner, flag)
        return true
      })
  }
}
