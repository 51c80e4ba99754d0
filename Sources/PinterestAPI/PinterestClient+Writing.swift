extension PinterestClient {
  /// Creates up to 30 campaigns, ad groups or ads.
  ///
  /// Never sent again once it may have been done: the caller looks first.
  public func create<Body: BatchBody>(
    _ bodies: [Body], in account: String, willSend: WillSend? = nil
  ) async throws(APIError) -> BatchAnswer<Body.Entity> {
    try await write(.post, bodies, in: account, willSend)
  }

  /// Changes up to 30 campaigns, ad groups or ads; each has its id.
  public func update<Body: BatchBody>(
    _ bodies: [Body], in account: String, willSend: WillSend? = nil
  ) async throws(APIError) -> BatchAnswer<Body.Entity> {
    precondition(bodies.allSatisfy { $0.id != nil }, "an update names what it changes")
    return try await write(.patch, bodies, in: account, willSend)
  }

  private func write<Body: BatchBody>(
    _ method: APIRequest.Method, _ bodies: [Body], in account: String, _ willSend: WillSend?
  ) async throws(APIError) -> BatchAnswer<Body.Entity> {
    precondition((1...Self.batchLimit).contains(bodies.count), "a batch holds 1 to 30 elements")
    let request = APIRequest(
      method, "/ad_accounts/{ad_account_id}/" + Body.collection, ids: [account],
      body: Self.encode(bodies.map { $0.sent(to: account) }), category: .adsWrite,
      isRepeatable: false)
    let answer = try await send(request, willSend: willSend)
    let batch = try decode(BatchEnvelope<Body.Entity>.self, from: answer, of: request)
    let id = answer.response.requestID
    guard batch.items.count == bodies.count else {
      throw .unanswered(
        reason: "\(batch.items.count) answers to \(bodies.count) elements", requestID: id)
    }
    guard Self.areInOrder(batch.items, bodies) else {
      throw .unanswered(reason: "the answers are in another order than the elements", requestID: id)
    }
    return BatchAnswer(items: batch.items, requestID: id, waited: answer.waited)
  }

  /// Nothing but their order ties answers to elements, so one that belongs to another element
  /// puts all of them in doubt.
  private static func areInOrder<Body: BatchBody>(
    _ answers: [ItemAnswer<Body.Entity>], _ bodies: [Body]
  ) -> Bool {
    zip(answers, bodies).allSatisfy { answer, body in
      guard case .accepted(let entity) = answer, !body.isAnswered(by: entity) else { return true }
      return body.id == nil && !bodies.contains { $0.isAnswered(by: entity) }
    }
  }

  /// Creates one audience: the API takes one a request.
  public func createAudience(
    _ body: AudienceBody, in account: String, willSend: WillSend? = nil
  ) async throws(APIError) -> BatchAnswer<WireAudience> {
    try await write(
      APIRequest(
        .post, "/ad_accounts/{ad_account_id}/audiences", ids: [account],
        body: Self.encode(body.sent(to: account)), category: .adsWrite, isRepeatable: false),
      willSend)
  }

  /// Changes or removes one audience.
  public func updateAudience(
    _ id: String, _ body: AudienceBody, in account: String, willSend: WillSend? = nil
  ) async throws(APIError) -> BatchAnswer<WireAudience> {
    try await write(
      APIRequest(
        .patch, "/ad_accounts/{ad_account_id}/audiences/{audience_id}", ids: [account, id],
        body: Self.encode(body.sent(to: account)), category: .adsWrite, isRepeatable: false),
      willSend)
  }

  /// Sends what the API takes one a request.
  func write<Entity: WireObject>(
    _ request: APIRequest, _ willSend: WillSend?
  ) async throws(APIError) -> BatchAnswer<Entity> {
    let answer = try await send(request, willSend: willSend)
    let entity = try decode(Entity.self, from: answer, of: request)
    return BatchAnswer(
      items: [.accepted(entity)], requestID: answer.response.requestID, waited: answer.waited)
  }
}

extension BatchBody {
  /// As it is sent: campaigns repeat the ad account.
  func sent(to account: String) -> Self {
    guard var campaign = self as? CampaignBody else { return self }
    campaign.adAccountID = account
    return campaign as? Self ?? self
  }
}

extension AudienceBody {
  func sent(to account: String) -> Self {
    var body = self
    body.adAccountID = account
    return body
  }
}

/// The answers to a batch.
private struct BatchEnvelope<Entity: WireObject>: WireObject {
  let items: [ItemAnswer<Entity>]

  init(_ fields: WireFields) throws {
    let elements: [BatchElement<Entity>?] = try fields.value("items") ?? []
    items = elements.map { $0?.answer ?? .unanswered }
  }
}

/// One answer: an entity, or exceptions, which come as a list or as a single object.
private struct BatchElement<Entity: WireObject>: WireObject {
  let answer: ItemAnswer<Entity>

  init(_ fields: WireFields) throws {
    let exceptions = try fields.value("exceptions") as WireExceptions?
    if let exception = exceptions?.list.first {
      let messages = exceptions?.list.map(\.message).filter { !$0.isEmpty } ?? []
      answer = .refused(code: exception.code, message: messages.joined(separator: "; "))
    } else if let entity: Entity = try fields.value("data") {
      answer = .accepted(entity)
    } else {
      answer = .unanswered
    }
  }
}

private struct WireExceptions: Decodable {
  let list: [WireException]

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let many = try? container.decode([WireException?].self) {
      list = many.compactMap(\.self)
    } else {
      list = [try container.decode(WireException.self)]
    }
  }
}
