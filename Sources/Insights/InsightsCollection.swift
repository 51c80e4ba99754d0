import AdsModel

/// Takes days into an archive, from where the last run stopped.
public struct InsightsCollection: Sendable {
  let source: any InsightsSource
  let archive: any InsightsArchive
  let today: Day

  public init(_ source: any InsightsSource, into archive: any InsightsArchive, today: Day) {
    self.source = source
    self.archive = archive
    self.today = today
  }

  /// What a run did.
  public struct Result: Hashable, Sendable {
    /// The days that were asked for; none where everything was there and final.
    public var range: DayRange?
    public var added = 0
    public var changed = 0
    /// Days that are to be asked for again.
    public var open: [Day] = []
    /// Days that the API did not have.
    public var missing: [Day] = []

    public init() {}
  }

  /// Takes all days up to yesterday that the API has and the archive lacks, or has not as final.
  ///
  /// All parts of them are kept in one transaction, so that no day is ever there by half.
  public func collect(
    _ filters: InsightsFilters, splits: [InsightsFilter]
  ) async throws -> Result {
    var result = Result()
    let window = DayRange(
      from: HistoryWindow.organicAPI.earliest(on: today), to: today.advanced(by: -1))
    var first: Day?
    for split in [nil] + splits.map(Optional.some) {
      let kept = try archive.days(window, filters, split: split)
      let start = Self.firstOpen(window, kept)
      if let start { first = min(first ?? start, start) }
    }
    guard let first else { return result }
    let range = DayRange(from: first, to: window.to)
    result.range = range
    var days: [SeriesKey: [DayNumbers]] = [:]
    for split in [nil] + splits.map(Optional.some) {
      let parts = try await InsightsReader.live(source, range, filters, split: split)
      for (part, series) in parts {
        days[SeriesKey(filters, split: split, part: part)] = series.days.map(Self.kept)
        if split == nil {
          result.open = series.days.filter { !$0.status.isFinal }.map(\.day)
          result.missing = series.missing(in: range)
        }
      }
    }
    (result.added, result.changed) = try archive.store(days)
    return result
  }

  /// The first day of which some part is not there as final.
  private static func firstOpen(_ window: DayRange, _ kept: [String: [DayNumbers]]) -> Day? {
    guard !kept.isEmpty else { return window.from }
    let open = kept.values.compactMap { days -> Day? in
      let final = Set(days.filter(\.status.isFinal).map(\.day))
      return window.days.first { !final.contains($0) }
    }
    return open.min()
  }

  /// An estimate is no number to keep.
  private static func kept(_ day: DayNumbers) -> DayNumbers {
    DayNumbers(day.day, day.status, day.shown(withEstimates: false, []).numbers.ready(day.status))
  }
}

extension Numbers {
  /// Itself where it is final, else nothing.
  fileprivate func ready(_ status: DataStatus) -> Self { status == .ready ? self : Self() }
}
