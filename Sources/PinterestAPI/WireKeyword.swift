/// A keyword as the API has it; its bid is deprecated, ignored when written and mostly null.
public struct WireKeyword: WireObject {
  public var id: String
  /// The ad group, the campaign or the ad account.
  public var parentID: String?
  public var parentType: String?
  public var matchType: String?
  public var value: String?
  public var bid: Int64?
  public var archived: Bool?

  public init(id: String) { self.id = id }

  public init(_ fields: WireFields) throws {
    id = try fields.requiredID("id")
    parentID = try fields.id("parent_id")
    parentType = try fields.text("parent_type")
    matchType = try fields.text("match_type")
    value = try fields.text("value")
    bid = try fields.integer("bid")
    archived = try fields.flag("archived")
  }
}
