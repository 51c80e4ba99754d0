/// A currency that a Pinterest ad account can bill in, by its ISO 4217 code.
///
/// Source: the `Currency` enumeration of the Ads API v5 description, 5.23.0, without `UNK`.
public enum Currency: String, Vocabulary {
  case usd = "USD"
  case gbp = "GBP"
  case cad = "CAD"
  case eur = "EUR"
  case aud = "AUD"
  case nzd = "NZD"
  case sek = "SEK"
  case ils = "ILS"
  case chf = "CHF"
  case hkd = "HKD"
  case jpy = "JPY"
  case sgd = "SGD"
  case krw = "KRW"
  case nok = "NOK"
  case dkk = "DKK"
  case pln = "PLN"
  case ron = "RON"
  case huf = "HUF"
  case czk = "CZK"
  case brl = "BRL"
  case mxn = "MXN"
  case ars = "ARS"
  case clp = "CLP"
  case cop = "COP"
  case inr = "INR"
  case `try` = "TRY"

  /// How many digits may follow the point in an amount (ISO 4217).
  ///
  /// COP and HUF have two on paper and are quoted without any.
  public var decimals: Int {
    switch self {
    case .jpy, .krw, .clp, .cop, .huf: 0
    default: 2
    }
  }
}
