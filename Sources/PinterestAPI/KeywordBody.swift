/// A keyword to create under an ad group, a campaign or the ad account.
public struct KeywordBody: Encodable, Hashable, Sendable {
  /// `BROAD`, `PHRASE`, `EXACT`, `PHRASE_NEGATIVE` or `EXACT_NEGATIVE`.
  public var matchType: String
  public var value: String

  public init(matchType: String, value: String) {
    self.matchType = matchType
    self.value = value
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = BodyFields(encoder)
    try fields.put("match_type", matchType)
    try fields.put("value", value)
  }
}

/// What is sent to create keywords: one parent a request.
struct KeywordsRequest: Encodable {
  let parentID: String
  let keywords: [KeywordBody]

  func encode(to encoder: any Encoder) throws {
    var fields = BodyFields(encoder)
    try fields.put("parent_id", parentID)
    try fields.put("keywords", keywords)
  }
}

/// What is sent to archive keywords, the one change that the API has for them.
struct KeywordArchiving: Encodable {
  struct Item: Encodable {
    let id: String
    let archived = true

    func encode(to encoder: any Encoder) throws {
      var fields = BodyFields(encoder)
      try fields.put("id", id)
      try fields.put("archived", archived)
    }
  }

  let keywords: [Item]
}
