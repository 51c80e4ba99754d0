/// Least bids by currency, as Pinterest's help page listed them in its later edition.
enum BidFloors {
  static let source = "help page on minimum bids, later edition"

  /// In micros: per click, per thousand impressions, and of a max-width video.
  private static let table: [String: (cpc: Int, cpm: Int, video: Int)] = [
    "USD": (100_000, 2_000_000, 6_000_000), "GBP": (70_000, 1_400_000, 4_100_000),
    "CAD": (100_000, 2_000_000, 6_100_000), "EUR": (50_000, 1_000_000, 3_000_000),
    "AUD": (100_000, 2_100_000, 6_200_000), "NZD": (110_000, 2_200_000, 6_700_000),
  ]

  /// Round rates of the emulator's own: thousandths of a US dollar for one unit.
  private static let rates: [String: Int] = [
    "USD": 1000, "GBP": 1270, "CAD": 730, "EUR": 1080, "AUD": 660, "NZD": 600, "SEK": 95,
    "ILS": 270, "CHF": 1120, "HKD": 128, "JPY": 7, "SGD": 740, "NOK": 93, "DKK": 145, "PLN": 250,
    "RON": 217, "CZK": 43, "BRL": 180, "MXN": 55, "INR": 12, "TRY": 30, "HUF": 3, "KRW": 1,
    "ARS": 1, "CLP": 1, "COP": 1,
  ]

  /// The floor in a currency: the highest of the countries, each in its own currency converted.
  static func floor(
    event: String, creative: String?, currency: String, countries: [String]
  ) -> Int {
    let homes = Set(countries.map { Countries.currencies[$0] ?? "USD" })
    let floors = (homes.isEmpty ? [currency] : homes).map { home in
      convert(own(event, creative, home), from: home, to: currency)
    }
    return floors.max() ?? 0
  }

  static func floor(for adGroup: Row, of campaign: Row, in world: World) -> Int {
    let account = world[.adAccounts][adGroup.reference("ad_account_id")]
    return floor(
      event: adGroup.text("billable_event") ?? "", creative: nil,
      currency: account?.text("currency") ?? "USD",
      countries: adGroup["targeting_spec"]?["LOCATION"]?.strings.filter(Countries.codes.contains)
        ?? [])
  }

  private static func own(_ event: String, _ creative: String?, _ currency: String) -> Int {
    guard let floors = table[currency] else {
      return convert(own(event, creative, "USD"), from: "USD", to: currency)
    }
    switch event {
    case "CLICKTHROUGH": return floors.cpc
    case "IMPRESSION": return creative == "MAX_VIDEO" ? floors.video : floors.cpm
    default: return floors.cpc
    }
  }

  /// Rounded up to the smallest unit, so that a floor can be bid.
  private static func convert(_ micros: Int, from: String, to: String) -> Int {
    guard from != to, let have = rates[from], let want = rates[to] else { return micros }
    let unit = ["JPY", "KRW", "CLP"].contains(to) ? 1_000_000 : 10_000
    let exact = (micros * have + want - 1) / want
    return (exact + unit - 1) / unit * unit
  }

  static func answer(to body: JSON) -> Answer {
    let shared = body["targeting_spec"]?["LOCATION"]?.strings.filter(Countries.codes.contains)
    let floors = (body["bid_floor_specs"]?.array ?? []).map { spec in
      JSON.integer(
        floor(
          event: spec["billable_event"]?.string ?? "", creative: spec["creative_type"]?.string,
          currency: spec["currency"]?.string ?? "",
          countries: spec["countries"]?.strings ?? shared ?? []))
    }
    return .ok(["bid_floors": .array(floors), "type": "bidfloor"])
  }
}
