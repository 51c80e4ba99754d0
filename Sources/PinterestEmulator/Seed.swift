/// The account that is there at the start.
enum Seed {
  private static let scopes: JSON = [
    "ads:read", "ads:write", "boards:read", "pins:read", "user_accounts:read",
  ]

  private static func pin(
    _ id: String, board: String, _ title: String, link: JSON, video: Bool = false,
    owned: Bool = true
  ) -> JSON {
    [
      "id": .string(id), "board_id": .string(board), "title": .string(title),
      "description": .null, "alt_text": .null, "link": link,
      "creative_type": video ? "VIDEO" : "REGULAR", "is_owner": .boolean(owned),
      "is_standard": true, "has_been_promoted": false, "parent_pin_id": .null,
      "board_section_id": .null, "created_at": "2026-06-01T09:00:00Z",
      "media": ["media_type": video ? "video" : "image"],
      "board_owner": ["username": owned ? "northwind" : "somebodyelse"],
    ]
  }

  private static func board(_ id: String, _ name: String, _ privacy: String, adsOnly: Bool) -> JSON
  {
    [
      "id": .string(id), "name": .string(name), "privacy": .string(privacy),
      "is_ads_only": .boolean(adsOnly), "owner": ["username": "northwind"],
      "description": .null, "created_at": "2026-05-01T09:00:00Z",
    ]
  }

  private static func interest(_ id: String, _ name: String, _ children: JSON = []) -> JSON {
    [
      "id": .string(id), "name": .string(name), "level": children == [] ? 2 : 1,
      "child_interests": children,
    ]
  }

  static let standard: JSON = [
    "user": [
      "id": "549755885100", "username": "northwind", "account_type": "BUSINESS",
      "business_name": "Northwind", "website_url": "northwind.example", "about": "",
      "profile_image": "https://i.pinimg.example/northwind.jpg", "monthly_views": 48_211,
    ],
    "ad_accounts": [
      [
        "id": "549755885175", "name": "northwind-uk", "country": "GB", "currency": "GBP",
        "owner": ["id": "549755885100", "username": "northwind"], "permissions": ["OWNER"],
        "created_time": 1_767_225_600, "updated_time": 1_767_225_600, "_terms_accepted": true,
      ],
      [
        "id": "549755885176", "name": "northwind-us", "country": "US", "currency": "USD",
        "owner": ["id": "549755885100", "username": "northwind"], "permissions": ["ANALYST"],
        "created_time": 1_767_225_600, "updated_time": 1_767_225_600, "_terms_accepted": false,
      ],
    ],
    "boards": [
      board("549755885001", "Sofas", "PUBLIC", adsOnly: false),
      board("549755885002", "Ad-only Pins", "PROTECTED", adsOnly: true),
      board("549755885003", "Next season", "SECRET", adsOnly: false),
      board("549755885004", "Family", "PROTECTED", adsOnly: false),
    ],
    "pins": [
      pin(
        "813744226420795884", board: "549755885001", "Velvet sofa",
        link: "https://northwind.example/sofas"),
      pin(
        "813744226420795885", board: "549755885001", "Corner sofa",
        link: "https://northwind.example/corner-sofas"),
      pin(
        "813744226420795886", board: "549755885001", "Sofa film",
        link: "https://northwind.example/film", video: true),
      pin("813744226420795887", board: "549755885001", "No link", link: .null),
      pin(
        "813744226420795888", board: "549755885002", "Ad-only",
        link: "https://northwind.example/offer"),
      pin(
        "813744226420795889", board: "549755885003", "Secret",
        link: "https://northwind.example/next"),
      pin(
        "813744226420795890", board: "549755885001", "Not ours",
        link: "https://other.example/", owned: false),
      pin(
        "813744226420795891", board: "549755885001", "Armchair",
        link: "https://northwind.example/armchairs"),
      pin(
        "813744226420795892", board: "549755885004", "Protected",
        link: "https://northwind.example/family"),
    ],
    "audiences": audiences, "conversion_tags": conversionTags, "websites": websites,
    "interests": [
      interest("935249274030", "Home decor", ["918105274631", "961238559656"]),
      interest("918105274631", "Living room"), interest("961238559656", "Garden"),
      interest("941870572865", "Women's fashion"), interest("918530398158", "Food and drinks"),
      interest("898620064290", "DIY and crafts"),
    ],
    "tokens": [
      "apps": ["1234567": "emulator-secret"],
      "access": [
        "pina_emulator": ["scopes": scopes],
        "pina_readonly": [
          "scopes": ["ads:read", "boards:read", "pins:read", "user_accounts:read"]
        ],
        "pina_secret": [
          "scopes": [
            "ads:read", "ads:write", "boards:read", "boards:read_secret", "pins:read",
            "pins:read_secret", "user_accounts:read",
          ]
        ],
        "pina_expired": ["scopes": scopes, "expires_at": 1_780_000_000],
      ],
      "refresh": ["pinr.emulator": ["scopes": scopes]],
    ],
  ]
}

extension World {
  /// A seed names what it changes; what it leaves out is as in the standard one.
  init(seed: JSON) throws {
    self.init()
    let known = Set(Kind.allCases.map(\.rawValue)).union(["user", "tokens", "settings", "now"])
    for name in (seed.object ?? [:]).keys.sorted() where !known.contains(name) {
      throw Refusal("\(name) is not part of a seed; there are \(known.sorted())")
    }
    try apply(changes: .object((Seed.standard.object ?? [:]).merging(seed.object ?? [:]) { $1 }))
    if let settings = seed["settings"]?.object { try self.settings.set(settings) }
    if let now = seed["now"]?.string.flatMap(Clock.seconds) { clock.set(now) }
  }
}
