import AdsModel

/// Amounts and shares as people read them: `1,240.00`, `+28.6 %`.
///
/// For text only; documents have the bare decimals.
struct Amounts: Sendable {
  let currency: Currency

  /// With the currency's decimals and a comma between thousands, without its code.
  func bare(_ amount: Money) -> String {
    let text = amount.decimal(places: currency.decimals)
    let sign = text.hasPrefix("-") ? "-" : ""
    let digits = text.dropFirst(sign.utf8.count)
    let whole = digits.prefix { $0 != "." }
    return sign + Self.grouped(whole) + digits.dropFirst(whole.count)
  }

  func text(_ amount: Money) -> String { bare(amount) + " " + currency.rawValue }

  /// `+20.00`, `-5.00`, or nothing when there is no difference.
  func difference(from before: Money, to after: Money) -> String? {
    guard before != after else { return nil }
    return (after > before ? "+" : "") + bare(after - before)
  }

  static func grouped(_ digits: some StringProtocol) -> String {
    let count = digits.count
    guard count > 3 else { return String(digits) }
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result
  }

  static func grouped(_ count: Int) -> String { grouped(String(count)) }

  /// `2 keywords`, `1 campaign`, `1,200 ads`.
  static func count(_ count: Int, _ noun: String) -> String {
    grouped(count) + " " + noun + (count == 1 ? "" : "s")
  }

  /// The change relative to what was, to one decimal, rounded half up; nothing from nothing.
  static func percent(from before: Money, to after: Money) -> String? {
    guard before.micros > 0, before != after else { return nil }
    let difference =
      after > before
      ? after.micros.subtractingReportingOverflow(before.micros).partialValue.magnitude
      : before.micros.subtractingReportingOverflow(after.micros).partialValue.magnitude
    let base = before.micros.magnitude
    let product = difference.multipliedFullWidth(by: 1000)
    guard product.high < base else { return nil }
    var (tenths, rest) = base.dividingFullWidth(product)
    if rest >= base - rest { tenths += 1 }
    let sign = after > before ? "+" : "-"
    guard tenths > 0 else { return sign + "under 0.1 %" }
    return sign + grouped(String(tenths / 10)) + "." + String(tenths % 10) + " %"
  }
}
