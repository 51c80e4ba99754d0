import AdsModel

/// Amounts and shares as people read them: `1,240.00`, `+28.6 %`.
///
/// For text only; documents have the bare decimals.
struct Amounts: Sendable {
  let currency: Currency

  /// With the currency's decimals and a comma between thousands, without its code.
  func bare(_ amount: Money) -> String {
    Self.grouped(amount.decimal(places: currency.decimals))
  }

  func text(_ amount: Money) -> String { bare(amount) + " " + currency.rawValue }

  /// `+20.00`, `-5.00`, or nothing when there is no difference.
  func difference(from before: Money, to after: Money) -> String? {
    guard before != after else { return nil }
    return (after > before ? "+" : "") + bare(after - before)
  }

  /// A number in decimal, with a comma between the thousands of its whole part.
  static func grouped(_ number: String) -> String {
    let sign = number.utf8.first == UInt8(ascii: "-") ? 1 : 0
    let end = number.utf8.prefix { $0 != UInt8(ascii: ".") }.count
    guard end - sign > 3 else { return number }
    let count = number.utf8.count + (end - sign - 1) / 3
    return String(unsafeUninitializedCapacity: count) { text in
      var length = 0
      for (index, byte) in number.utf8.enumerated() {
        if index > sign, index < end, (end - index).isMultiple(of: 3) {
          text[length] = UInt8(ascii: ",")
          length += 1
        }
        text[length] = byte
        length += 1
      }
      return length
    }
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
