/// The ad account that a project describes.
public struct Account: Hashable, Sendable {
  public var name: String
  /// ISO 3166 code; fixes the currency.
  public var country: String
  public var currency: Currency
  /// Pinterest's id, digits kept as text; only target `pinterest` needs it.
  public var adAccountID: String?

  public init(name: String, country: String, currency: Currency, adAccountID: String? = nil) {
    self.name = name
    self.country = country
    self.currency = currency
    self.adAccountID = adAccountID
  }
}
