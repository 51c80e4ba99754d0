/// A country whose advertisers the embedded target `local` knows, and what it bills in.
///
/// The country of an ad account fixes its currency. The six are the countries of the minimum-bid
/// table on Pinterest's help page for Promoted Pins, read 2026-11-20.
public enum Market: String, Vocabulary {
  case us = "US"
  case ca = "CA"
  case gb = "GB"
  case ie = "IE"
  case au = "AU"
  case nz = "NZ"

  public var currency: Currency {
    switch self {
    case .us: .usd
    case .ca: .cad
    case .gb: .gbp
    case .ie: .eur
    case .au: .aud
    case .nz: .nzd
    }
  }
}
