/// What is told of each request that was sent, for logs and counts; it holds no secret.
public struct RequestNote: Hashable, Sendable {
  /// The method and the path with placeholders: `GET /ad_accounts/{ad_account_id}/campaigns`.
  public let operation: String
  public let category: RateCategory
  /// None when no answer came.
  public let status: Int?
  public let requestID: String?
  /// One for the first sending, two for its first repetition.
  public let attempt: Int
  /// The time spent waiting for the rate limit and before a repetition, so far.
  public let waited: Duration
}
