/// The part of the account that audiences are made of.
extension Seed {
  private static func audience(
    _ id: String, _ name: String, _ status: String, size: JSON, account: String = "549755885175",
    tag: String = "2617998078211"
  ) -> JSON {
    [
      "id": .string(id), "ad_account_id": .string(account), "type": "audience",
      "name": .string(name), "audience_type": "VISITOR", "status": .string(status), "size": size,
      "rule": ["visitor_source_id": .string(tag), "retention_days": 30, "prefill": true],
      "description": .null, "created_by_company_name": .null,
      "created_timestamp": 1_780_000_000, "updated_timestamp": 1_780_000_000,
    ]
  }

  /// An audience that a company shares with the account; with `_third_party` a segment for sale.
  private static func received(
    _ id: String, _ name: String, by company: String, account: String, isThirdParty: Bool
  ) -> JSON {
    [
      "id": .string(id), "ad_account_id": .string(account), "type": "audience",
      "name": .string(name), "audience_type": "PERSONA", "status": "READY", "size": 450_000,
      "rule": [:], "description": .null, "created_by_company_name": .string(company),
      "created_timestamp": 1_780_000_000, "updated_timestamp": 1_780_000_000,
      "_received": true, "_third_party": .boolean(isThirdParty),
    ]
  }

  static let audiences: JSON = [
    audience("2542620905475", "Visitors 30 days", "READY", size: 12_000),
    audience("2542620905476", "Recent buyers", "READY", size: 3_400),
    audience("2542620905477", "Nearly nobody", "TOO_SMALL", size: 12),
    // Their ids are lower, as they are older.
    received(
      "2542620905401", "Garden lovers", by: "Fabrikam", account: "549755885175",
      isThirdParty: false),
    received(
      "2542620905402", "Home movers", by: "Datarama", account: "549755885175",
      isThirdParty: true),
    received(
      "2542620905403", "Home movers", by: "Datarama", account: "549755885176",
      isThirdParty: true),
    audience(
      "2542620905404", "US visitors", "READY", size: 8_000, account: "549755885176",
      tag: "2617998078205"),
  ]

  private static func tag(
    _ id: String, _ name: String, account: String = "549755885175", status: String = "ACTIVE",
    fired: JSON = 1_780_000_000_000, events: JSON = []
  ) -> JSON {
    [
      "id": .string(id), "ad_account_id": .string(account), "name": .string(name),
      "status": .string(status), "version": "3", "last_fired_time_ms": fired,
      "code_snippet": "<script type=text/javascript>/* the tag */</script>",
      "enhanced_match_status": "VALIDATION_COMPLETE",
      "configs": [
        "aem_enabled": true, "aem_fnln_enabled": false, "aem_ph_enabled": false,
        "aem_ge_enabled": false, "aem_db_enabled": false, "aem_loc_enabled": false,
        "aem_external_id_enabled": false, "md_frequency": 1, "no_code_capi_domains": [],
      ],
      "_events": events, "_created_time": 1_770_000_000,
    ]
  }

  static let conversionTags: JSON = [
    tag(
      "2617998078211", "Northwind UK",
      events: [
        "PAGE_VISIT", "VIEW_CATEGORY", "SEARCH", "ADD_TO_CART", "CHECKOUT", "SIGNUP", "LEAD",
        "WATCH_VIDEO", "CUSTOM",
      ]),
    tag("2617998078212", "Northwind UK blog", events: ["PAGE_VISIT"]),
    tag("2617998078213", "Never put on a site", fired: .null),
    tag("2617998078214", "Old shop", status: "ARCHIVED", events: ["PAGE_VISIT"]),
    tag("2617998078215", "Switched off", status: "PAUSED", events: ["PAGE_VISIT"]),
    tag(
      "2617998078205", "Northwind US", account: "549755885176",
      events: ["PAGE_VISIT", "CHECKOUT"]),
  ]

  static let websites: JSON = [
    [
      "id": "1", "website": "northwind.example", "status": "success",
      "verified_at": "2026-01-14T21:03:01.602000",
    ],
    ["id": "2", "website": "blog.northwind.example", "status": "pending"],
  ]
}
