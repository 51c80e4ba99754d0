extension World {
  /// Whether a domain is one that the user has claimed, with or without `www.`.
  func isClaimed(_ domain: String) -> Bool {
    let wanted = Self.bareDomain(domain)
    return self[.websites].order.contains { id in
      guard let row = self[.websites][id], row.text("status") == "success" else { return false }
      return Self.bareDomain(row.text("website") ?? "") == wanted
    }
  }

  private static func bareDomain(_ domain: String) -> String {
    let lower = domain.lowercased()
    return lower.hasPrefix("www.") ? String(lower.dropFirst(4)) : lower
  }
}
