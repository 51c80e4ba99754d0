/// A Pin, or what others have of the account's claimed sites, and what is known of it.
struct PinSource: Sendable {
  let id: Int
  let isOwn: Bool
  let isClaimed: Bool
  let isVideo: Bool
  /// The words of its format, without ads and in them.
  let organicFormat: String
  let paidFormat: String
  let firstDay: Int
  let made: Int
  let ads: [AdSource]
}

/// Which activity a request is about.
struct PinFilter: Sendable {
  var content = "ALL"
  var claimed = "BOTH"
  var device = "ALL"
  var source = "ALL"
  var format = "ALL"

  init(_ call: Call) {
    content = call.value("content_type") ?? content
    claimed = call.value("from_claimed_content") ?? claimed
    device = call.value("app_types") ?? device
    source = call.value("source") ?? source
    format = call.value("pin_format") ?? format
  }
}

/// What was done with a Pin on a day, with ads or without.
struct PinActivity: Sendable {
  let isPaid: Bool
  let format: String
  var values: [Int]
}

extension World {
  /// Every Pin that counts for the account, and what others do with Pins of its claimed sites.
  func pinSources() -> [PinSource] {
    guard settings.isOn("delivery") else { return [] }
    let sites = self[.websites].order.compactMap { self[.websites][$0] }
      .filter { $0.text("status") == "success" }.compactMap { $0.text("website") }
    let ads = Dictionary(
      grouping: self[.adAccounts].order.flatMap { sources(ofAccount: $0) }.filter { $0.pin != nil },
      by: { $0.pin ?? 0 })
    let pins = self[.pins].order.compactMap { self[.pins][$0] }
      .filter { $0["_visible"] != false && $0["_delivers"] != false }
    var found = pins.map { pinSource($0, sites, ads[$0.id] ?? []) }
    if user["_others"] != false {
      found.append(
        PinSource(
          id: Int(user.text("id") ?? "") ?? 1, isOwn: false, isClaimed: true, isVideo: false,
          organicFormat: "ORGANIC_IMAGE", paidFormat: "ADS_STANDARD", firstDay: 0, made: 0, ads: [])
      )
    }
    // Other people's Pins count where they lead to a claimed site.
    return found.filter { $0.isOwn || $0.isClaimed }
  }

  private func pinSource(_ pin: Row, _ sites: [String], _ ads: [AdSource]) -> PinSource {
    let creative = pin.text("creative_type") ?? ""
    let isVideo =
      Vocabulary.videoCreatives.contains(creative)
      || pin["media"]?["media_type"] == "video"
    let made = pin.text("created_at").flatMap { UTCDay.number(String($0.prefix(10))) } ?? 0
    let link = pin.text("link") ?? ""
    let host = link.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2).first ?? ""
    let formats: (String, String) =
      if isVideo {
        ("ORGANIC_VIDEO", "ADS_VIDEO")
      } else if creative == "SHOPPING" {
        ("ORGANIC_PRODUCT", "ADS_PRODUCT")
      } else if creative == "IDEA" {
        ("ORGANIC_IMAGE", "ADS_IDEA")
      } else {
        ("ORGANIC_IMAGE", "ADS_STANDARD")
      }
    return PinSource(
      id: pin.id, isOwn: pin["is_owner"] != false,
      isClaimed: sites.contains { host == $0 || host.hasSuffix("." + $0) }, isVideo: isVideo,
      organicFormat: formats.0, paidFormat: formats.1,
      firstDay: made - settings.number("history_days"), made: made, ads: ads)
  }

  /// Both kinds of activity of a Pin on a day: that of ads is the sum of its ads, paid and earned.
  func activity(_ source: PinSource, _ day: Int) -> [PinActivity] {
    guard day <= today else { return [] }
    let hours = day == today ? hoursOfToday : AdDay.hours
    var found: [PinActivity] = []
    if day >= source.firstDay {
      let own = PinDay(
        pin: source.id, day: day, seed: settings.number("analytics_seed"),
        isVideo: source.isVideo)
      found.append(
        PinActivity(
          isPaid: false, format: source.organicFormat,
          values: PinDay.Metric.allCases.map { own.value($0) * hours / AdDay.hours }))
    }
    let ads = source.ads.filter { $0.days.contains(day) }.map { self.day($0, day) }
    if !ads.isEmpty {
      let values = PinDay.Metric.allCases.map { metric in
        ads.reduce(0) { sum, ad in
          Self.paid[metric, default: []].reduce(sum) {
            $0 + ad.value(ad.value($1), afterHours: hours)
          }
        }
      }
      found.append(PinActivity(isPaid: true, format: source.paidFormat, values: values))
    }
    return found
  }

  /// What of ads a metric of Pins counts; of plays only the views.
  private static let paid: [PinDay.Metric: [AdDay.Metric]] = [
    .impression: [.impression1, .impression2], .engagement: [.engagement1, .engagement2],
    .pinClick: [.click1, .click2], .outboundClick: [.outbound1, .outbound2],
    .save: [.save1, .save2], .videoView: [.video1, .video2],
  ]
}
