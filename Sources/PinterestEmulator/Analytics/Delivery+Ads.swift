/// An ad that delivers, and from when to when.
struct AdSource: Sendable {
  let ad: Row
  let id: Int
  let adGroup: Int
  let campaign: Int
  let pin: Int?
  let isVideo: Bool
  let days: ClosedRange<Int>
}

extension World {
  var today: Int { UTCDay.number(ofSeconds: now) }

  /// Hours of today that are over.
  var hoursOfToday: Int { now % 86_400 / 3600 }

  /// The ads of an account that have delivered at any time.
  ///
  /// An ad delivers from its creation, or as many days before as `history_days` says, within the
  /// schedules of its ad group and campaign. Whether it is active now changes nothing of that.
  func sources(ofAccount account: Int) -> [AdSource] {
    guard settings.isOn("delivery"), self[.adAccounts][account]?["_delivers"] != false else {
      return []
    }
    return self[.ads].ids("ad_account_id", [account]).compactMap { id in
      self[.ads][id].flatMap(source)
    }
  }

  private func source(_ ad: Row) -> AdSource? {
    let adGroup = self[.adGroups][ad.reference("ad_group_id")]
    let campaign = self[.campaigns][
      adGroup?.reference("campaign_id") ?? ad.reference("campaign_id")]
    let family = [ad, adGroup, campaign].compactMap(\.self)
    guard !family.contains(where: { $0["_delivers"] == false }) else { return nil }
    let made = ad["created_time"]?.integer.map { seconds in
      UTCDay.number(ofSeconds: seconds) - settings.number("history_days")
    }
    let starts = family.compactMap { $0["start_time"]?.integer }.filter { $0 > 0 }
      .map { UTCDay.number(ofSeconds: $0) - settings.number("history_days") }
    // The moment of an end is not part of the schedule any more.
    let ends = family.compactMap { $0["end_time"]?.integer }.filter { $0 > 0 }
      .map { UTCDay.number(ofSeconds: $0 - 1) }
    let first = max(made ?? 0, starts.max() ?? 0)
    let last = min(today, ends.min() ?? today)
    guard first <= last else { return nil }
    let pin = self[.pins][ad.reference("pin_id")]
    let creative = ad.text("creative_type") ?? pin?.text("creative_type") ?? ""
    return AdSource(
      ad: ad, id: ad.id, adGroup: adGroup?.id ?? 0, campaign: campaign?.id ?? 0, pin: pin?.id,
      isVideo: Vocabulary.videoCreatives.contains(creative), days: first...last)
  }

  func day(_ source: AdSource, _ day: Int) -> AdDay {
    AdDay(
      ad: source.id, day: day, seed: settings.number("analytics_seed"), isVideo: source.isVideo)
  }
}
