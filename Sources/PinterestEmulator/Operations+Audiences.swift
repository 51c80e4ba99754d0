extension Operation {
  static let audiences: [Operation] = [
    Operation(
      "audiences/list", "GET", "/ad_accounts/{ad_account_id}/audiences", "ads_read", ["ads:read"],
      query: ordered + [Parameter("ownership_type", .oneOf(["OWNED", "RECEIVED"]))]
    ) { world, call, path throws(Refusal) in
      let received = call.value("ownership_type") == "RECEIVED"
      let ids = world[.audiences].ids("ad_account_id", [Int(path["ad_account_id"] ?? "") ?? 0])
      return try world.list(.audiences, ids, call) { row in
        row["_removed"] != true && (row["_received"] == true) == received
      }
    },
    Operation(
      "audiences/create", "POST", "/ad_accounts/{ad_account_id}/audiences", "ads_write",
      ["ads:write"], acceptsClients: false
    ) { world, call, path throws(Refusal) in
      let body = try call.json(.newAudience(world.settings), world.settings)
      let row = try world.createAudience(
        body.object ?? [:], account: path["ad_account_id"] ?? "")
      return .ok(world.view(row, .audiences))
    },
    Operation(
      "audiences/get", "GET", "/ad_accounts/{ad_account_id}/audiences/{audience_id}", "ads_read",
      ["ads:read"]
    ) { world, _, path throws(Refusal) in
      let row = try world.audience(
        path["audience_id"] ?? "", account: path["ad_account_id"] ?? "")
      return .ok(world.view(row, .audiences))
    },
    Operation(
      "audiences/update", "PATCH", "/ad_accounts/{ad_account_id}/audiences/{audience_id}",
      "ads_write", ["ads:write"], acceptsClients: false
    ) { world, call, path throws(Refusal) in
      let body = try call.json(.changedAudience(world.settings), world.settings)
      let row = try world.updateAudience(
        path["audience_id"] ?? "", body.object ?? [:], account: path["ad_account_id"] ?? "")
      return .ok(world.view(row, .audiences))
    },
  ]

  static let customerLists: [Operation] = [
    Operation(
      "customer_lists/list", "GET", "/ad_accounts/{ad_account_id}/customer_lists", "ads_read",
      ["ads:read"], query: ordered, acceptsClients: false
    ) { world, call, path throws(Refusal) in
      let owner = Int(path["ad_account_id"] ?? "") ?? 0
      return try world.list(
        .customerLists, world[.customerLists].ids("ad_account_id", [owner]), call)
    },
    Operation(
      "customer_lists/create", "POST", "/ad_accounts/{ad_account_id}/customer_lists", "ads_write",
      ["ads:write"], acceptsClients: false
    ) { world, call, path throws(Refusal) in
      let body = try call.json(.newCustomerList, world.settings)
      let row = try world.createCustomerList(
        body.object ?? [:], account: path["ad_account_id"] ?? "", call)
      return .ok(world.view(row, .customerLists))
    },
    Operation(
      "customer_lists/get", "GET",
      "/ad_accounts/{ad_account_id}/customer_lists/{customer_list_id}", "ads_read", ["ads:read"]
    ) { world, _, path throws(Refusal) in
      let row = try world.customerList(
        path["customer_list_id"] ?? "", account: path["ad_account_id"] ?? "")
      return .ok(world.view(row, .customerLists))
    },
    Operation(
      "customer_lists/update", "PATCH",
      "/ad_accounts/{ad_account_id}/customer_lists/{customer_list_id}", "ads_write",
      ["ads:write"], acceptsClients: false
    ) { world, call, path throws(Refusal) in
      let body = try call.json(.changedCustomerList, world.settings)
      let row = try world.updateCustomerList(
        path["customer_list_id"] ?? "", body.object ?? [:], account: path["ad_account_id"] ?? "",
        call)
      return .ok(world.view(row, .customerLists))
    },
  ]
}
