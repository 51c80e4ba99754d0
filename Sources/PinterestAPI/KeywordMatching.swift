import AdsModel

/// The answer to a write of keywords: two lists, without a word on which element is which.
struct KeywordsEnvelope: WireObject {
  let keywords: [WireKeyword]
  let errors: [Failure]

  init(_ fields: WireFields) throws {
    let accepted: [WireKeyword?]? = try fields.value("keywords")
    let refused: [Failure?]? = try fields.value("errors")
    keywords = (accepted ?? []).compactMap(\.self)
    errors = (refused ?? []).compactMap(\.self)
  }

  /// What was refused, as far as the answer repeats it, and why.
  struct Failure: WireObject {
    let id: String?
    let matchType: String?
    let value: String?
    let message: String

    init(_ fields: WireFields) throws {
      let data: Subject? = try fields.value("data")
      id = data?.id
      matchType = data?.matchType
      value = data?.value
      let messages = try fields.texts("error_messages") ?? []
      message = messages.map(Redaction.clean).joined(separator: "; ")
    }
  }

  struct Subject: WireObject {
    let id: String?
    let matchType: String?
    let value: String?

    init(_ fields: WireFields) throws {
      id = try fields.id("id")
      matchType = try fields.text("match_type")
      value = try fields.text("value")
    }
  }
}

/// Finds out which element each answer belongs to.
struct KeywordMatching {
  /// What was sent: an id for a change, a text and match type for a creation.
  struct Element {
    let id: String?
    let body: KeywordBody?
  }

  private let elements: [Element]
  private var answers: [ItemAnswer<WireKeyword>?]

  init(_ elements: [Element]) {
    self.elements = elements
    answers = Array(repeating: nil, count: elements.count)
  }

  mutating func answers(_ envelope: KeywordsEnvelope) -> [ItemAnswer<WireKeyword>] {
    for keyword in envelope.keywords {
      let index = open(id: keyword.id, matchType: keyword.matchType, value: keyword.value)
      if let index { answers[index] = .accepted(keyword) }
    }
    var leftOver: [KeywordsEnvelope.Failure] = []
    for error in envelope.errors {
      if let index = open(id: error.id, matchType: error.matchType, value: error.value) {
        answers[index] = .refused(code: nil, message: error.message)
      } else {
        leftOver.append(error)
      }
    }
    // Errors that do not say what they are about: as many as elements without an answer are theirs.
    let silent = answers.indices.filter { answers[$0] == nil }
    if silent.count == leftOver.count {
      for (index, error) in zip(silent, leftOver) {
        answers[index] = .refused(code: nil, message: error.message)
      }
    }
    return answers.map { $0 ?? .unanswered }
  }

  /// The first element without an answer that this one can belong to.
  private func open(id: String?, matchType: String?, value: String?) -> Int? {
    let open = elements.indices.filter { answers[$0] == nil }
    return open.first { index in
      if let sent = elements[index].id { return sent == id }
      return elements[index].body.map { $0.matchType == matchType && $0.value == value } ?? false
    }
      ?? open.first { index in
        guard let body = elements[index].body, let value else { return false }
        return body.matchType == matchType && Self.isSame(body.value, value)
      }
  }

  /// Pinterest may give a text back with other case, without outer space, or composed.
  private static func isSame(_ sent: String, _ answered: String) -> Bool {
    Keyword.normalized(sent).isExactly(Keyword.normalized(answered))
  }
}
