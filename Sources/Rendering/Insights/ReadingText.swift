import AdsModel
import Insights

/// Numbers as people read them: `12,345`, `1.23 %`, `2.51`, `–`.
struct ReadingText {
  /// In place of what is not known.
  static let nothing = "–"

  let amounts: Amounts

  /// Of numbers that are no amounts.
  static let plain = Self(amounts: Amounts(currency: .usd))

  func text(_ reading: MetricValue) -> String {
    switch reading {
    case .count(let count): Amounts.grouped(String(count))
    case .money(let amount): amounts.bare(amount.rounded(decimals: amounts.currency.decimals))
    case .rate(let rate): Self.percent(rate)
    case .time(let time): time.decimal(places: 2)
    case .none: Self.nothing
    }
  }

  func text(_ metric: Metric, of numbers: Numbers) -> String {
    text(value(metric, of: numbers))
  }

  /// What a document has, for what reads the page; empty where nothing is known.
  func raw(_ metric: Metric, of numbers: Numbers) -> String { raw(value(metric, of: numbers)) }

  func raw(_ value: MetricValue) -> String {
    value.raw(decimals: amounts.currency.decimals) ?? ""
  }

  func value(_ metric: Metric, of numbers: Numbers) -> MetricValue {
    numbers.reading(metric, decimals: amounts.currency.decimals)
  }

  /// Two decimals of a percent, rounded once.
  static func percent(_ rate: Fraction) -> String {
    Money(micros: rate.rounded(scale: 10_000) * 10_000).decimal(places: 2) + " %"
  }
}
