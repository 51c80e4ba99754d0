import AdsModel
import CanonicalJSON
import Diagnostics
import Planning

extension PlanSummary: ReadableObject {
  enum Key: String, DocumentKey {
    case create, update, replace, archive, unchanged

    var schema: Schema { Schema.integer(minimum: 0).nullable }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .create: writer.integer(create)
    case .update: writer.integer(update)
    case .replace: writer.integer(replace)
    case .archive: writer.integer(archive)
    case .unchanged: writer.integer(unchanged)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init()
    create = try members.number(.create)
    update = try members.number(.update)
    replace = try members.number(.replace)
    archive = try members.number(.archive)
    unchanged = try members.number(.unchanged)
  }
}

/// What an account can spend before and after a plan.
struct SpendComparison: ReadableObject {
  let currency: Currency
  var before: Spend
  var after: Spend

  enum Key: String, DocumentKey {
    case currency
    case dailyBefore = "daily_before"
    case dailyAfter = "daily_after"
    case lifetimeBefore = "lifetime_before"
    case lifetimeAfter = "lifetime_after"
    case next30DaysMaxBefore = "next_30_days_max_before"
    case next30DaysMaxAfter = "next_30_days_max_after"

    var schema: Schema {
      switch self {
      case .currency: Schema.oneOf(words: Currency.allCases.map(\.rawValue)).nullable
      case .dailyBefore, .dailyAfter:
        Schema.money.nullable.described("A day, over daily budgets of what is active.")
      case .lifetimeBefore, .lifetimeAfter:
        Schema.money.nullable.described("Over lifetime budgets of what is active and not ended.")
      case .next30DaysMaxBefore, .next30DaysMaxAfter:
        Schema.money.nullable.described("The most in the 30 UTC days that begin with the next.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .currency: writer.string(currency.rawValue)
    case .dailyBefore: writer.money(before.daily)
    case .dailyAfter: writer.money(after.daily)
    case .lifetimeBefore: writer.money(before.lifetime)
    case .lifetimeAfter: writer.money(after.lifetime)
    case .next30DaysMaxBefore: writer.money(before.next30DaysMax)
    case .next30DaysMaxAfter: writer.money(after.next30DaysMax)
    }
  }
}

extension SpendComparison {
  init(from members: KeyedDecodingContainer<Key>) throws {
    currency = try members.word(.currency)
    before = Spend()
    after = Spend()
    before.daily = try members.sum(.dailyBefore)
    after.daily = try members.sum(.dailyAfter)
    before.lifetime = try members.sum(.lifetimeBefore)
    after.lifetime = try members.sum(.lifetimeAfter)
    before.next30DaysMax = try members.sum(.next30DaysMaxBefore)
    after.next30DaysMax = try members.sum(.next30DaysMaxAfter)
  }
}
