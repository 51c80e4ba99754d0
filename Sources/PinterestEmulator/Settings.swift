/// Switches and delays of the emulator, by their names in the admin API.
struct Settings: Sendable {
  private(set) var values: [String: JSON] = Settings.defaults

  static let defaults: [String: JSON] = [
    // What is checked, and how a mistake is answered.
    "strict_requests": true, "business_errors": "item", "shape_errors": "request",
    "record_errors": "item",
    "ad_group_budgets": false, "ad_group_schedules": false, "keyword_ad_group_ids": true,
    // What is unsaid of audiences, the one way or the other.
    "actalike_any_country": true, "audience_in_use_removable": false,
    "audience_rule_updates": true, "audience_url_objects": false,
    "engagement_domain_required": false, "small_lists_refused": false,
    // Oddities of answers.
    "ads_exceptions_as_array": false, "unknown_enum_values": false,
    "missing_optional_fields": false, "ids_as_numbers": false, "reorder_lists": false,
    "null_for_unused": false, "numbers_as_decimals": false, "rules_as_in_examples": false,
    "fractional_counts": false,
    // Life cycles, in seconds of the account's clock; polls in answers.
    "review_seconds": 86_400, "audience_seconds": 86_400, "customer_list_seconds": 86_400,
    "customer_list_upload_seconds": 0, "bulk_polls": 1, "audience_size": 12_000,
    "customer_list_match_percent": 100,
    // What an account and a batch may have; 0 is no limit for an account.
    "audience_limit": 0, "customer_list_batch_bytes": 1_000_000,
    "customer_list_batch_records": 10_000,
    // No page is longer than this, whatever is asked for.
    "page_size_limit": 250,
    // Analytics: whether anything is delivered, from how many days before it was made, by which
    // seed; days that are not final; betas; answers.
    "delivery": true, "history_days": 0, "analytics_seed": 1, "analytics_final_days": 2,
    "analytics_processing": false, "audience_threshold": 0, "analytics_zeros": false,
    "multi_pin_analytics": true, "age_and_gender_analytics": false,
    // Reports: polls, seconds of the account's clock, how many of the next fail.
    "report_polls": 1, "report_seconds": 3600, "report_url_seconds": 300, "failing_reports": 0,
    "report_rows_as_list": false,
    // The token endpoint.
    "access_token_seconds": 2_592_000, "refresh_token_seconds": 5_184_000,
  ]

  func isOn(_ name: String) -> Bool { values[name]?.boolean ?? false }
  func number(_ name: String) -> Int { values[name]?.integer ?? 0 }
  func text(_ name: String) -> String { values[name]?.string ?? "" }

  /// Takes known switches with values of their type.
  mutating func set(_ changes: [String: JSON]) throws(Refusal) {
    for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
      guard let known = Self.defaults[name] else {
        let names = Self.defaults.keys.sorted().joined(separator: ", ")
        throw Refusal("no switch \(name); there are \(names)")
      }
      switch (known, value) {
      case (.boolean, .boolean), (.integer, .integer): values[name] = value
      case (.string, .string(let text)) where ["item", "request"].contains(text):
        values[name] = value
      default: throw Refusal("\(name) cannot be \(value.text); it is \(known.text) by default")
      }
    }
  }
}
