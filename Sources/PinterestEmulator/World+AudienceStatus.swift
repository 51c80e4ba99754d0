/// What becomes of an audience as the clock goes on.
extension World {
  /// INITIALIZING until the clock has passed its time, and until its seeds or its list are there.
  func audienceStatus(_ audience: Row, depth: Int = 0) -> String {
    let stored = audience.text("status") ?? "READY"
    guard stored == "INITIALIZING", let due = audience["_ready_at"]?.integer, due <= now else {
      return stored
    }
    let rule = audience["rule"]
    let seeds = (rule?["seed_id"]?.strings ?? []).compactMap { self[.audiences][Int($0)] }
    // A ring can only be made by hand; it waits for itself.
    guard depth < 20 else { return stored }
    let states = seeds.map { audienceStatus($0, depth: depth + 1) }
    if states.contains("INITIALIZING") { return "INITIALIZING" }
    if !states.isEmpty, states.allSatisfy({ $0 == "TOO_SMALL" }) { return "TOO_SMALL" }
    if let list = customerList(of: audience), !isProcessed(list) { return "INITIALIZING" }
    return audienceSize(audience) < Self.smallestAudience ? "TOO_SMALL" : "READY"
  }

  /// The size once an audience is ready; one of a customer list counts who was matched.
  func audienceSize(_ audience: Row) -> Int {
    if let size = audience["size"]?.integer { return size }
    if let list = customerList(of: audience) { return matchedCount(list) }
    guard audience.text("audience_type") != "VISITOR" || hasVisitors(audience) else { return 0 }
    return settings.number("audience_size")
  }

  private func customerList(of audience: Row) -> Row? {
    audience["rule"]?["customer_list_id"]?.string.flatMap { self[.customerLists][Int($0)] }
  }

  private func isProcessed(_ list: Row) -> Bool {
    list["_ready_at"] == nil || processedCount(list) != nil
  }

  /// Whether the tag has seen anybody: it has fired, it has the event, and without the past there
  /// was time for somebody to come.
  private func hasVisitors(_ audience: Row) -> Bool {
    let rule = audience["rule"]
    guard let tag = rule?["visitor_source_id"]?.string.flatMap({ self[.conversionTags][Int($0)] })
    else { return true }
    guard tag["last_fired_time_ms"]?.integer != nil else { return false }
    if let event = rule?["event"]?.string, let name = Vocabulary.tagEvents[event],
      !(tag["_events"]?.strings.contains(name) ?? true)
    {
      return false
    }
    guard rule?["prefill"] == false, let due = audience["_ready_at"]?.integer else { return true }
    return now >= due + settings.number("audience_seconds")
  }
}
