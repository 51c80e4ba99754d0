extension Operation {
  static let conversionTags: [Operation] = [
    Operation(
      "conversion_tags/list", "GET", "/ad_accounts/{ad_account_id}/conversion_tags", "ads_read",
      ["ads:read"], query: [Parameter("filter_deleted", .boolean)]
    ) { world, call, path throws(Refusal) in
      let hidesDeleted = call.value("filter_deleted") == "true"
      let rows = world.tags(ofAccount: path["ad_account_id"]).filter { tag in
        !hidesDeleted || tag.text("status") != "ARCHIVED"
      }
      return .ok(["items": .array(rows.map { world.view($0, .conversionTags) })])
    },
    Operation(
      "page_visit_conversion_tags/get", "GET",
      "/ad_accounts/{ad_account_id}/conversion_tags/page_visit", "ads_read", ["ads:read"],
      query: ordered
    ) { world, call, path throws(Refusal) in
      let ids = world.tags(ofAccount: path["ad_account_id"]).map(\.id)
      return try world.list(.conversionTags, ids, call) { tag in
        tag["_events"]?.strings.contains("PAGE_VISIT") ?? false
      } as: { tag in
        .object(conversionEvent: "PAGE_VISIT", of: tag)
      }
    },
    Operation(
      "ocpm_eligible_conversion_tags/get", "GET",
      "/ad_accounts/{ad_account_id}/conversion_tags/ocpm_eligible", "ads_read", ["ads:read"]
    ) { world, _, path in
      var eligible: Row = [:]
      for tag in world.tags(ofAccount: path["ad_account_id"]) where tag.text("status") == "ACTIVE" {
        let events = tag["_events"]?.strings ?? []
        guard !events.isEmpty else { continue }
        eligible[String(tag.id)] = .array(events.map { .object(conversionEvent: $0, of: tag) })
      }
      return .ok(eligible)
    },
    Operation(
      "conversion_tags/get", "GET",
      "/ad_accounts/{ad_account_id}/conversion_tags/{conversion_tag_id}", "ads_read", ["ads:read"]
    ) { world, _, path throws(Refusal) in
      try world.get(
        .conversionTags, "Conversion tag", path["conversion_tag_id"] ?? "",
        account: path["ad_account_id"] ?? "")
    },
  ]
}

extension World {
  fileprivate func tags(ofAccount account: String?) -> [Row] {
    self[.conversionTags].ids("ad_account_id", [Int(account ?? "") ?? 0])
      .compactMap { self[.conversionTags][$0] }
  }
}

extension JSON {
  /// An event that a tag has reported.
  fileprivate static func object(conversionEvent event: String, of tag: Row) -> JSON {
    [
      "conversion_event": .string(event), "conversion_tag_id": tag["id"] ?? .null,
      "ad_account_id": tag["ad_account_id"] ?? .null,
      "created_time": tag["_created_time"] ?? 0,
    ]
  }
}
