import AdsModel
import Diagnostics
import ManifestModel

private let help = "Pinterest help, Audience targeting: third-party audiences"

// Audiences whose data is somebody else's: in the US alone, and at a price.
extension Rule {
  static let audienceThirdPartyUSOnly = Rule(
    .audienceThirdPartyUSOnly, "Third-party audiences are for accounts and people in the US.",
    source: help,
    rejects: .audience("type: external, id: \"2542620905476\", third_party: ↓true"),
    accepts: .audience(
      "type: external, id: \"2542620905476\", third_party: true", root: [american]),
    check: .audience { scope, findings in
      let country = scope.manifest.account.country
      guard scope.audience.definition.external?.isThirdParty == true, !country.isEmpty,
        country != "US"
      else { return }
      findings.report(
        "\(scope.address) is third-party data, which is for accounts in the US, and this one is in \(country)",
        at: scope.span(.thirdParty), address: scope.address,
        hint: "take the audience out; an account in the US can use it")
    },
    .adGroup { scope, findings in
      guard scope.manifest.account.country == "US", let audience = scope.thirdPartyAudience
      else { return }
      for location in scope.adGroup.targeting.locations
      where LocationCode.isOutsideUS(location) {
        findings.report(
          "\(scope.address) is on third-party data of \(audience), which is of people in the US, and is shown in \(quoted(location))",
          at: scope.manifest.span(of: scope.origin, at: .locations, member: location),
          address: scope.address,
          hint: "give that location an ad group of its own, without the audience")
      }
    })

  static let bidThirdPartyDataCost = Rule(
    .bidThirdPartyDataCost, .warning,
    "A bid is enough when third-party data takes its 15 % of it.", source: help,
    rejects: .audience(
      thirdParty, root: [american],
      adGroup: ["bid: ↓0.11", "targeting: { locations: [US], audiences: { include: [people] } }"]),
    accepts: .audience(
      thirdParty, root: [american],
      adGroup: ["bid: 0.12", "targeting: { locations: [US], audiences: { include: [people] } }"]),
    check: .adGroup { scope, findings in
      guard let audience = scope.thirdPartyAudience, scope.isReadable(.bid),
        let (cell, amount) = scope.bidCell, let floor = scope.manifest.floor(of: cell),
        amount >= floor
      else { return }
      let lowered = Money(micros: amount.micros / 100 * 85 + amount.micros % 100 * 85 / 100)
      guard lowered < floor else { return }
      let enough = floor.raised(toCover: 85, decimals: scope.manifest.account.currency.decimals)
      findings.report(
        "third-party data of \(audience) can lower bid \(amount.amount(scope.manifest)) by 15 % to \(lowered.amount(scope.manifest)), under the \(floor.text(scope.manifest)) minimum for \(cell.title)",
        at: scope.span(scope.bidPath), address: scope.address,
        hint: "write \(enough.amount(scope.manifest)) or more")
    })

  private static let american = "account: { name: northwind-us, country: US }"
  private static let thirdParty = "type: external, id: \"2542620905476\", third_party: true"
}

extension AdGroupScope {
  /// The first third-party audience that it includes or excludes.
  fileprivate var thirdPartyAudience: Address? {
    guard !context.thirdParty.isEmpty else { return nil }
    let targeting = adGroup.targeting
    return (targeting.includedAudiences + targeting.excludedAudiences)
      .first(where: context.thirdParty.contains).map(Address.audience)
  }
}

extension LocationCode {
  /// Whether a location is known to be elsewhere.
  fileprivate static func isOutsideUS(_ text: String) -> Bool {
    switch LocationCode(text) {
    case .country?: text != "US"
    case .region?, .postalCode?: !text.hasPrefix("US-")
    case .metro?, nil: false
    }
  }
}

extension Money {
  /// The least amount with the currency's decimals of which a percentage is this one or more.
  fileprivate func raised(toCover percent: Int64, decimals: Int) -> Money {
    let unit = (0..<(6 - decimals)).reduce(Int64(1)) { power, _ in power * 10 }
    let exact = (micros * 100 + percent - 1) / percent
    return Money(micros: (exact + unit - 1) / unit * unit)
  }
}
