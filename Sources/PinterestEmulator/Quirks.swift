/// Oddities that a careful client survives, laid over an answer.
struct Quirks: Sendable {
  let settings: Settings

  var areOff: Bool {
    !["ids_as_numbers", "unknown_enum_values", "missing_optional_fields", "reorder_lists"]
      .contains(where: settings.isOn)
  }

  func apply(_ value: JSON) -> JSON { areOff ? value : changed(value, under: "") }

  private static let optional: Set<String> = [
    "type", "feed_profile_id", "conversion_learning_mode_type", "promotion_id",
    "promotion_application_level", "is_creative_optimization", "rejection_labels",
    "rejected_reasons", "is_automated_campaign",
  ]

  private func changed(_ value: JSON, under name: String) -> JSON {
    switch value {
    case .object(let members):
      var kept: Row = [:]
      for (name, member) in members {
        if settings.isOn("missing_optional_fields"),
          member == .null && name != "bookmark" || Self.optional.contains(name)
        {
          continue
        }
        kept[name] = changed(member, under: name)
      }
      if settings.isOn("unknown_enum_values"), kept["summary_status"] != nil {
        kept["summary_status"] = "LEARNING_LIMITED"
        kept["field_of_a_later_version"] = ["kind": "LATER"]
      }
      return .object(kept)
    case .array(let items):
      let isTargeting = !name.isEmpty && name == name.uppercased()
      let ordered = isTargeting && settings.isOn("reorder_lists") ? items.reversed() : items
      return .array(ordered.map { changed($0, under: name) })
    case .string(let text):
      guard settings.isOn("ids_as_numbers"), name == "id" || name.hasSuffix("_id"),
        let number = Int(text)
      else { return value }
      return .integer(number)
    default: return value
    }
  }
}
