/// How many requests Pinterest takes of each kind within a time: dated data, not constants.
///
/// These are the numbers of standard access. Apps with trial access have 1,000 a day of some
/// kinds; response headers and 429 answers tell, and count for more than this table.
public struct RateTable: Hashable, Sendable {
  public struct Limit: Hashable, Sendable {
    public let requests: Int
    public let window: Duration

    public init(_ requests: Int, per window: Duration) {
      self.requests = requests
      self.window = window
    }
  }

  /// The day on which the numbers were read.
  public let asOf: String
  public let limits: [RateCategory: Limit]
  /// For all kinds together.
  public let overall: Limit
  /// How many requests are under way at once; ours, not Pinterest's.
  public let concurrent: Int

  public init(
    asOf: String, limits: [RateCategory: Limit], overall: Limit, concurrent: Int
  ) {
    self.asOf = asOf
    self.limits = limits
    self.overall = overall
    self.concurrent = concurrent
  }

  /// From the developer site's page on rate limits; the organic kinds are not published there and
  /// are set low.
  public static let standardAccess = RateTable(
    asOf: "2026-11-20",
    limits: [
      .adsRead: Limit(1000, per: .seconds(60)), .adsWrite: Limit(400, per: .seconds(60)),
      .orgRead: Limit(100, per: .seconds(60)), .orgWrite: Limit(100, per: .seconds(60)),
      .adsAnalytics: Limit(300, per: .seconds(60)),
      .orgAnalytics: Limit(100, per: .seconds(60)),
    ],
    overall: Limit(100, per: .seconds(1)), concurrent: 8)
}
