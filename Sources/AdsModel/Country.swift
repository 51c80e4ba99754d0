/// The countries of the Ads API, by their ISO 3166 codes.
///
/// Source: the `Country` enumeration of the Ads API v5 description, 5.23.0, read 2026-11-20.
public enum Country {
  /// In the order of the alphabet.
  public static let codes: [String] = text.split(separator: " ").flatMap {
    $0.split(separator: "\n")
  }.map(String.init)

  public static func isKnown(_ code: String) -> Bool { known.contains(code) }

  /// The code that somebody who wrote another text probably means; none when nothing is near.
  public static func meant(by text: String) -> String? {
    let upper = text.uppercased()
    if let other = ["UK": "GB", "USA": "US", "EN": "GB", "EL": "GR"][upper] { return other }
    return known.contains(upper) ? upper : nil
  }

  private static let known = Set(codes)

  private static let text = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ
    LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
    MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA
    RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH
    TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """
}

/// What one entry of `targeting.locations` names, told by its form.
public enum LocationCode: Hashable, Sendable {
  /// `GB`
  case country
  /// A metro of the United States, by its number: `807`.
  case metro
  /// A part of a country, ISO 3166-2: `US-CA`.
  case region
  /// `US-94107`; longer after the dash than any region.
  case postalCode

  /// None for what has no form that the API knows, or names no country of it.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 1 {
      if Country.isKnown(text) {
        self = .country
      } else if (1...4).contains(text.utf8.count),
        text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
      {
        self = .metro
      } else {
        return nil
      }
      return
    }
    let (country, part) = (String(parts[0]), parts[1])
    guard Country.isKnown(country), !part.isEmpty,
      part.utf8.allSatisfy({ byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: " "), UInt8(ascii: "-"): part.utf8.count > 3
        default: false
        }
      })
    else { return nil }
    self = part.utf8.count > 3 ? .postalCode : .region
  }
}
