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
    // Life cycles, in seconds of the account's clock; polls in answers.
    "review_seconds": 86_400, "audience_seconds": 86_400, "customer_list_seconds": 86_400,
    "customer_list_upload_seconds": 0, "bulk_polls": 1, "audience_size": 12_000,
    "customer_list_match_percent": 100,
    // What an account and a batch may have; 0 is no limit for an account.
    "audience_limit": 0, "customer_list_batch_bytes": 1_000_000,
    "customer_list_batch_records": 10_000,
    // No page is longer than this, whatever is asked for.
    "page_size_limit": 250,
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
