import AdsModel

/// An account that can be asked how its Pins do: the seam between questions and Pinterest.
///
/// Everything here only reads. Answers hold what Pinterest said, also where it is an estimate.
public protocol InsightsSource: Sendable {
  /// The days of all Pins together; split, under the API's names of the parts, else under one name.
  func days(
    _ range: DayRange, _ filters: InsightsFilters.Wire, splitBy field: String?
  ) async throws -> [String: [DayNumbers]]

  /// The Pins that come first, as many as are asked for or there are.
  func topPins(_ query: RankingQuery) async throws -> [RankedPin]

  /// The days of single Pins of the account; a Pin that is not there has none.
  func days(
    ofPins ids: [String], _ range: DayRange, device: InsightsFilters.Device
  ) async throws -> [String: [DayNumbers]]

  /// How often the account was seen in the last 30 days, as its profile shows; none where it does not.
  func monthlyViews() async throws -> Int64?

  /// All Pins of the account, ad-only ones too.
  func ownPins() async throws -> [KnownPin]

  /// What can be told of these Pins; those that the account may not see are left out.
  func pins(_ ids: [String]) async throws -> [String: KnownPin]

  /// What stands in the way of promoting each of these Pins; nothing for those that could be.
  func obstacles(of pins: [KnownPin]) async throws -> [String: [String]]

  /// The names of boards; those that the account may not see are left out.
  func boardNames(_ ids: [String]) async throws -> [String: String]
}

/// One request for the Pins that come first.
public struct RankingQuery: Hashable, Sendable {
  /// Of video Pins, with the metrics of these.
  public var isOfVideos = false
  public var range: DayRange
  public var filters: InsightsFilters.Wire
  public var ranking: Metric
  public var count: Int
  public var createdWithin: Int?

  public init(
    _ range: DayRange, _ filters: InsightsFilters.Wire, by ranking: Metric, count: Int
  ) {
    self.range = range
    self.filters = filters
    self.ranking = ranking
    self.count = count
  }

  /// The most that the API tells of.
  public static let limit = 50
}

/// A Pin of a ranking as the API has it.
public struct RankedPin: Hashable, Sendable {
  public let id: String
  public let numbers: Numbers

  public init(id: String, _ numbers: Numbers) {
    self.id = id
    self.numbers = numbers
  }
}

/// What is known of a Pin besides its numbers.
public struct KnownPin: Hashable, Sendable {
  public let id: String
  public var title: String?
  public var board: String?
  public var link: String?
  public var createdAt: Instant?

  /// What people call it; its id where it has no title that can be seen.
  public var name: String { title.flatMap(\.visible) ?? id }

  public init(
    id: String, title: String? = nil, board: String? = nil, link: String? = nil,
    createdAt: Instant? = nil
  ) {
    self.id = id
    self.title = title
    self.board = board
    self.link = link
    self.createdAt = createdAt
  }
}

extension String {
  /// Itself where it has more than white space.
  public var visible: Self? { contains { !$0.isWhitespace } ? self : nil }
}
