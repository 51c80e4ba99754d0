import AdsModel
import CanonicalJSON
import Planning

extension Flight: ReadableObject {
  enum Key: String, DocumentKey {
    case address, name, action, before, after

    var schema: Schema {
      switch self {
      case .address: .address
      case .name: Schema.string().described("What people call the ad group, after the plan.")
      case .action:
        Schema.word(of: Action.self).nullable.described(
          "Null when the plan leaves the ad group itself alone.")
      case .before:
        Schema.definition("flight_side").nullable.described("Null when it is not stored yet.")
      case .after:
        Schema.definition("flight_side").nullable.described("Null once it is archived.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(address.description)
    case .name: writer.string(name)
    case .action: writer.optional(action?.rawValue)
    case .before: writer.optional(before)
    case .after: writer.optional(after)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init(
      address: try members.address(.address), name: try members.text(.name),
      action: try members.optionalWord(.action), before: try members.optionalObject(.before),
      after: try members.optionalObject(.after))
  }
}

extension Flight.Side: ReadableObject {
  enum Key: String, DocumentKey {
    case state, start, end
    case dailyBudget = "daily_budget"
    case lifetimeBudget = "lifetime_budget"
    case isShared = "is_shared"

    var schema: Schema {
      switch self {
      case .state:
        Schema.word(of: Flight.State.self).described(
          "On the day of the plan, with its campaign's status.")
      case .start: Schema.day.described("Worked out where none is written.")
      case .end: Schema.day.nullable.described("The last day; null when there is none.")
      case .dailyBudget, .lifetimeBudget:
        Schema.money.nullable.described("Its own or its campaign's; one of the two.")
      case .isShared:
        Schema.boolean.described("Whether the budget is its campaign's, for all ad groups of it.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .state: writer.string(state.rawValue)
    case .start: writer.string(start.description)
    case .end: writer.optional(end?.description)
    case .dailyBudget: writer.optional(budget?.daily)
    case .lifetimeBudget: writer.optional(budget?.lifetime)
    case .isShared: writer.bool(isShared)
    }
  }

  init(from members: KeyedDecodingContainer<Key>) throws {
    self.init(
      state: try members.word(.state), start: try members.day(.start),
      end: try members.optionalDay(.end),
      budget: try members.optionalSum(.dailyBudget).map(Budget.daily)
        ?? members.optionalSum(.lifetimeBudget).map(Budget.lifetime),
      isShared: try members.decode(Bool.self, forKey: .isShared))
  }
}
