import AdsModel
import Diagnostics
import ManifestModel
import Planning

private let billing = "Pinterest help, Billing: country and currency are fixed for an ad account"

extension Rule {
  static let accountRules = [
    Rule(
      .accountCountryUnsupported, "The target knows the country of the account.",
      source: MinimumBids.source,
      rejects: .root("version: 1\naccount: { name: northwind-uk, country: ↓UK }\n"),
      accepts: .root("version: 1\naccount: { name: northwind-uk, country: GB }\n"),
      check: .reading),
    Rule(
      .accountCurrencyMismatch,
      "On target local a written currency is the one that the country bills in.",
      source: billing,
      rejects: .root("version: 1\naccount: { name: shop, country: GB, currency: ↓EUR }\n"),
      accepts: .root("version: 1\naccount: { name: shop, country: GB, currency: GBP }\n"),
      check: .reading),
    accountCountryImmutable, accountCurrencyImmutable,
  ]

  static let accountCountryImmutable = Rule(
    .accountCountryImmutable, "The account's country is the stored one.", source: billing,
    rejects: .shop(
      root: ["account: { name: northwind, country: ↓US }"],
      after: .shop(root: ["account: { name: northwind, country: CA }"])),
    accepts: .shop(
      root: ["account: { name: northwind, country: CA }"],
      after: .shop(root: ["account: { name: northwind, country: CA }"])),
    check: .plan { draft, findings in
      guard let stored = draft.state?.account, stored.country != draft.manifest.account.country
      else { return }
      findings.reportAccount(
        "country \(draft.manifest.account.country) is not the stored account's \(stored.country)",
        at: FieldPath("country"), draft)
    })

  static let accountCurrencyImmutable = Rule(
    .accountCurrencyImmutable, "The account's currency is the stored one.", source: billing,
    rejects: .pinterest(
      root: norway("↓SEK"), after: .pinterest(root: norway("NOK"))),
    accepts: .pinterest(root: norway("NOK"), after: .pinterest(root: norway("NOK"))),
    check: .plan { draft, findings in
      let declared = draft.manifest.account.currency
      guard let stored = draft.state?.account.currency, stored != declared,
        !draft.currencyFollowsOtherCountry
      else { return }
      findings.reportAccount(
        "currency \(declared.rawValue) is not the stored account's \(stored.rawValue)",
        at: FieldPath("currency"), draft)
    })
}

/// An account whose country target local does not know, so that its currency is written.
private func norway(_ currency: String) -> [String] {
  [
    "account: { name: shop, country: NO, currency: \(currency), ad_account_id: \"549755885175\" }"
  ]
}

extension PlanDraft {
  /// Whether the currency is left out and another one only because the country is, which is told.
  fileprivate var currencyFollowsOtherCountry: Bool {
    guard let origin = manifest.accountOrigin, let stored = state?.account else { return false }
    return stored.country != manifest.account.country
      && manifest.isLeftOut(FieldPath("currency"), of: origin)
  }
}

extension Findings {
  fileprivate mutating func reportAccount(_ message: String, at path: FieldPath, _ draft: PlanDraft)
  {
    let manifest = draft.manifest
    report(
      message, at: manifest.accountOrigin.map { manifest.span(of: $0, at: path) }, address: nil,
      hint: "Pinterest cannot change it; use another ad account, in a project of its own")
  }
}
