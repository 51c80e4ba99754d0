/// A Pin: what an ad shows.
///
/// Who may see it stands on its board.
public struct WirePin: WireObject {
  public var id: String
  public var boardID: String?
  public var boardOwner: WireOwner?
  public var title: String?
  public var description: String?
  public var altText: String?
  public var link: String?
  public var creativeType: String?
  public var media: WirePinMedia?
  public var isOwner: Bool?
  public var isStandard: Bool?
  public var hasBeenPromoted: Bool?
  /// RFC 3339.
  public var createdAt: String?

  public init(id: String) { self.id = id }

  public init(_ fields: WireFields) throws {
    id = try fields.requiredID("id")
    boardID = try fields.id("board_id")
    boardOwner = try fields.value("board_owner")
    title = try fields.text("title")
    description = try fields.text("description")
    altText = try fields.text("alt_text")
    link = try fields.text("link")
    creativeType = try fields.text("creative_type")
    media = try fields.value("media")
    isOwner = try fields.flag("is_owner")
    isStandard = try fields.flag("is_standard")
    hasBeenPromoted = try fields.flag("has_been_promoted")
    createdAt = try fields.text("created_at")
  }
}

/// What kind of picture or video a Pin shows.
public struct WirePinMedia: WireObject {
  public var mediaType: String?

  public init() {}

  public init(_ fields: WireFields) throws {
    mediaType = try fields.text("media_type")
  }
}

/// A board, and who may see it.
public struct WireBoard: WireObject {
  public var id: String
  public var name: String?
  public var description: String?
  public var owner: WireOwner?
  /// `PUBLIC`, `PROTECTED` or `SECRET`.
  public var privacy: String?
  public var isAdsOnly: Bool?

  public init(id: String) { self.id = id }

  public init(_ fields: WireFields) throws {
    id = try fields.requiredID("id")
    name = try fields.text("name")
    description = try fields.text("description")
    owner = try fields.value("owner")
    privacy = try fields.text("privacy")
    isAdsOnly = try fields.flag("is_ads_only")
  }
}
