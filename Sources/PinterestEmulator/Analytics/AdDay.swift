/// What an ad did on one day: a function of the ad, the day and a seed, and of nothing else.
struct AdDay: Sendable {
  /// What is counted of an ad; `…1` is paid, `…2` earned.
  enum Metric: Int, CaseIterable, Sendable {
    case spend
    case impression1, impression2, click1, click2, outbound1, outbound2, save1, save2
    case engagement1, engagement2, video1, video2
    case pageVisit, signup, checkout, lead, custom, addToCart, viewCategory, search, watchVideo

    /// Whether it is told by the tag of a site, which is not told by the hour.
    var isConversion: Bool { rawValue >= Metric.pageVisit.rawValue }
  }

  /// The day as it is when it is over.
  static let hours = 24

  private let bits: UInt64
  private let isVideo: Bool
  let impressions: Int

  init(ad: Int, day: Int, seed: Int, isVideo: Bool) {
    bits = SplitMix.bits(day, seed: SplitMix.number(ad, seed: seed, upTo: .max - 1))
    self.isVideo = isVideo
    // Every eighth day nothing is delivered.
    impressions = bits % 8 == 0 ? 0 : Int((bits >> 8) % 2000)
  }

  private func some(_ place: Int, of count: Int) -> Int {
    Int((bits >> UInt64(place)) % UInt64(count))
  }

  func value(_ metric: Metric) -> Int {
    let clicks = impressions * (5 + some(20, of: 30)) / 1000
    let outbound = clicks * 6 / 10
    let saves = impressions * some(26, of: 12) / 1000
    let videos = isVideo ? impressions * (20 + some(30, of: 30)) / 100 : 0
    switch metric {
    // From 2 to 8 units of the currency for a thousand impressions.
    case .spend: return impressions * (2000 + some(34, of: 6000))
    case .impression1: return impressions
    case .impression2: return impressions / 10
    case .click1: return clicks
    case .click2: return clicks / 8
    case .outbound1: return outbound
    case .outbound2: return outbound / 8
    case .save1: return saves
    case .save2: return saves / 4
    case .engagement1: return clicks + outbound + saves
    case .engagement2: return clicks / 8 + outbound / 8 + saves / 4
    case .video1: return videos
    case .video2: return videos / 10
    case .pageVisit: return outbound / 2
    case .viewCategory: return outbound / 3
    case .search: return outbound / 4
    case .addToCart: return outbound / 5
    case .watchVideo: return outbound / 6
    case .custom: return outbound / 7
    case .checkout: return outbound / 8
    case .signup: return outbound / 9
    case .lead: return outbound / 10
    }
  }

  /// One of several parts of a value; all of them together are the value.
  func part(_ index: Int, of count: Int, _ value: Int) -> Int {
    guard count > 0 else { return 0 }
    let place = (index + some(48, of: count)) % count
    return value * (place + 1) / count - value * place / count
  }

  /// How much of a value there was after so many hours.
  func value(_ value: Int, afterHours hours: Int) -> Int {
    guard hours < Self.hours else { return value }
    return (0..<max(0, hours)).reduce(0) { $0 + part($1, of: Self.hours, value) }
  }
}
