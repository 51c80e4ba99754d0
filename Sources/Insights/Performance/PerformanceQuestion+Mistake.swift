import AdsModel

extension PerformanceQuestion {
  /// Why Pinterest has no such numbers; none where it may have.
  public func mistake(today: Day) -> String? {
    if level == .keyword, let split {
      return
        "--split \(split.rawValue) does not go with --level keyword, as keywords are a part of ad groups themselves; leave out one of them"
    }
    guard granularity == .hour else { return nil }
    let window = PinterestCapabilities.Analytics.hourlyAds
    let earliest = today.advanced(by: -window.daysBack)
    guard range.from >= earliest else {
      return
        "--granularity hour goes back \(window.daysBack) days; write `--from \(earliest)` or later"
    }
    guard range.count <= window.longest else {
      return
        "--granularity hour takes \(window.longest) days at a time, and these are \(range.count); write `--last \(window.longest)d`"
    }
    return nil
  }
}
