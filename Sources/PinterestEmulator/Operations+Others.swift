extension Operation {
  // Paths with a word at their end go before those with an id there.
  static let all: [Operation] =
    adsAnalytics + organicAnalytics + reports + analyticsResources + accounts + campaigns + adGroups
    + ads + keywords + audiences + customerLists + conversionTags
    + organic + resources + bulk + oauth

  static let accounts: [Operation] = [
    Operation(
      "user_account/get", "GET", "/user_account", "org_read", ["user_accounts:read"],
      query: [Parameter("ad_account_id", .digits())]
    ) { world, _, _ in .ok(world.user.visible) },
    Operation(
      "user_websites/get", "GET", "/user_account/websites", "org_read", ["user_accounts:read"],
      query: paging, acceptsClients: false
    ) { world, call, _ throws(Refusal) in
      try world.list(.websites, world[.websites].order, call)
    },
    Operation(
      "ad_accounts/list", "GET", "/ad_accounts", "ads_read", ["ads:read"],
      query: paging + [Parameter("include_shared_accounts", .boolean)]
    ) { world, call, _ throws(Refusal) in
      try world.list(.adAccounts, world[.adAccounts].order, call) { $0["_visible"] != false }
    },
    Operation("ad_accounts/get", "GET", "/ad_accounts/{ad_account_id}", "ads_read", ["ads:read"]) {
      world, _, path throws(Refusal) in
      .ok(try world.account(path["ad_account_id"] ?? "").visible)
    },
    Operation(
      "terms_of_service/get", "GET", "/ad_accounts/{ad_account_id}/terms_of_service", "ads_read",
      ["ads:read"], query: [Parameter("include_html", .boolean), Parameter("tos_type", .text())],
      acceptsClients: false
    ) { world, call, path throws(Refusal) in
      let account = try world.account(path["ad_account_id"] ?? "")
      let html: JSON = call.value("include_html") == "true" ? "<p>Terms</p>" : .null
      return .ok([
        "id": "8", "ad_account_id": account["id"] ?? .null, "html": html,
        "has_accepted": .boolean(account["_terms_accepted"] != false),
      ])
    },
  ]

  static let bulk: [Operation] = [
    Operation(
      "bulk_download/create", "POST", "/ad_accounts/{ad_account_id}/bulk/download", "ads_read",
      ["ads:read"], acceptsClients: false
    ) { world, call, path throws(Refusal) in
      try world.startDownload(
        try call.json(.bulkDownload, world.settings), account: path["ad_account_id"] ?? "")
    },
    Operation(
      "bulk_request/get", "GET", "/ad_accounts/{ad_account_id}/bulk/{bulk_request_id}", "ads_read",
      ["ads:read"], query: [Parameter("include_details", .boolean)]
    ) { world, call, path throws(Refusal) in
      guard let key = try world.bulk.poll(path["bulk_request_id"] ?? "") else {
        return .ok(["status": "RUNNING"])
      }
      return .ok([
        "status": "SUCCEEDED", "result_url": .string("\(call.origin)/_emulator/files/\(key)"),
      ])
    },
  ]

  static let oauth: [Operation] = [
    Operation("oauth/token", "POST", "/oauth/token", "org_read", []) {
      world, call, _ throws(Refusal) in try world.token(call)
    }
  ]
}
