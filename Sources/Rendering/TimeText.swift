import AdsModel

/// Moments as people read them, always in UTC.
enum TimeText {
  /// `2026-11-23 00:00 UTC`.
  static func minute(_ instant: Instant) -> String {
    let text = instant.description
    return text.prefix(10) + " " + text.dropFirst(11).prefix(5) + " UTC"
  }
}
