/// What is sent to create, update or remove an audience; the client adds the ad account's id.
public struct AudienceBody: Encodable, Hashable, Sendable {
  /// Filled in by the client.
  public var adAccountID: String?
  public var name: String?
  public var description: String?
  /// Only for a creation.
  public var audienceType: String?
  public var rule: WireAudienceRule?
  /// Only for an update: `UPDATE`, the default, or `REMOVE`.
  public var operationType: String?

  public init() {}

  public func encode(to encoder: any Encoder) throws {
    var fields = BodyFields(encoder)
    try fields.put("ad_account_id", adAccountID)
    try fields.put("name", name)
    try fields.put("description", description)
    try fields.put("audience_type", audienceType)
    try fields.put("rule", rule)
    try fields.put("operation_type", operationType)
  }
}
