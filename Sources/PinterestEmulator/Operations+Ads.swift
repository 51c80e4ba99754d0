extension Operation {
  static let paging = [
    Parameter("page_size", .number(1...250)), Parameter("bookmark", .text()),
  ]
  static let ordered = paging + [Parameter("order", .oneOf(["ASCENDING", "DESCENDING"]))]
  private static let ids = Shape.list(.digits(), count: 1...250)
  private static let statuses = Parameter(
    "entity_statuses", .list(.oneOf(Vocabulary.statuses)))

  static let campaigns: [Operation] = [
    Operation(
      "campaigns/list", "GET", "/ad_accounts/{ad_account_id}/campaigns", "ads_read", ["ads:read"],
      query: ordered + [statuses, Parameter("campaign_ids", ids)]
    ) { world, call, path throws(Refusal) in
      try world.list(
        .campaigns, account: path["ad_account_id"] ?? "", call, filters: [("campaign_ids", "id")])
    },
    batch(
      "campaigns/create", "POST", "/ad_accounts/{ad_account_id}/campaigns",
      Batch(kind: .campaigns, shape: .newCampaign) { world, fields, account throws(Refusal) in
        try world.createCampaign(fields, account: account)
      }),
    batch(
      "campaigns/update", "PATCH", "/ad_accounts/{ad_account_id}/campaigns",
      Batch(kind: .campaigns, shape: .changedCampaign) { world, fields, account throws(Refusal) in
        try world.updateCampaign(fields, account: account)
      }),
    Operation(
      "campaigns/get", "GET", "/ad_accounts/{ad_account_id}/campaigns/{campaign_id}", "ads_read",
      ["ads:read"]
    ) { world, _, path throws(Refusal) in
      try world.get(
        .campaigns, "Campaign", path["campaign_id"] ?? "", account: path["ad_account_id"] ?? "")
    },
  ]

  static let adGroups: [Operation] = [
    Operation(
      "ad_groups/list", "GET", "/ad_accounts/{ad_account_id}/ad_groups", "ads_read", ["ads:read"],
      query: ordered + [
        statuses, Parameter("campaign_ids", ids), Parameter("ad_group_ids", ids),
        Parameter("translate_interests_to_names", .boolean),
      ]
    ) { world, call, path throws(Refusal) in
      let answer = try world.list(
        .adGroups, account: path["ad_account_id"] ?? "", call,
        filters: [("campaign_ids", "campaign_id"), ("ad_group_ids", "id")])
      guard call.value("translate_interests_to_names") == "true" else { return answer }
      return world.withInterestNames(answer)
    },
    batch(
      "ad_groups/create", "POST", "/ad_accounts/{ad_account_id}/ad_groups",
      Batch(kind: .adGroups, shape: .newAdGroup) { world, fields, account throws(Refusal) in
        try world.createAdGroup(fields, account: account)
      }),
    batch(
      "ad_groups/update", "PATCH", "/ad_accounts/{ad_account_id}/ad_groups",
      Batch(kind: .adGroups, shape: .changedAdGroup) { world, fields, account throws(Refusal) in
        try world.updateAdGroup(fields, account: account)
      }),
    Operation(
      "ad_groups/get", "GET", "/ad_accounts/{ad_account_id}/ad_groups/{ad_group_id}", "ads_read",
      ["ads:read"]
    ) { world, _, path throws(Refusal) in
      try world.get(
        .adGroups, "Ad group", path["ad_group_id"] ?? "", account: path["ad_account_id"] ?? "")
    },
    Operation(
      "ad_groups_bid_floor/get", "POST", "/ad_accounts/{ad_account_id}/bid_floor", "ads_read",
      ["ads:read"]
    ) { world, call, _ throws(Refusal) in
      BidFloors.answer(to: try call.json(.bidFloor, world.settings))
    },
  ]

  static let ads: [Operation] = [
    Operation(
      "ads/list", "GET", "/ad_accounts/{ad_account_id}/ads", "ads_read", ["ads:read"],
      query: ordered + [
        statuses, Parameter("campaign_ids", ids), Parameter("ad_group_ids", ids),
        Parameter("ad_ids", ids),
      ]
    ) { world, call, path throws(Refusal) in
      try world.list(
        .ads, account: path["ad_account_id"] ?? "", call,
        filters: [
          ("campaign_ids", "campaign_id"), ("ad_group_ids", "ad_group_id"), ("ad_ids", "id"),
        ])
    },
    batch(
      "ads/create", "POST", "/ad_accounts/{ad_account_id}/ads",
      Batch(kind: .ads, shape: .newAd) { world, fields, account throws(Refusal) in
        try world.createAd(fields, account: account)
      }),
    batch(
      "ads/update", "PATCH", "/ad_accounts/{ad_account_id}/ads",
      Batch(kind: .ads, shape: .changedAd) { world, fields, account throws(Refusal) in
        try world.updateAd(fields, account: account)
      }),
    Operation(
      "ads/get", "GET", "/ad_accounts/{ad_account_id}/ads/{ad_id}", "ads_read", ["ads:read"]
    ) { world, _, path throws(Refusal) in
      try world.get(.ads, "Ad", path["ad_id"] ?? "", account: path["ad_account_id"] ?? "")
    },
  ]

  static let keywords: [Operation] = [
    Operation(
      "keywords/get", "GET", "/ad_accounts/{ad_account_id}/keywords", "ads_read", ["ads:read"],
      query: paging + [
        Parameter("campaign_id", .digits()), Parameter("ad_group_id", .digits()),
        Parameter("ad_group_ids", ids),
        Parameter("match_types", .list(.oneOf(Vocabulary.matchTypes), count: 1...5)),
      ]
    ) { world, call, path throws(Refusal) in
      try world.listKeywords(call, account: path["ad_account_id"] ?? "")
    },
    Operation(
      "keywords/create", "POST", "/ad_accounts/{ad_account_id}/keywords", "ads_write",
      ["ads:write"], acceptsClients: false
    ) { world, call, path throws(Refusal) in
      .ok(
        try world.createKeywords(
          try call.json(.newKeywords, world.settings), account: path["ad_account_id"] ?? "",
          refusing: call.refusals))
    },
    Operation(
      "keywords/update", "PATCH", "/ad_accounts/{ad_account_id}/keywords", "ads_write",
      ["ads:write"], acceptsClients: false
    ) { world, call, path throws(Refusal) in
      .ok(
        try world.updateKeywords(
          try call.json(.changedKeywords, world.settings), account: path["ad_account_id"] ?? ""))
    },
  ]

  private static func batch(
    _ name: String, _ method: String, _ path: StaticString, _ batch: Batch
  ) -> Operation {
    Operation(name, method, path, "ads_write", ["ads:write"], acceptsClients: false) {
      world, call, path throws(Refusal) in
      try batch.run(&world, call, account: path["ad_account_id"] ?? "")
    }
  }
}

extension World {
  /// Without a filter, only the keywords of the ad account itself.
  func listKeywords(_ call: Call, account: String) throws(Refusal) -> Answer {
    let filters = ["campaign_id", "ad_group_id", "ad_group_ids"]
      .filter { call.value($0) != nil }
    guard filters.count <= 1 else {
      throw Refusal(code: 400, "Use only one of campaign_id, ad_group_id, ad_group_ids.")
    }
    if filters == ["ad_group_ids"], !settings.isOn("keyword_ad_group_ids") {
      throw Refusal(status: 403, code: 29, "ad_group_ids is not available to this app.")
    }
    let parents = filters.first.map { call.ids($0) } ?? [Int(account) ?? 0]
    let matches = Set(call.values("match_types"))
    return try list(.keywords, self[.keywords].ids("parent_id", parents), call) { row in
      row["archived"] != true && row.text("ad_account_id") == account
        && (matches.isEmpty || matches.contains(row.text("match_type") ?? ""))
    }
  }

  func withInterestNames(_ answer: Answer) -> Answer {
    let items = (answer.body?["items"]?.array ?? []).map { item in
      guard var row = item.object, var spec = row["targeting_spec"]?.object,
        let ids = spec["INTEREST"]?.strings
      else { return item }
      spec["INTEREST"] = JSON(ids.map { self[.interests][Int($0)]?.text("name") ?? $0 })
      row["targeting_spec"] = .object(spec)
      return .object(row)
    }
    return .ok(["items": .array(items), "bookmark": answer.body?["bookmark"] ?? .null])
  }
}
