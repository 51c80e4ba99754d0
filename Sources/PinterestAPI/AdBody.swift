/// What is sent to create or update an ad.
public struct AdBody: BatchBody {
  public typealias Entity = WireAd
  public static let collection = "ads"

  /// Only for an update.
  public var id: String?
  public var adGroupID: String?
  public var pinID: String?
  public var creativeType: String?
  public var name: Clearable<String> = .keep
  /// A creation has one always: the API makes it active by default.
  public var status: String?
  /// Cleared: the Pin's own link.
  public var destinationURL: Clearable<String> = .keep
  public var clickTrackingURL: Clearable<String> = .keep
  public var viewTrackingURL: Clearable<String> = .keep
  public var trackingURLs: Clearable<WireTrackingURLs> = .keep

  public init() {}

  public func encode(to encoder: any Encoder) throws {
    var fields = BodyFields(encoder)
    try fields.put("id", id)
    try fields.put("ad_group_id", adGroupID)
    try fields.put("pin_id", pinID)
    try fields.put("creative_type", creativeType)
    try fields.put("name", name)
    try fields.put("status", status)
    try fields.put("destination_url", destinationURL)
    try fields.put("click_tracking_url", clickTrackingURL)
    try fields.put("view_tracking_url", viewTrackingURL)
    try fields.put("tracking_urls", trackingURLs, clearing: WireTrackingURLs())
  }

  public func isAnswered(by entity: WireAd) -> Bool {
    var sent: String?
    if case .set(let name) = name { sent = name }
    return agrees(id, entity.id) && agrees(sent, entity.name) && agrees(pinID, entity.pinID)
      && agrees(adGroupID, entity.adGroupID)
  }
}
