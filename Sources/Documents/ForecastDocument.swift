import AdsModel
import CanonicalJSON
import Diagnostics
import Planning

extension Forecast: ReadableObject {
  enum Key: String, DocumentKey {
    case from, to
    case dailyBefore = "daily_before"
    case dailyAfter = "daily_after"
    case campaigns

    var schema: Schema {
      switch self {
      case .from: Schema.day.described("The next UTC day.")
      case .to: Schema.day.described("The last day, 90 with the first.")
      case .dailyBefore, .dailyAfter:
        Schema.array(of: .definition("amount_run")).described(
          "The most a day over all campaigns; the runs cover every day once.")
      case .campaigns:
        Schema.array(of: .definition("campaign_forecast")).described(
          "In the order of the YAML; what is no longer declared comes last.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .from: writer.string(from.description)
    case .to: writer.string(to.description)
    case .dailyBefore: writer.objects(dailyBefore)
    case .dailyAfter: writer.objects(dailyAfter)
    case .campaigns: writer.objects(campaigns)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init(
      from: try members.day(.from), to: try members.day(.to),
      dailyBefore: try members.objects(.dailyBefore), dailyAfter: try members.objects(.dailyAfter),
      campaigns: try members.objects(.campaigns))
    guard from <= to, to.number - from.number < 3660 else {
      throw members.mistake(.to, "\(quoted(to.description)) does not end a forecast from \(from)")
    }
  }
}

extension Forecast.Run: ReadableObject {
  enum Key: String, DocumentKey {
    case from, to, amount

    var schema: Schema {
      switch self {
      case .from: .day
      case .to: Schema.day.described("The last of these days.")
      case .amount: .money
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .from: writer.string(from.description)
    case .to: writer.string(to.description)
    case .amount: writer.money(amount)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init(
      from: try members.day(.from), to: try members.day(.to), amount: try members.sum(.amount))
  }
}

extension CampaignForecast: ReadableObject {
  enum Key: String, DocumentKey {
    case address, name, action
    case dailyBefore = "daily_before"
    case dailyAfter = "daily_after"
    case lifetimeBefore = "lifetime_before"
    case lifetimeAfter = "lifetime_after"
    case flights

    var schema: Schema {
      switch self {
      case .address: .address
      case .name: Schema.string().described("What people call it, after the plan.")
      case .action:
        Schema.word(of: Action.self).nullable.described("Null when the campaign stays as it is.")
      case .dailyBefore, .dailyAfter:
        Schema.array(of: .definition("amount_run")).described("Its daily limit is applied.")
      case .lifetimeBefore, .lifetimeAfter:
        Schema.money.described("Lifetime budgets of what is active and not ended.")
      case .flights: .array(of: .definition("flight"))
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(address.description)
    case .name: writer.string(name)
    case .action: writer.optional(action?.rawValue)
    case .dailyBefore: writer.objects(dailyBefore)
    case .dailyAfter: writer.objects(dailyAfter)
    case .lifetimeBefore: writer.money(lifetimeBefore)
    case .lifetimeAfter: writer.money(lifetimeAfter)
    case .flights: writer.objects(flights)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init(
      address: try members.address(.address), name: try members.text(.name),
      action: try members.optionalWord(.action),
      dailyBefore: try members.objects(.dailyBefore), dailyAfter: try members.objects(.dailyAfter),
      lifetimeBefore: try members.sum(.lifetimeBefore),
      lifetimeAfter: try members.sum(.lifetimeAfter), flights: try members.objects(.flights))
  }
}
