/// What Pinterest counts of Pins, paid and organic.
public enum OrganicMetric: String, CaseIterable, Hashable, Sendable {
  case impression = "IMPRESSION"
  case engagement = "ENGAGEMENT"
  case engagementRate = "ENGAGEMENT_RATE"
  case pinClick = "PIN_CLICK"
  case pinClickRate = "PIN_CLICK_RATE"
  case outboundClick = "OUTBOUND_CLICK"
  case outboundClickRate = "OUTBOUND_CLICK_RATE"
  case save = "SAVE"
  case saveRate = "SAVE_RATE"
  /// At least 2 s with half of the video in view.
  case videoView = "VIDEO_MRC_VIEW"
  case video10sView = "VIDEO_10S_VIEW"
  case videoPlayedTo95 = "QUARTILE_95_PERCENT_VIEW"
  /// Milliseconds over all plays.
  case videoPlayTime = "VIDEO_V50_WATCH_TIME"
  /// Milliseconds.
  case videoAveragePlayTime = "VIDEO_AVG_WATCH_TIME"
  case videoStart = "VIDEO_START"
  /// Of the whole life of a Pin, as reactions are.
  case totalComments = "TOTAL_COMMENTS"
  case totalReactions = "TOTAL_REACTIONS"
  case userFollow = "USER_FOLLOW"
  case profileVisit = "PROFILE_VISIT"

  /// What can be asked of a whole account and of its best Pins.
  public static let ofAccount: [Self] = [
    .engagement, .engagementRate, .impression, .outboundClick, .outboundClickRate, .pinClick,
    .pinClickRate, .save, .saveRate,
  ]
  /// What can be asked of an account's best videos.
  public static let ofVideos: [Self] = [
    .impression, .save, .videoView, .videoAveragePlayTime, .videoPlayTime, .videoPlayedTo95,
    .video10sView, .videoStart, .outboundClick,
  ]
  /// What the best Pins can be sorted by.
  public static let ofTopPins: [Self] = [
    .engagement, .impression, .outboundClick, .pinClick, .save,
  ]
}

/// Which activity counts; each part is the API's own word.
public struct OrganicFilter: Hashable, Sendable {
  public enum ContentType: String, CaseIterable, Hashable, Sendable {
    case all = "ALL"
    case paid = "PAID"
    case organic = "ORGANIC"
  }

  /// Whether a Pin links to a claimed domain.
  public enum Claimed: String, CaseIterable, Hashable, Sendable {
    case all = "BOTH"
    case claimed = "CLAIMED"
    case other = "OTHER"
  }

  public enum Device: String, CaseIterable, Hashable, Sendable {
    case all = "ALL"
    case mobile = "MOBILE"
    case tablet = "TABLET"
    case web = "WEB"
  }

  public enum Source: String, CaseIterable, Hashable, Sendable {
    case all = "ALL"
    case yourPins = "YOUR_PINS"
    case otherPins = "OTHER_PINS"
  }

  public enum PinFormat: String, CaseIterable, Hashable, Sendable {
    case all = "ALL"
    case organicImage = "ORGANIC_IMAGE"
    case organicProduct = "ORGANIC_PRODUCT"
    case organicVideo = "ORGANIC_VIDEO"
    case adsStandard = "ADS_STANDARD"
    case adsProduct = "ADS_PRODUCT"
    case adsVideo = "ADS_VIDEO"
    case adsIdea = "ADS_IDEA"
  }

  public var contentType = ContentType.all
  public var claimed = Claimed.all
  public var device = Device.all
  public var source = Source.all
  public var pinFormat = PinFormat.all

  public init() {}

  /// What differs from the API's defaults.
  var query: [(name: String, value: String)] {
    var query: [(name: String, value: String)] = []
    if claimed != .all { query.append(("from_claimed_content", claimed.rawValue)) }
    if pinFormat != .all { query.append(("pin_format", pinFormat.rawValue)) }
    if device != .all { query.append(("app_types", device.rawValue)) }
    if contentType != .all { query.append(("content_type", contentType.rawValue)) }
    if source != .all { query.append(("source", source.rawValue)) }
    return query
  }
}

/// What the numbers of an account are divided by.
public enum OrganicSplit: String, CaseIterable, Hashable, Sendable {
  case device = "APP_TYPE"
  case claimed = "OWNED_CONTENT"
  case source = "SOURCE"
  case pinFormat = "PIN_FORMAT"
}
