extension World {
  /// A change of one of these sends an ad back into review.
  private static let reviewedFields = [
    "pin_id", "destination_url", "creative_type", "carousel_destination_urls",
    "carousel_android_deep_links", "carousel_ios_deep_links", "android_deep_link",
    "ios_deep_link", "customizable_cta_type", "quiz_pin_data",
  ]

  private static let ignoredFields = ["is_pin_deleted", "is_removable", "grid_click_type"]

  mutating func createAd(_ fields: Row, account: String) throws(Refusal) -> Row {
    let adGroupID = fields.text("ad_group_id") ?? ""
    guard let adGroup = self[.adGroups][Int(adGroupID)],
      adGroup.text("ad_account_id") == account
    else { throw .notFound("Ad group", adGroupID) }
    guard adGroup.text("status") != "ARCHIVED" else {
      throw Refusal("Ad group \(adGroupID) is archived.")
    }
    var row: Row = [
      "type": "pinpromotion", "status": "ACTIVE", "ad_account_id": .string(account),
      "campaign_id": adGroup["campaign_id"] ?? .null, "created_time": .integer(now),
      "updated_time": .integer(now), "collection_items_destination_url_template": .null,
    ]
    for name in [
      "name", "destination_url", "tracking_urls", "click_tracking_url", "view_tracking_url",
      "android_deep_link", "ios_deep_link", "carousel_destination_urls",
      "carousel_android_deep_links", "carousel_ios_deep_links", "customizable_cta_type",
      "disclosure_type", "disclosure_url", "lead_form_id", "quiz_pin_data",
    ] {
      row[name] = .null
    }
    row.take(fields)
    for name in Self.ignoredFields { row[name] = nil }
    if row["tracking_urls"] == [:] { row["tracking_urls"] = .null }
    try checkStatus(from: nil, to: row.text("status") ?? "")
    try check(ad: row)
    row["id"] = .string(String(self[.ads].newID()))
    row = underReview(row)
    self[.ads].put(row)
    return row
  }

  mutating func updateAd(_ fields: Row, account: String) throws(Refusal) -> Row {
    let old = try entity(.ads, "Ad", fields, account: account)
    try checkFixed(["ad_group_id", "creative_type"], of: old, fields, unlessDraft: false)
    try checkFixed(["pin_id"], of: old, fields, unlessDraft: true)
    var row = old
    row.take(fields, nullKeepsDefault: ["pin_id"])
    for name in Self.ignoredFields { row[name] = nil }
    if row["tracking_urls"] == [:] { row["tracking_urls"] = .null }
    if row.text("status") != "ARCHIVED" { try check(ad: row) }
    if Self.reviewedFields.contains(where: { row[$0] != old[$0] }) { row = underReview(row) }
    return store(row, over: old, .ads)
  }

  private func check(ad: Row) throws(Refusal) {
    if let name = ad.text("name"), name.unicodeScalars.count > 255 {
      throw Refusal("Ad name must have at most 255 characters.")
    }
    if let url = ad.text("destination_url") {
      guard url.hasPrefix("https://") || url.hasPrefix("http://"), url.utf8.count <= 2048 else {
        throw Refusal("destination_url '\(url)' is not a web address.")
      }
    }
    let id = ad.text("pin_id") ?? ""
    guard let pin = self[.pins][Int(id)], pin["_visible"] != false else {
      throw Refusal(code: 50, "Pin \(id) not found.")
    }
    guard pin["is_owner"] == true else { throw Refusal("Pin \(id) belongs to somebody else.") }
    let board = self[.boards][pin.reference("board_id")]
    let privacy = board?.text("privacy") ?? "SECRET"
    guard privacy == "PUBLIC" || privacy == "PROTECTED" && board?["is_ads_only"] == true else {
      throw Refusal("Pin \(id) is on a board that cannot be promoted.")
    }
    guard pin.text("link") != nil || ad.text("destination_url") != nil else {
      throw Refusal("Pin \(id) has no link and the ad has no destination_url.")
    }
    let isVideo = pin["media"]?["media_type"] == "video"
    let creative = ad.text("creative_type") ?? ""
    if Vocabulary.videoCreatives.contains(creative), !isVideo {
      throw Refusal("creative_type \(creative) needs a video Pin.")
    }
    if creative == "REGULAR", isVideo {
      throw Refusal("creative_type REGULAR needs an image Pin.")
    }
  }
}
