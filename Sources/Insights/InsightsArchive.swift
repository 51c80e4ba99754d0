import AdsModel

/// Which days an archive keeps together: what was filtered, and which part of a split it is.
public struct SeriesKey: Hashable, Sendable {
  /// `device=mobile source=yours`; empty where nothing is left out.
  public let filters: String
  /// The filter that was split by, empty for all together.
  public let split: String
  /// The part's word.
  public let part: String

  public init(_ filters: InsightsFilters, split: InsightsFilter? = nil, part: String = "") {
    self.filters = filters.narrowing.map { "\($0.rawValue)=\(filters.word(of: $0))" }
      .joined(separator: " ")
    self.split = split?.rawValue ?? ""
    self.part = part
  }

  package init(filters: String, split: String, part: String) {
    self.filters = filters
    self.split = split
    self.part = part
  }
}

/// Days that are kept after Pinterest forgot them.
public protocol InsightsArchive: Sendable {
  /// The days that are kept, of every part of a split; none where nothing is.
  func days(
    _ range: DayRange, _ filters: InsightsFilters, split: InsightsFilter?
  ) throws -> [String: [DayNumbers]]

  /// Keeps days, all of them or none; what is there already and equal is left alone.
  ///
  /// Returns how many are new and how many became others.
  func store(_ days: [SeriesKey: [DayNumbers]]) throws -> (added: Int, changed: Int)
}

/// An archive that keeps nothing, where there is none.
public struct NoArchive: InsightsArchive {
  public init() {}

  public func days(
    _ range: DayRange, _ filters: InsightsFilters, split: InsightsFilter?
  ) -> [String: [DayNumbers]] { [:] }

  public func store(_ days: [SeriesKey: [DayNumbers]]) -> (added: Int, changed: Int) { (0, 0) }
}
