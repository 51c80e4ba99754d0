extension Operation {
  private static let pinQuery = [
    Parameter("ad_account_id", .digits()), Parameter("pin_metrics", .boolean),
  ]
  private static let creatives = Parameter(
    "creative_types", .list(.oneOf(Vocabulary.creatives)))

  static let organic: [Operation] = [
    Operation(
      "boards/list", "GET", "/boards", "org_read", ["boards:read"],
      query: paging + [
        Parameter("ad_account_id", .digits()),
        Parameter(
          "privacy", .oneOf(["ALL", "PUBLIC", "PROTECTED", "SECRET", "PUBLIC_AND_SECRET"])),
      ]
    ) { world, call, _ throws(Refusal) in
      let privacy = call.value("privacy") ?? "ALL"
      return try world.list(.boards, world[.boards].order, call) { board in
        let own = board.text("privacy") ?? ""
        let isWanted =
          privacy == "ALL" || privacy == own
          || privacy == "PUBLIC_AND_SECRET" && own != "PROTECTED"
        return board["_owned"] != false && isWanted && world.isReadable(board, call)
      }
    },
    Operation(
      "boards/get", "GET", "/boards/{board_id}", "org_read", ["boards:read"],
      query: [Parameter("ad_account_id", .digits())]
    ) { world, call, path throws(Refusal) in
      .ok(try world.board(path["board_id"] ?? "", call).visible)
    },
    Operation(
      "boards/list_pins", "GET", "/boards/{board_id}/pins", "org_read",
      ["boards:read", "pins:read"], query: paging + pinQuery + [creatives]
    ) { world, call, path throws(Refusal) in
      let board = try world.board(path["board_id"] ?? "", call)
      return try world.list(.pins, world[.pins].ids("board_id", [board.id]), call)
    },
    Operation(
      "pins/list", "GET", "/pins", "org_read", ["boards:read", "pins:read"],
      query: paging + pinQuery + [
        creatives, Parameter("include_protected_pins", .boolean),
        Parameter("pin_type", .oneOf(["PRIVATE"])),
        Parameter(
          "pin_filter", .oneOf(["exclude_native", "exclude_repins", "has_been_promoted"])),
      ]
    ) { world, call, _ throws(Refusal) in
      let takesProtected = call.value("include_protected_pins") == "true"
      return try world.list(.pins, world[.pins].order, call) { pin in
        guard pin["is_owner"] == true, let board = world[.boards][pin.reference("board_id")],
          world.isReadable(board, call)
        else { return false }
        return takesProtected || board.text("privacy") != "PROTECTED"
      }
    },
    Operation(
      "pins/get", "GET", "/pins/{pin_id}", "org_read", ["boards:read", "pins:read"],
      query: pinQuery
    ) { world, call, path throws(Refusal) in
      guard let pin = world[.pins][Int(path["pin_id"] ?? "")], pin["_visible"] != false,
        let board = world[.boards][pin.reference("board_id")], world.isReadable(board, call)
      else { throw Refusal(status: 404, code: 50, "Pin not found.") }
      return .ok(pin.visible)
    },
  ]

  static let resources: [Operation] = [
    Operation(
      "ad_account_countries/get", "GET", "/resources/ad_account_countries", "ads_read",
      ["ads:read"]
    ) { _, _, _ in
      let codes = Countries.codes.sorted()
      return .ok([
        "items": .array(
          codes.enumerated().map { index, code in
            [
              "code": .string(code), "name": .string(code), "index": .integer(index),
              "currency": .string(Countries.currencies[code] ?? "USD"),
            ]
          })
      ])
    },
    Operation(
      "targeting_options/get", "GET", "/resources/targeting/{targeting_type}", "ads_read",
      ["ads:read"],
      query: [
        Parameter("client_id", .digits()), Parameter("oauth_signature", .text()),
        Parameter("timestamp", .digits()), Parameter("ad_account_id", .digits()),
      ]
    ) { world, call, path throws(Refusal) in
      try world.targetingOptions(path["targeting_type"] ?? "", call)
    },
    Operation(
      "interest_targeting_options/get", "GET", "/resources/targeting/interests/{interest_id}",
      "ads_read", ["ads:read"]
    ) { world, _, path throws(Refusal) in
      let id = path["interest_id"] ?? ""
      guard let row = world[.interests][Int(id)] else { throw .notFound("Interest", id) }
      return .ok(row.visible)
    },
  ]
}

extension World {
  func board(_ id: String, _ call: Call) throws(Refusal) -> Row {
    guard let board = self[.boards][Int(id)], isReadable(board, call) else {
      throw Refusal(status: 404, code: 40, "Board not found.")
    }
    return board
  }

  /// A secret board shows only to a token that may read secret boards.
  func isReadable(_ board: Row, _ call: Call) -> Bool {
    guard board["_visible"] != false else { return false }
    guard board.text("privacy") == "SECRET" else { return true }
    let token = tokens.access[String(call.authorization?.dropFirst(7) ?? "")]
    return token?["scopes"]?.strings.contains("boards:read_secret") ?? false
  }

  func targetingOptions(_ type: String, _ call: Call) throws(Refusal) -> Answer {
    func same(_ texts: [String]) -> Answer {
      .ok(.array([.object(Dictionary(uniqueKeysWithValues: texts.map { ($0, .string($0)) }))]))
    }
    switch type {
    case "APPTYPE": return same(Vocabulary.devices)
    case "GENDER": return same(Vocabulary.genders)
    case "LOCALE": return same(Vocabulary.languages)
    case "AGE_BUCKET": return same(Vocabulary.ageBuckets)
    case "LOCATION": return same(Countries.codes.sorted())
    case "GEO": return same(["BE-VOV", "GB-ENG", "GB-SCT", "US-CA", "US-NY"])
    case "KEYWORD": return same([])
    case "INTEREST":
      let pairs = self[.interests].order.compactMap { id in
        self[.interests][id].map { (String(id), $0["name"] ?? .null) }
      }
      return .ok(.array([.object(Dictionary(uniqueKeysWithValues: pairs))]))
    case "AUDIENCE_INCLUDE", "AUDIENCE_EXCLUDE":
      guard let account = call.value("ad_account_id").flatMap(Int.init) else {
        throw Refusal("ad_account_id is required for \(type).")
      }
      let pairs = self[.audiences].ids("ad_account_id", [account]).compactMap { id in
        self[.audiences][id].flatMap { row in
          row["_removed"] == true ? nil : (String(id), row["name"] ?? .null)
        }
      }
      return .ok(.array([.object(Dictionary(uniqueKeysWithValues: pairs))]))
    default: throw Refusal("targeting_type \(type) is unknown.")
    }
  }
}
