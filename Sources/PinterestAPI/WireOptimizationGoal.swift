/// What an ad group's delivery works towards.
public struct WireOptimizationGoal: WireObject {
  public var conversionTag: ConversionTag?
  public var frequency: Frequency?

  public init() {}

  public init(_ fields: WireFields) throws {
    conversionTag = try fields.value("conversion_tag_v3_goal_metadata")
    frequency = try fields.value("frequency_goal_metadata")
  }

  /// A number of conversions, at a price.
  public struct ConversionTag: WireObject {
    public var conversionTagID: String?
    public var conversionEvent: String?
    /// Micros; the wire has it as a string of digits.
    public var cpaGoal: Int64?

    public init() {}

    public init(_ fields: WireFields) throws {
      conversionTagID = try fields.id("conversion_tag_id")
      conversionEvent = try fields.text("conversion_event")
      cpaGoal = try fields.integer("cpa_goal_value_in_micro_currency")
    }
  }

  /// How often a person sees an ad within a time.
  public struct Frequency: WireObject {
    public var frequency: Int64?
    public var timerange: String?

    public init() {}

    public init(_ fields: WireFields) throws {
      frequency = try fields.integer("frequency")
      timerange = try fields.text("timerange")
    }
  }
}
