extension PinterestClient {
  /// The user that the token stands for, or the owner of an ad account.
  public func userAccount(
    actingFor account: String? = nil
  ) async throws(APIError) -> WireUserAccount {
    try await read(
      APIRequest(
        .get, "/user_account", query: account.map { [("ad_account_id", $0)] } ?? [],
        category: .orgRead, isRepeatable: true))
  }

  public func adAccount(_ id: String) async throws(APIError) -> WireAdAccount {
    try await read(
      APIRequest(
        .get, "/ad_accounts/{ad_account_id}", ids: [id], category: .adsRead, isRepeatable: true))
  }

  public func termsOfService(_ account: String) async throws(APIError) -> WireTerms {
    try await read(
      APIRequest(
        .get, "/ad_accounts/{ad_account_id}/terms_of_service", ids: [account],
        category: .adsRead, isRepeatable: true))
  }

  public func audience(_ id: String, in account: String) async throws(APIError) -> WireAudience {
    try await read(
      APIRequest(
        .get, "/ad_accounts/{ad_account_id}/audiences/{audience_id}", ids: [account, id],
        category: .adsRead, isRepeatable: true))
  }

  public func customerList(_ id: String, in account: String) async throws(APIError)
    -> WireCustomerList
  {
    try await read(
      APIRequest(
        .get, "/ad_accounts/{ad_account_id}/customer_lists/{customer_list_id}",
        ids: [account, id], category: .adsRead, isRepeatable: true))
  }

  /// The Pinterest tags of the account, deleted ones too; they have no pages.
  public func conversionTags(in account: String) async throws(APIError) -> [WireConversionTag] {
    let page: Page<WireConversionTag> = try await read(
      APIRequest(
        .get, "/ad_accounts/{ad_account_id}/conversion_tags", ids: [account],
        category: .adsRead, isRepeatable: true))
    return page.items
  }

  /// A Pin, seen as the owner of the ad account.
  public func pin(_ id: String, actingFor account: String) async throws(APIError) -> WirePin {
    try await read(
      APIRequest(
        .get, "/pins/{pin_id}", ids: [id], query: [("ad_account_id", account)],
        category: .orgRead, isRepeatable: true))
  }

  /// A board, seen as the owner of the ad account.
  public func board(_ id: String, actingFor account: String) async throws(APIError) -> WireBoard {
    try await read(
      APIRequest(
        .get, "/boards/{board_id}", ids: [id], query: [("ad_account_id", account)],
        category: .orgRead, isRepeatable: true))
  }

  /// The least bid for each spec in order, in micros of its currency.
  public func bidFloors(in account: String, specs: [BidFloorSpec]) async throws(APIError)
    -> [Int64]
  {
    guard !specs.isEmpty else { return [] }
    let request = APIRequest(
      .post, "/ad_accounts/{ad_account_id}/bid_floor", ids: [account],
      body: Self.encode(BidFloorRequest(specs: specs)), category: .adsRead, isRepeatable: true)
    let answer = try await send(request)
    let floors = try decode(BidFloorResponse.self, from: answer, of: request).floors
    guard floors.count == specs.count else {
      throw .unreadable(
        reason: "\(floors.count) bid floors for \(specs.count) questions",
        requestID: answer.response.requestID)
    }
    return floors
  }

  /// The values that a kind of targeting takes, such as `INTEREST`, with their names.
  public func targetingOptions(_ type: String, account: String) async throws(APIError)
    -> [String: String]
  {
    let maps: [[String: String?]?]? = try await read(
      APIRequest(
        .get, "/resources/targeting/{targeting_type}", ids: [type],
        query: [("ad_account_id", account)], category: .adsRead, isRepeatable: true))
    var options: [String: String] = [:]
    for map in maps ?? [] {
      for (id, name) in map ?? [:] { options[id] = name ?? id }
    }
    return options
  }
}
