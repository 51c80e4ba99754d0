/// Oddities that a careful client survives, laid over an answer.
struct Quirks: Sendable {
  let settings: Settings

  /// The switches that make an answer differ from the description.
  static let names = [
    "ads_exceptions_as_array", "audience_url_objects", "fractional_counts", "ids_as_numbers",
    "missing_optional_fields",
    "null_for_unused", "numbers_as_decimals", "reorder_lists", "rules_as_in_examples",
    "unknown_enum_values",
  ]

  var areOff: Bool { !Self.names.contains(where: settings.isOn) }

  func apply(_ value: JSON) -> JSON { areOff ? value : changed(value, under: "") }

  private static let optional: Set<String> = [
    "type", "feed_profile_id", "conversion_learning_mode_type", "promotion_id",
    "promotion_application_level", "is_creative_optimization", "rejection_labels",
    "rejected_reasons", "is_automated_campaign", "version", "configs", "code_snippet",
    "date_availability", "summary_metrics",
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
      if members["type"] == "customerlist" { change(list: &kept) }
      if name == "rule", settings.isOn("rules_as_in_examples") { Self.change(rule: &kept) }
      if settings.isOn("unknown_enum_values"), kept["summary_status"] != nil {
        kept["summary_status"] = "LEARNING_LIMITED"
        kept["field_of_a_later_version"] = ["kind": "LATER"]
      }
      if settings.isOn("unknown_enum_values") { Self.age(analytics: &kept) }
      return .object(kept)
    case .array(let items):
      let hasOrder = name.isEmpty || name != name.uppercased() && name != "daily_metrics"
      let ordered = !hasOrder && settings.isOn("reorder_lists") ? items.reversed() : items
      return .array(ordered.map { changed($0, under: name) })
    case .string(let text):
      guard settings.isOn("ids_as_numbers"), name == "id" || name.lowercased().hasSuffix("_id"),
        let number = Int(text)
      else { return value }
      return .integer(number)
    case .integer(let number):
      // Columns and metrics are in capitals.
      let isMetric = name.count > 2 && name == name.uppercased() && !name.hasSuffix("_ID")
      guard isMetric else { return value }
      if settings.isOn("fractional_counts") { return .number(Double(number) + 0.5) }
      return settings.isOn("numbers_as_decimals") ? .number(Double(number)) : value
    default: return value
    }
  }

  /// Its times and counters are numbers and not whole numbers; its errors may be left out.
  private func change(list: inout Row) {
    if settings.isOn("missing_optional_fields") { list["exceptions"] = nil }
    if settings.isOn("unknown_enum_values") {
      list["status"] = "MATCHING"
      list["field_of_a_later_version"] = ["kind": "LATER"]
    }
    guard settings.isOn("numbers_as_decimals") else { return }
    list = list.mapValues { value in value.integer.map { .number(Double($0)) } ?? value }
  }

  /// Days that are not final, and reports that are not finished, are in a state of a later version.
  private static func age(analytics row: inout Row) {
    if row["data_status"] == "ESTIMATE" { row["data_status"] = "RECALCULATING" }
    if row["report_status"] == "IN_PROGRESS" { row["report_status"] = "QUEUED" }
  }

  /// The examples of rules have texts for numbers, and a list of tags.
  private static func change(rule: inout Row) {
    for field in ["retention_days", "percentage"] {
      if let number = rule[field]?.integer { rule[field] = .string(String(number)) }
    }
    if let tag = rule["visitor_source_id"], tag.array == nil { rule["visitor_source_id"] = [tag] }
  }
}
