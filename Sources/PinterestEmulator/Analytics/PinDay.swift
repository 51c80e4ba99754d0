/// What people did with a Pin on one day without any ad: a function of the Pin, the day and a seed.
struct PinDay: Sendable {
  /// What is counted of a Pin, by the names of the API; rates follow from these.
  enum Metric: String, CaseIterable, Sendable {
    case impression = "IMPRESSION"
    case engagement = "ENGAGEMENT"
    case pinClick = "PIN_CLICK"
    case outboundClick = "OUTBOUND_CLICK"
    case save = "SAVE"
    case videoStart = "VIDEO_START"
    case videoView = "VIDEO_MRC_VIEW"
    case video10s = "VIDEO_10S_VIEW"
    case video95 = "QUARTILE_95_PERCENT_VIEW"
    /// Milliseconds.
    case playTime = "VIDEO_V50_WATCH_TIME"
    case follow = "USER_FOLLOW"
    case profileVisit = "PROFILE_VISIT"
  }

  /// The devices, each with its share of a day in tenths; all of them together are the day.
  static let devices = ["MOBILE", "TABLET", "WEB"]

  private let bits: UInt64
  private let isVideo: Bool
  let impressions: Int

  init(pin: Int, day: Int, seed: Int, isVideo: Bool) {
    bits = SplitMix.bits(day, seed: SplitMix.number(pin, seed: seed &+ 1, upTo: .max - 1))
    self.isVideo = isVideo
    impressions = bits % 16 == 0 ? 0 : Int((bits >> 8) % 500)
  }

  private func some(_ place: Int, of count: Int) -> Int {
    Int((bits >> UInt64(place)) % UInt64(count))
  }

  func value(_ metric: Metric) -> Int {
    let clicks = impressions * (10 + some(20, of: 40)) / 1000
    let saves = impressions * some(26, of: 30) / 1000
    let starts = isVideo ? impressions * (40 + some(30, of: 40)) / 100 : 0
    switch metric {
    case .impression: return impressions
    case .pinClick: return clicks
    case .outboundClick: return clicks / 2
    case .save: return saves
    case .engagement: return clicks + clicks / 2 + saves
    case .videoStart: return starts
    case .videoView: return starts * 6 / 10
    case .video10s: return starts * 3 / 10
    case .video95: return starts / 5
    case .playTime: return starts * 6 / 10 * (3000 + some(34, of: 9000))
    case .follow: return impressions / 200
    case .profileVisit: return impressions / 100
    }
  }

  /// A device's part of a value.
  static func part(_ device: String, of value: Int) -> Int {
    switch device {
    case "TABLET": value / 10
    case "WEB": value / 5
    default: value - value / 10 - value / 5
    }
  }
}
