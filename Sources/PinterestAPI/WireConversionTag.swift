/// A Pinterest tag, which reports what people do on a site; `conversion_tags` of the API.
public struct WireConversionTag: WireObject {
  public var id: String
  public var name: String?
  /// `ACTIVE`, `PAUSED` or `ARCHIVED`.
  public var status: String?
  /// When it last reported anything; none when it never did.
  public var lastFiredTime: Int64?

  public init(id: String) { self.id = id }

  public init(_ fields: WireFields) throws {
    id = try fields.requiredID("id")
    name = try fields.text("name")
    status = try fields.text("status")
    lastFiredTime = try fields.integer("last_fired_time_ms")
  }
}

/// A site of the token's user.
public struct WireWebsite: WireObject {
  public var website: String
  /// `success` where it is claimed.
  public var status: String?

  public init(_ fields: WireFields) throws {
    website = try fields.required("website", fields.text("website"))
    status = try fields.text("status")
  }
}
