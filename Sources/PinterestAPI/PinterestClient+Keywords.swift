extension PinterestClient {
  /// The keywords of ad groups; archived ones are never listed.
  public func keywords(in account: String, adGroups: [String]) async throws(APIError)
    -> [WireKeyword]
  {
    try await inChunks(adGroups, of: Self.idsInQuery) { (chunk) throws(APIError) in
      if chunk.count == 1 { return try await self.keywords(in: account, of: "ad_group_id", chunk) }
      do throws(APIError) {
        return try await self.keywords(in: account, of: "ad_group_ids", chunk)
      } catch {
        guard case .forbidden = error else { throw error }
        // The filter by several ad groups is not open to every app.
        return try await self.inChunks(chunk, of: 1) { (one) throws(APIError) in
          try await self.keywords(in: account, of: "ad_group_id", one)
        }
      }
    }
  }

  /// The negative keywords of a campaign itself.
  public func keywords(in account: String, campaign: String) async throws(APIError)
    -> [WireKeyword]
  {
    try await keywords(in: account, of: "campaign_id", [campaign])
  }

  private func keywords(in account: String, of name: String, _ parents: [String])
    async throws(APIError) -> [WireKeyword]
  {
    try await pages(
      APIRequest(
        .get, "/ad_accounts/{ad_account_id}/keywords", ids: [account],
        query: parents.map { (name, $0) }, category: .adsRead, isRepeatable: true), id: \.id)
  }

  /// Creates keywords under one ad group, campaign or ad account.
  public func createKeywords(
    parent: String, _ keywords: [KeywordBody], in account: String, willSend: WillSend? = nil
  ) async throws(APIError) -> BatchAnswer<WireKeyword> {
    try await write(
      .post, KeywordsRequest(parentID: parent, keywords: keywords), in: account,
      sent: keywords.map { .init(id: nil, body: $0) }, willSend)
  }

  /// Archives keywords, which is as good as deleting them.
  public func archiveKeywords(
    _ ids: [String], in account: String, willSend: WillSend? = nil
  ) async throws(APIError) -> BatchAnswer<WireKeyword> {
    try await write(
      .patch, KeywordArchiving(keywords: ids.map { .init(id: $0) }), in: account,
      sent: ids.map { .init(id: $0, body: nil) }, willSend)
  }

  private func write(
    _ method: APIRequest.Method, _ body: some Encodable, in account: String,
    sent: [KeywordMatching.Element], _ willSend: WillSend?
  ) async throws(APIError) -> BatchAnswer<WireKeyword> {
    precondition((1...Self.keywordLimit).contains(sent.count), "a batch holds 1 to 100 keywords")
    let request = APIRequest(
      method, "/ad_accounts/{ad_account_id}/keywords", ids: [account], body: Self.encode(body),
      category: .adsWrite, isRepeatable: false)
    let answer = try await send(request, willSend: willSend)
    let envelope = try decode(KeywordsEnvelope.self, from: answer, of: request)
    var matching = KeywordMatching(sent)
    return BatchAnswer(
      items: matching.answers(envelope), requestID: answer.response.requestID,
      waited: answer.waited)
  }
}
