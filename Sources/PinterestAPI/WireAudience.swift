/// An audience as the API has it; times are Unix seconds.
public struct WireAudience: WireObject {
  public var id: String
  public var adAccountID: String?
  public var name: String?
  public var description: String?
  public var audienceType: String?
  public var rule: WireAudienceRule?
  public var size: Int64?
  /// `READY`, `INITIALIZING` or `TOO_SMALL`.
  public var status: String?
  public var createdTimestamp: Int64?
  public var updatedTimestamp: Int64?

  public init(id: String) { self.id = id }

  public init(_ fields: WireFields) throws {
    id = try fields.requiredID("id")
    adAccountID = try fields.id("ad_account_id")
    name = try fields.text("name")
    description = try fields.text("description")
    audienceType = try fields.text("audience_type")
    rule = try fields.value("rule")
    size = try fields.integer("size")
    status = try fields.text("status")
    createdTimestamp = try fields.integer("created_timestamp")
    updatedTimestamp = try fields.integer("updated_timestamp")
  }
}

/// Who belongs to an audience; the members depend on its type and are carried as they are.
public struct WireAudienceRule: Hashable, Sendable, Codable {
  public var members: [String: WireValue]

  public init(_ members: [String: WireValue] = [:]) { self.members = members }

  public init(from decoder: any Decoder) throws {
    let all = try decoder.singleValueContainer().decode([String: WireValue].self)
    members = all.filter { $0.value != .null }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(members)
  }
}
