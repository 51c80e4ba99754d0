extension World {
  /// Adds keywords under one parent; what is refused comes back beside what is kept.
  mutating func createKeywords(
    _ body: JSON, account: String, refusing refusals: ItemRefusals? = nil
  ) throws(Refusal) -> JSON {
    let parentID = body["parent_id"]?.string ?? ""
    let (type, isNegativeOnly) = try keywordParent(parentID, account: account)
    var kept: [JSON] = []
    var errors: [JSON] = []
    for (index, keyword) in (body["keywords"]?.array ?? []).enumerated() {
      let value = keyword["value"]?.string ?? ""
      let match = keyword["match_type"]?.string ?? ""
      let refusal = refusals?.refusal(forItem: index)?.message
      if let message = refusal ?? complaint(value, match, isNegativeOnly: isNegativeOnly) {
        errors.append([
          "data": ["value": .string(value), "match_type": .string(match)],
          "error_messages": [.string(message)],
        ])
        continue
      }
      let row: Row = [
        "id": .string(String(self[.keywords].newID())), "ad_account_id": .string(account),
        "type": "keyword", "parent_id": .string(parentID), "parent_type": .string(type),
        "value": .string(value), "match_type": .string(match), "archived": false, "bid": .null,
        "_created_time": .integer(now),
      ]
      self[.keywords].put(row)
      kept.append(.object(keyword: row))
    }
    if type == "adgroup", !kept.isEmpty, let id = Int(parentID) { reviewAds(ofAdGroup: id) }
    return ["keywords": .array(kept), "errors": .array(errors)]
  }

  mutating func updateKeywords(_ body: JSON, account: String) throws(Refusal) -> JSON {
    var kept: [JSON] = []
    var errors: [JSON] = []
    for change in body["keywords"]?.array ?? [] {
      let id = change["id"]?.string ?? ""
      guard var row = self[.keywords][Int(id)], row.text("ad_account_id") == account,
        row["archived"] != true
      else {
        let message = "Keyword \(id) not found."
        errors.append([
          "data": ["id": .string(id), "value": "", "match_type": .null],
          "error_messages": [.string(message)],
        ])
        continue
      }
      if change["archived"] == true {
        row["archived"] = true
        if row.text("parent_type") == "adgroup", let parent = row.reference("parent_id") {
          reviewAds(ofAdGroup: parent)
        }
      }
      self[.keywords].put(row)
      kept.append(.object(keyword: row))
    }
    return ["keywords": .array(kept), "errors": .array(errors)]
  }

  private func keywordParent(
    _ id: String, account: String
  ) throws(Refusal) -> (type: String, isNegativeOnly: Bool) {
    if id == account { return ("advertiser", true) }
    for (kind, type) in [(Kind.campaigns, "campaign"), (.adGroups, "adgroup")] {
      guard let parent = self[kind][Int(id)], parent.text("ad_account_id") == account else {
        continue
      }
      guard parent.text("status") != "ARCHIVED" else {
        throw Refusal("Parent \(id) is archived.")
      }
      return (type, kind == .campaigns)
    }
    throw .notFound("Parent", id)
  }

  private func complaint(_ value: String, _ match: String, isNegativeOnly: Bool) -> String? {
    if isNegativeOnly, !Vocabulary.negativeMatchTypes.contains(match) {
      return "Advertisers and Campaigns only accept excluded targeting attributes."
    }
    guard value.contains(where: { !$0.isWhitespace }) else { return "Keyword value is empty." }
    guard value.unicodeScalars.count <= 120 else {
      return "Keyword value has more than 120 characters."
    }
    return nil
  }
}

extension JSON {
  /// A keyword does not name its ad account.
  static func object(keyword row: Row) -> JSON {
    var row = row.visible
    row["ad_account_id"] = nil
    return .object(row)
  }
}
