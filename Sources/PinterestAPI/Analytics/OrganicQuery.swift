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
