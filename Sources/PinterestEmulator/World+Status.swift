/// The status that follows from an entity's own switch, its ancestors and the time.
extension World {
  func summary(of row: Row, _ kind: Kind) -> String {
    let own = row.text("status") ?? "ACTIVE"
    if ["ARCHIVED", "DRAFT", "DELETED_DRAFT"].contains(own) { return own }
    let family = [row] + ancestors(of: row, kind)
    if family.contains(where: { $0.text("status") == "PAUSED" }) { return "PAUSED" }
    if let above = family.dropFirst().compactMap({ $0.text("status") }).first(where: {
      $0 != "ACTIVE"
    }) {
      return above
    }
    if self[.adAccounts][row.reference("ad_account_id")]?["_disabled"] == true {
      return "ADVERTISER_DISABLED"
    }
    if kind == .ads { return row.text("review_status") == "OTHER" ? "PENDING" : review(of: row) }
    let starts = family.compactMap { $0["start_time"]?.integer }.max()
    if let starts, starts > now { return "NOT_STARTED" }
    let ends = family.compactMap { $0["end_time"]?.integer }.min()
    if let ends, ends <= now { return "COMPLETED" }
    return "RUNNING"
  }

  private func ancestors(of row: Row, _ kind: Kind) -> [Row] {
    switch kind {
    case .ads:
      [
        self[.adGroups][row.reference("ad_group_id")],
        self[.campaigns][row.reference("campaign_id")],
      ]
      .compactMap(\.self)
    case .adGroups: [self[.campaigns][row.reference("campaign_id")]].compactMap(\.self)
    default: []
    }
  }

  /// An ad waits for its review until the clock has passed it, or a person has decided.
  func review(of ad: Row) -> String {
    let decided = ad.text("review_status") ?? "PENDING"
    guard decided == "PENDING", let due = ad["_review_at"]?.integer, due <= now else {
      return decided
    }
    return "APPROVED"
  }

  /// Sends an ad to review again.
  func underReview(_ ad: Row) -> Row {
    var ad = ad
    ad["review_status"] = "PENDING"
    ad["rejected_reasons"] = []
    ad["rejection_labels"] = []
    ad["_review_at"] = .integer(now + settings.number("review_seconds"))
    return ad
  }

  /// Changed interests or keywords put the ads of an ad group back into review.
  mutating func reviewAds(ofAdGroup id: Int) {
    for adID in self[.ads].ids("ad_group_id", [id]) {
      guard let ad = self[.ads][adID], ad.text("status") != "ARCHIVED" else { continue }
      self[.ads].put(underReview(ad))
    }
  }

  /// Archiving is permanent and takes everything below along.
  mutating func archiveChildren(of id: Int, _ kind: Kind) {
    let below: (kind: Kind, field: String)? =
      switch kind {
      case .campaigns: (.adGroups, "campaign_id")
      case .adGroups: (.ads, "ad_group_id")
      default: nil
      }
    guard let below else { return }
    for childID in self[below.kind].ids(below.field, [id]) {
      guard var child = self[below.kind][childID], child.text("status") != "ARCHIVED" else {
        continue
      }
      child["status"] = "ARCHIVED"
      self[below.kind].put(touched(child))
      archiveChildren(of: childID, below.kind)
    }
  }

  /// Judges a change of status.
  func checkStatus(from old: String?, to new: String) throws(Refusal) {
    if old == nil, new == "ARCHIVED" || new == "DELETED_DRAFT" {
      throw Refusal("A new entity cannot have the status \(new).")
    }
    guard let old, old != new else { return }
    switch (old, new) {
    case ("ARCHIVED", _), ("DELETED_DRAFT", _):
      throw Refusal("An entity with the status \(old) cannot be changed.")
    case ("DRAFT", _): return
    case (_, "DRAFT"), (_, "DELETED_DRAFT"):
      throw Refusal("The status cannot change from \(old) to \(new).")
    default: return
    }
  }
}
