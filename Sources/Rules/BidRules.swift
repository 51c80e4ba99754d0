import AdsModel
import Diagnostics
import ManifestModel

private let bidHelp = "Pinterest help, Set up your bid"

extension Rule {
  static let bidRules = [
    bidTypeMismatch, bidBelowMinimum, bidBelowPeggedMinimum, bidNearPeggedMinimum,
    bidPeggedMinimumUnchecked, bidExceedsDailyBudget, bidCPINotGuaranteed, bidThirdPartyDataCost,
  ]

  static let bidTypeMismatch = Rule(
    .bidTypeMismatch, "A bid is of a type that the campaign's objective takes.", source: bidHelp,
    rejects: .shop(adGroup: ["bid: { cpm: ↓5.00 }"]),
    accepts: .shop(adGroup: ["bid: { cpc: 0.40 }"]),
    check: .adGroup { scope, findings in
      guard let objective = scope.objective, scope.isReadable(.bid) else { return }
      // Only for what is wrong: there is one for every ad group.
      var takes: String {
        objective.bidTypes.map { $0.rawValue.uppercased() }.joined(separator: " or ")
      }
      switch scope.adGroup.bid {
      case .named(let amount, let type) where !objective.bidTypes.contains(type):
        findings.report(
          "a \(type.rawValue.uppercased()) bid does not fit objective \(objective.rawValue), which takes \(takes)",
          at: scope.span(FieldPath("bid.\(type.rawValue)")), address: scope.address,
          hint: "write \(example(objective, amount.amount(scope.manifest)))")
      case .plain(let amount) where objective.plainBidType == nil:
        let written = amount.amount(scope.manifest)
        findings.report(
          "bid \(written) does not say what it pays for; objective \(objective.rawValue) takes \(takes)",
          at: scope.span(.bid), address: scope.address,
          hint: "write \(example(objective, written))")
      default: break
      }
    })

  private static func example(_ objective: Objective, _ amount: String) -> String {
    objective.plainBidType == nil
      ? objective.bidTypes.map { "`{ \($0.rawValue): \(amount) }`" }.joined(separator: " or ")
      : "a plain amount, such as `bid: \(amount)`"
  }

  static let bidBelowMinimum = Rule(
    .bidBelowMinimum, "A bid is not under Pinterest's minimum for its currency and type.",
    source: MinimumBids.source, rejects: .shop(adGroup: ["bid: ↓0.05"]),
    accepts: .shop(adGroup: ["bid: 0.08"]),
    check: .adGroup { scope, findings in
      guard scope.isReadable(.bid), let (cell, amount) = scope.bidCell,
        let floor = scope.manifest.floor(of: cell), amount < floor
      else { return }
      findings.report(
        "bid \(amount.amount(scope.manifest)) is under the \(floor.text(scope.manifest)) minimum for \(cell.title)",
        at: scope.span(scope.bidPath), address: scope.address,
        hint: "write \(floor.amount(scope.manifest)) or more")
    })

  static let bidBelowPeggedMinimum = Rule(
    .bidBelowPeggedMinimum,
    "An awareness CPM outside USD is worth at least 2.00 USD at the given rate.",
    source: MinimumBids.source,
    rejects: .shop(
      root: ["exchange_rates: { as_of: 2026-11-20, GBP: 1.27 }"],
      campaign: ["objective: awareness"], adGroup: ["bid: ↓1.50"]),
    accepts: .shop(
      root: ["exchange_rates: { as_of: 2026-11-20, GBP: 1.27 }"],
      campaign: ["objective: awareness"], adGroup: ["bid: 1.80"]),
    check: .adGroup { scope, findings in
      guard let pegged = PeggedBid(scope), let worth = pegged.worth,
        worth < MinimumBids.peggedCPM
      else { return }
      findings.report(
        "bid \(pegged.amount.amount(scope.manifest)) is worth \(worth.decimal(places: 2)) USD, under the 2.00 USD that a CPM needs",
        at: scope.span(scope.bidPath), address: scope.address,
        hint: "write \(pegged.least(MinimumBids.peggedCPM)) or more")
    })

  static let bidNearPeggedMinimum = Rule(
    .bidNearPeggedMinimum, .warning,
    "An awareness CPM outside USD is at least 10 % above the pegged minimum, as rates move.",
    source: MinimumBids.source,
    rejects: .shop(
      root: ["exchange_rates: { as_of: 2026-11-20, GBP: 1.27 }"],
      campaign: ["objective: awareness"], adGroup: ["bid: ↓1.60"]),
    accepts: .shop(
      root: ["exchange_rates: { as_of: 2026-11-20, GBP: 1.27 }"],
      campaign: ["objective: awareness"], adGroup: ["bid: 1.80"]),
    check: .adGroup { scope, findings in
      let safe = Money(micros: MinimumBids.peggedCPM.micros / 10 * 11)
      guard let pegged = PeggedBid(scope), let worth = pegged.worth,
        worth >= MinimumBids.peggedCPM, worth < safe
      else { return }
      findings.report(
        "bid \(pegged.amount.amount(scope.manifest)) is worth \(worth.decimal(places: 2)) USD, less than 10 % above the 2.00 USD minimum",
        at: scope.span(scope.bidPath), address: scope.address,
        hint: "write \(pegged.least(safe)) or more, so that a moving rate does not stop the ads")
    })

  static let bidPeggedMinimumUnchecked = Rule(
    .bidPeggedMinimumUnchecked, .warning,
    "The pegged minimum of a CPM outside USD can be checked, because a rate is given.",
    source: MinimumBids.source,
    rejects: .shop(campaign: ["objective: awareness"], adGroup: ["bid: ↓1.80"]),
    accepts: .shop(
      root: ["exchange_rates: { as_of: 2026-11-20, GBP: 1.27 }"],
      campaign: ["objective: awareness"], adGroup: ["bid: 1.80"]),
    check: .adGroup { scope, findings in
      guard let pegged = PeggedBid(scope), pegged.worth == nil else { return }
      let currency = scope.manifest.account.currency.rawValue
      findings.report(
        "whether bid \(pegged.amount.amount(scope.manifest)) is worth 2.00 USD was not checked: no rate for \(currency) is given",
        at: scope.span(scope.bidPath), address: scope.address,
        hint: "write `exchange_rates: { as_of: YYYY-MM-DD, \(currency): … }` in pinplan.yaml")
    })

  static let bidExceedsDailyBudget = Rule(
    .bidExceedsDailyBudget, .warning, "A bid is no more than the daily budget that pays for it.",
    source: bidHelp, rejects: .shop(adGroup: ["bid: ↓30.00"]),
    accepts: .shop(adGroup: ["bid: 0.35"]),
    check: .adGroup { scope, findings in
      guard scope.isReadable(.bid), scope.isReadable(FieldPath.budget),
        scope.parent.isReadable(FieldPath.budget), let bid = scope.adGroup.bid.amount,
        let budget = (scope.adGroup.budget ?? scope.campaign.budget)?.daily, bid > budget,
        budget > .zero
      else { return }
      findings.report(
        "bid \(bid.amount(scope.manifest)) is more than the daily budget of \(budget.text(scope.manifest))",
        at: scope.span(scope.bidPath), address: scope.address,
        hint: "check the decimal point; raise the budget if the bid is meant")
    })

  static let bidCPINotGuaranteed = Rule(
    .bidCPINotGuaranteed, .warning, "A CPI bid is an aim: Pinterest does not guarantee it.",
    source: bidHelp,
    rejects: .shop(campaign: ["objective: app_install"], adGroup: ["bid: { cpi: ↓2.10 }"]),
    accepts: .shop(campaign: ["objective: app_install"], adGroup: ["bid: { cpc: 0.40 }"]),
    check: .adGroup { scope, findings in
      guard case .named(let amount, .cpi) = scope.adGroup.bid, scope.objective == .appInstall
      else { return }
      findings.report(
        "a CPI bid of \(amount.text(scope.manifest)) is an aim; an install can cost more",
        at: scope.span(.bidCPI), address: scope.address,
        hint: "bid `{ cpc: … }` to cap what a click costs")
    })
}

extension AdGroupScope {
  /// Where the bid's amount is written.
  var bidPath: FieldPath {
    adGroup.bid.type(under: campaign.objective).map { FieldPath("bid.\($0.rawValue)") } ?? .bid
  }

  /// The bid and the column of the minimum-bid table that it falls into.
  var bidCell: (cell: MinimumBids.Cell, amount: Money)? {
    guard let objective, let amount = adGroup.bid.amount,
      let type = adGroup.bid.type(under: objective), objective.bidTypes.contains(type),
      let cell = MinimumBids.Cell(type, objective: objective)
    else { return nil }
    return (cell, amount)
  }
}

extension Manifest {
  /// The lowest bid in the account's currency; none where there is no floor.
  func floor(of cell: MinimumBids.Cell) -> Money? {
    isCurrencyKnown ? minimumBids.floor(of: cell, in: account.currency) : nil
  }
}

/// A CPM in a currency whose floor is pegged to US dollars.
private struct PeggedBid {
  let amount: Money
  /// US dollars for one unit; none when no rate is given.
  let rate: Money?
  let decimals: Int

  /// None for any other bid, and where the table has a floor of its own.
  init?(_ scope: AdGroupScope) {
    let currency = scope.manifest.account.currency
    // Against a real account its own floor holds.
    guard scope.manifest.target == .local, scope.manifest.isCurrencyKnown,
      scope.isReadable(.bid), currency != .usd,
      let (cell, amount) = scope.bidCell,
      cell == .cpm, scope.manifest.minimumBids.floor(of: .cpm, in: currency) == nil
    else { return nil }
    self.amount = amount
    rate = scope.manifest.exchangeRates.dollars[currency]
    decimals = currency.decimals
  }

  /// In US dollars, rounded down to the millionth.
  var worth: Money? {
    rate.map { rate in
      let product = amount.micros.multipliedFullWidth(by: rate.micros)
      return Money(micros: Int64(1_000_000).dividingFullWidth(product).quotient)
    }
  }

  /// The least amount in the account's currency that is worth so many dollars.
  func least(_ dollars: Money) -> String {
    guard let rate else { return "" }
    let unit = (0..<(6 - decimals)).reduce(Int64(1)) { power, _ in power * 10 }
    let exact = Int64(rate.micros).dividingFullWidth(
      dollars.micros.multipliedFullWidth(by: 1_000_000))
    let micros = exact.quotient + (exact.remainder > 0 ? 1 : 0)
    return Money(micros: (micros + unit - 1) / unit * unit).decimal(places: decimals)
  }
}
