/// One question for the least bid that Pinterest takes.
public struct BidFloorSpec: Encodable, Hashable, Sendable {
  public var billableEvent: String
  public var currency: String
  /// With several the highest floor is the answer.
  public var countries: [String]
  public var objectiveType: String?
  public var creativeType: String?

  public init(
    billableEvent: String, currency: String, countries: [String], objectiveType: String? = nil,
    creativeType: String? = nil
  ) {
    self.billableEvent = billableEvent
    self.currency = currency
    self.countries = countries
    self.objectiveType = objectiveType
    self.creativeType = creativeType
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = BodyFields(encoder)
    try fields.put("billable_event", billableEvent)
    try fields.put("currency", currency)
    try fields.put("countries", countries.isEmpty ? nil : countries)
    try fields.put("objective_type", objectiveType)
    try fields.put("creative_type", creativeType)
  }
}

struct BidFloorRequest: Encodable {
  let specs: [BidFloorSpec]

  func encode(to encoder: any Encoder) throws {
    var fields = BodyFields(encoder)
    try fields.put("bid_floor_specs", specs)
  }
}

struct BidFloorResponse: WireObject {
  let floors: [Int64]

  init(_ fields: WireFields) throws {
    let list: [WireInteger]? = try fields.value("bid_floors")
    floors = (list ?? []).map(\.value)
  }
}
