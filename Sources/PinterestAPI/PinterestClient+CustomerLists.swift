/// Customer lists: they are made and filled, and never renamed, emptied at once or removed.
extension PinterestClient {
  /// The lists of the account, newest first.
  public func customerLists(in account: String) async throws(APIError) -> [WireCustomerList] {
    try await pages(
      APIRequest(
        .get, "/ad_accounts/{ad_account_id}/customer_lists", ids: [account],
        query: [("order", "DESCENDING")], category: .adsRead, isRepeatable: true), id: \.id)
  }

  /// Makes a list with its first people.
  public func createCustomerList(
    _ body: CustomerListBody, in account: String, willSend: WillSend? = nil
  ) async throws(APIError) -> BatchAnswer<WireCustomerList> {
    try await write(
      APIRequest(
        .post, "/ad_accounts/{ad_account_id}/customer_lists", ids: [account],
        body: Self.encode(body), category: .adsWrite, isRepeatable: false), willSend)
  }

  /// Brings people onto a list, or takes them off.
  ///
  /// Never sent again once it may have been done, though it does no more the second time: a late one must
  /// not undo what comes after it.
  public func updateCustomerList(
    _ id: String, _ body: CustomerListBody, in account: String, willSend: WillSend? = nil
  ) async throws(APIError) -> BatchAnswer<WireCustomerList> {
    try await write(
      APIRequest(
        .patch, "/ad_accounts/{ad_account_id}/customer_lists/{customer_list_id}",
        ids: [account, id], body: Self.encode(body), category: .adsWrite, isRepeatable: false),
      willSend)
  }
}
