/// How a part of a value is held, as the value of a field and back.
struct HeldForm<Held>: Sendable {
  /// None where there is none.
  let value: @Sendable (Held) -> FieldValue?
  /// None for a value of another type.
  let held: @Sendable (FieldValue) -> Held?
}

extension HeldForm<String> {
  /// A text; an empty one is none.
  static var text: HeldForm {
    HeldForm {
      $0.isEmpty ? nil : .text($0)
    } held: {
      $0.text
    }
  }
}

extension HeldForm<Int64> {
  static var integer: HeldForm {
    HeldForm {
      .integer($0)
    } held: {
      $0.integer
    }
  }
}

extension HeldForm<Bool> {
  static var flag: HeldForm {
    HeldForm {
      .flag($0)
    } held: {
      $0.flag
    }
  }
  /// Nothing unless it is true.
  static var yes: HeldForm {
    HeldForm {
      $0 ? .flag(true) : nil
    } held: {
      $0.flag
    }
  }
}

extension HeldForm<[String]> {
  static var texts: HeldForm {
    HeldForm {
      $0.isEmpty ? nil : .list($0)
    } held: {
      $0.list
    }
  }
}

extension HeldForm<ListSource?> {
  static var listSource: HeldForm {
    HeldForm {
      $0.map { .text($0.text) }
    } held: {
      $0.text.map { .some(ListSource(stored: $0)) }
    }
  }
}

extension HeldForm where Held: Vocabulary {
  static func word() -> HeldForm {
    HeldForm {
      .text($0.rawValue)
    } held: {
      $0.text.flatMap(Held.init(rawValue:))
    }
  }
}

extension HeldForm {
  static func optionalWord<Word: Vocabulary>() -> HeldForm where Held == Word? {
    HeldForm {
      $0.map { .text($0.rawValue) }
    } held: {
      $0.text.flatMap(Word.init(rawValue:)).map { .some($0) }
    }
  }

  /// Words of a vocabulary; those that it does not have are left out.
  static func words<Word: Vocabulary>() -> HeldForm where Held == [Word] {
    HeldForm {
      $0.isEmpty ? nil : .list($0.map(\.rawValue))
    } held: {
      $0.list?.compactMap(Word.init(rawValue:))
    }
  }

  /// Values that are kept as texts; what is none of them is left out.
  static func texts<Value>(
    _ read: @escaping @Sendable (String) -> Value?,
    _ text: @escaping @Sendable (Value) -> String
  ) -> HeldForm where Held == [Value] {
    HeldForm {
      $0.isEmpty ? nil : .list($0.map(text))
    } held: {
      $0.list?.compactMap(read)
    }
  }
}
