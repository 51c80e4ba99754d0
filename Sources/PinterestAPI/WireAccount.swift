/// An ad account: its currency and country never change.
public struct WireAdAccount: WireObject {
  public var id: String
  public var name: String?
  public var country: String?
  public var currency: String?
  public var owner: WireOwner?
  /// What the token's user may do, such as `OWNER` and `CAMPAIGN_MANAGER`.
  public var permissions: [String]?
  public var createdTime: Int64?
  public var updatedTime: Int64?
  public var timeZone: String?

  public init(id: String) { self.id = id }

  public init(_ fields: WireFields) throws {
    id = try fields.requiredID("id")
    name = try fields.text("name")
    country = try fields.text("country")
    currency = try fields.text("currency")
    owner = try fields.value("owner")
    permissions = try fields.texts("permissions")
    createdTime = try fields.integer("created_time")
    updatedTime = try fields.integer("updated_time")
    timeZone = try fields.text("time_zone")
  }
}

/// Whose an ad account or a board is.
public struct WireOwner: WireObject {
  public var id: String?
  public var username: String?

  public init() {}

  public init(_ fields: WireFields) throws {
    id = try fields.id("id")
    username = try fields.text("username")
  }
}

/// The user that a token stands for.
public struct WireUserAccount: WireObject {
  public var id: String?
  public var username: String?
  /// `BUSINESS`, which ads need, or `PINNER`.
  public var accountType: String?
  public var businessName: String?
  /// Of the last 30 days, as the public profile shows them.
  public var monthlyViews: Int64?

  public init() {}

  public init(_ fields: WireFields) throws {
    id = try fields.id("id")
    monthlyViews = try fields.value("monthly_views")
    username = try fields.text("username")
    accountType = try fields.text("account_type")
    businessName = try fields.text("business_name")
  }
}

/// The terms of service of an ad account.
public struct WireTerms: WireObject {
  public var id: String?
  public var adAccountID: String?
  public var hasAccepted: Bool?

  public init() {}

  public init(_ fields: WireFields) throws {
    id = try fields.id("id")
    adAccountID = try fields.id("ad_account_id")
    hasAccepted = try fields.flag("has_accepted")
  }
}
