/// An ad, a promoted Pin, as the API has it; times are Unix seconds.
public struct WireAd: WireObject {
  public var id: String
  public var adAccountID: String?
  public var campaignID: String?
  public var adGroupID: String?
  public var pinID: String?
  public var creativeType: String?
  public var name: String?
  public var status: String?
  public var summaryStatus: String?
  public var reviewStatus: String?
  public var rejectedReasons: [String]?
  /// None: the Pin's own link.
  public var destinationURL: String?
  public var trackingURLs: WireTrackingURLs?
  public var clickTrackingURL: String?
  public var viewTrackingURL: String?
  public var androidDeepLink: String?
  public var iosDeepLink: String?
  public var carouselDestinationURLs: [String]?
  public var customizableCTAType: String?
  public var leadFormID: String?
  public var createdTime: Int64?
  public var updatedTime: Int64?

  public init(id: String) { self.id = id }

  public init(_ fields: WireFields) throws {
    id = try fields.requiredID("id")
    adAccountID = try fields.id("ad_account_id")
    campaignID = try fields.id("campaign_id")
    adGroupID = try fields.id("ad_group_id")
    pinID = try fields.id("pin_id")
    creativeType = try fields.text("creative_type")
    name = try fields.text("name")
    status = try fields.text("status")
    summaryStatus = try fields.text("summary_status")
    reviewStatus = try fields.text("review_status")
    rejectedReasons = try fields.texts("rejected_reasons")
    destinationURL = try fields.text("destination_url")
    trackingURLs = try fields.value("tracking_urls")
    clickTrackingURL = try fields.text("click_tracking_url")
    viewTrackingURL = try fields.text("view_tracking_url")
    androidDeepLink = try fields.text("android_deep_link")
    iosDeepLink = try fields.text("ios_deep_link")
    carouselDestinationURLs = try fields.texts("carousel_destination_urls")
    customizableCTAType = try fields.text("customizable_cta_type")
    leadFormID = try fields.id("lead_form_id")
    createdTime = try fields.integer("created_time")
    updatedTime = try fields.integer("updated_time")
  }
}
