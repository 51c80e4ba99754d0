import AdsModel

/// What an ad delivered, exactly; what is left out of an answer about ads is zero.
public struct AdCounts: Hashable, Sendable {
  /// Micros.
  public var spend: Int64 = 0
  public var impressions: Int64 = 0
  public var pinClicks: Int64 = 0
  public var outboundClicks: Int64 = 0
  public var saves: Int64 = 0
  public var engagements: Int64 = 0
  public var videoViews: Int64 = 0

  public init() {}

  /// How many counts there are.
  static let fields = 7

  /// Takes each from somewhere, in a fixed order.
  init(_ next: () -> Int64) {
    spend = next()
    impressions = next()
    pinClicks = next()
    outboundClicks = next()
    saves = next()
    engagements = next()
    videoViews = next()
  }

  /// Gives each, in the same order.
  func give(_ body: (Int64) -> Void) {
    body(spend)
    body(impressions)
    body(pinClicks)
    body(outboundClicks)
    body(saves)
    body(engagements)
    body(videoViews)
  }

  public static func += (left: inout Self, right: Self) {
    left.spend &+= right.spend
    left.impressions &+= right.impressions
    left.pinClicks &+= right.pinClicks
    left.outboundClicks &+= right.outboundClicks
    left.saves &+= right.saves
    left.engagements &+= right.engagements
    left.videoViews &+= right.videoViews
  }

  public static func - (left: Self, right: Self) -> Self {
    var rest = Self()
    rest.spend = left.spend &- right.spend
    rest.impressions = left.impressions &- right.impressions
    rest.pinClicks = left.pinClicks &- right.pinClicks
    rest.outboundClicks = left.outboundClicks &- right.outboundClicks
    rest.saves = left.saves &- right.saves
    rest.engagements = left.engagements &- right.engagements
    rest.videoViews = left.videoViews &- right.videoViews
    return rest
  }

  /// The counts by their words; results are what the objective makes of them.
  public func numbers(results: Metric?) -> Numbers {
    var numbers = Numbers(inOrder: [
      (.spend, spend), (.impressions, impressions), (.engagements, engagements),
      (.pinClicks, pinClicks), (.outboundClicks, outboundClicks), (.saves, saves),
      (.videoViews, videoViews),
    ])
    if let results { numbers.set(.results, numbers[results]) }
    return numbers
  }
}

extension Objective {
  /// What counts as a result; none where nothing does.
  ///
  /// An engagement campaign pays for engagements. Installs are reported by others than Pinterest.
  public var results: Metric? {
    switch self {
    case .traffic: .outboundClicks
    case .engagement: .engagements
    case .videoAwareness: .videoViews
    case .awareness, .appInstall: nil
    }
  }
}
