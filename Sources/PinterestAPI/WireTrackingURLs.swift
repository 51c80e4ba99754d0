/// The addresses that Pinterest calls when something happens to an ad.
public struct WireTrackingURLs: WireObject {
  public var impression: [String]?
  public var click: [String]?
  public var engagement: [String]?
  public var buyableButton: [String]?
  public var audienceVerification: [String]?

  public init() {}

  public init(_ fields: WireFields) throws {
    impression = try fields.texts("impression")
    click = try fields.texts("click")
    engagement = try fields.texts("engagement")
    buyableButton = try fields.texts("buyable_button")
    audienceVerification = try fields.texts("audience_verification")
  }
}

extension WireTrackingURLs: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var fields = BodyFields(encoder)
    try fields.put("impression", impression)
    try fields.put("click", click)
    try fields.put("engagement", engagement)
    try fields.put("buyable_button", buyableButton)
    try fields.put("audience_verification", audienceVerification)
  }
}
