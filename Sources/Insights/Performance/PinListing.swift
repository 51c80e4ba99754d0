import AdsModel

/// The account's own Pins, for whoever looks for one to promote.
public struct PinListing: Sendable {
  public struct Entry: Hashable, Sendable {
    public let pin: KnownPin
    public let boardName: String?
    /// What stands in the way of promoting it, in words.
    public let obstacles: [String]
    /// What it was ranked by; none where nothing is known.
    public let count: Int64?
  }

  /// What it was ranked by; none for a search.
  public let ranking: Metric?
  public let range: DayRange
  public var pins: [Entry] = []
  public var notices: [String] = []

  init(_ ranking: Metric?, _ range: DayRange) {
    self.ranking = ranking
    self.range = range
  }
}

/// Lists Pins from an account.
public struct PinLister: Sendable {
  private let source: any InsightsSource

  public init(_ source: any InsightsSource) { self.source = source }

  /// The Pins whose title has a text, whatever the case, most clicked first; all for an empty text.
  public func search(_ text: String, over range: DayRange) async throws -> PinListing {
    let wanted = text.lowercased()
    let own = try await source.ownPins().filter {
      wanted.isEmpty || ($0.title ?? "").lowercased().contains(wanted)
    }
    var listing = PinListing(nil, range)
    listing.pins = try await entries(own, by: .pinClicks, range, count: .max, obstructed: true)
    return listing
  }

  /// The Pins that could be promoted, those first that have most of a metric.
  public func top(by metric: Metric, over range: DayRange, count: Int) async throws -> PinListing {
    var listing = PinListing(metric, range)
    listing.pins = try await entries(
      source.ownPins(), by: metric, range, count: count, obstructed: false)
    return listing
  }

  private func entries(
    _ pins: [KnownPin], by metric: Metric, _ range: DayRange, count: Int, obstructed: Bool
  ) async throws -> [PinListing.Entry] {
    let days = try await source.days(ofPins: pins.map(\.id), range, device: .all)
    let counts = days.compactMapValues { Series($0).totals?[metric] }
    let ranked = pins.sorted { left, right in
      let (mine, theirs) = (counts[left.id], counts[right.id])
      if mine != theirs { return (mine ?? -1) > (theirs ?? -1) }
      return BoardSums.isLower(left.id, right.id)
    }
    let obstacles = try await source.obstacles(of: pins)
    let kept = ranked.filter { obstructed || obstacles[$0.id]?.isEmpty ?? true }.prefix(count)
    let names = try await source.boardNames(Set(kept.compactMap(\.board)).sorted())
    return kept.map { pin in
      .init(
        pin: pin, boardName: pin.board.flatMap { names[$0] }, obstacles: obstacles[pin.id] ?? [],
        count: counts[pin.id])
    }
  }
}
