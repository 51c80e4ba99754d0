/// Enum values of the Ads API, version 5.23.
enum Vocabulary {
  static let statuses = ["ACTIVE", "PAUSED", "ARCHIVED", "DRAFT", "DELETED_DRAFT"]
  static let objectives = [
    "AWARENESS", "CONSIDERATION", "WEB_CONVERSION", "CATALOG_SALES", "VIDEO_COMPLETION",
  ]
  static let billableEvents = ["CLICKTHROUGH", "IMPRESSION", "VIDEO_V_50_MRC"]
  static let budgetTypes = ["DAILY", "LIFETIME", "CBO_ADGROUP"]
  static let bidStrategies = ["AUTOMATIC_BID", "MAX_BID", "TARGET_AVG"]
  static let placements = ["ALL", "SEARCH", "BROWSE", "OTHER"]
  static let pacing = ["STANDARD", "ACCELERATED"]
  static let devices = ["android_mobile", "android_tablet", "ipad", "iphone", "web", "web_mobile"]
  static let genders = ["unknown", "male", "female"]
  static let ageBuckets = [
    "18-24", "19+", "20+", "21+", "25-34", "35-44", "45-49", "50-54", "55-64", "65+",
  ]
  static let strategies = ["CHOOSE_YOUR_OWN", "FIND_NEW_CUSTOMERS", "RECONNECT_WITH_USERS"]
  static let conversionEvents = [
    "PAGE_VISIT", "SIGNUP", "CHECKOUT", "CUSTOM", "VIEW_CATEGORY", "SEARCH", "ADD_TO_CART",
    "WATCH_VIDEO", "LEAD", "APP_INSTALL",
  ]
  static let timeRanges = [
    "THIRTY_DAY", "DAY", "SEVEN_DAY", "TWENTY_MINUTE", "TEN_MINUTE", "TWENTY_FOUR_HOUR",
  ]
  static let creatives = [
    "REGULAR", "VIDEO", "SHOPPING", "CAROUSEL", "MAX_VIDEO", "SHOP_THE_PIN", "COLLECTION", "IDEA",
    "SHOWCASE", "QUIZ", "COLLAGE", "MAX_WIDTH_REGULAR_COLLECTION", "MAX_WIDTH_VIDEO_COLLECTION",
  ]
  static let videoCreatives: Set<String> = ["VIDEO", "MAX_VIDEO", "MAX_WIDTH_VIDEO_COLLECTION"]
  static let callsToAction = [
    "GET_OFFER", "LEARN_MORE", "ORDER_NOW", "SHOP_NOW", "SIGN_UP", "SUBSCRIBE", "BUY_NOW",
    "CONTACT_US", "GET_QUOTE", "VISIT_SITE", "APPLY_NOW", "BOOK_NOW", "REQUEST_DEMO",
    "REGISTER_NOW", "FIND_A_DEALER", "ADD_TO_CART", "WATCH_NOW", "READ_MORE", "BUY_TICKETS",
    "DONATE_NOW", "DOWNLOAD", "EXPLORE_MORE", "FIND_A_LOCATION", "GET_DEAL", "GET_RECIPE",
    "GET_SHOWTIMES", "ON_SALE", "PLAY_GAME", "TRY_IT",
  ]
  static let disclosures = [
    "NO_DISCLOSURE", "PRESCRIBING_INFORMATION", "PRESCRIBING_INFORMATION_BOX_WARNING",
    "IMPORTANT_SAFETY_INFO", "MED_GUIDE", "PATIENT_INFORMATION",
  ]
  static let matchTypes = ["BROAD", "PHRASE", "EXACT", "EXACT_NEGATIVE", "PHRASE_NEGATIVE"]
  static let negativeMatchTypes: Set<String> = ["EXACT_NEGATIVE", "PHRASE_NEGATIVE"]
  static let audienceTypes = ["CUSTOMER_LIST", "VISITOR", "ENGAGEMENT", "ACTALIKE", "PERSONA"]
  /// Events as an audience's rule names them, and as a tag does.
  static let tagEvents = [
    "pagevisit": "PAGE_VISIT", "signup": "SIGNUP", "checkout": "CHECKOUT",
    "viewcategory": "VIEW_CATEGORY", "search": "SEARCH", "addtocart": "ADD_TO_CART",
    "watchvideo": "WATCH_VIDEO", "lead": "LEAD", "custom": "CUSTOM",
  ]
  static let eventSources = ["web", "mobile", "offline"]
  static let ingestionSources = ["tag", "mmp", "file_upload", "conversions_api"]
  static let listTypes = ["EMAIL", "IDFA", "MAID", "LR_ID", "DLX_ID", "HASHED_PINNER_ID"]
  static let summaryStatuses = [
    "RUNNING", "PAUSED", "NOT_STARTED", "COMPLETED", "ADVERTISER_DISABLED", "ARCHIVED", "DRAFT",
    "DELETED_DRAFT",
  ]
  static let adSummaryStatuses = [
    "APPROVED", "PAUSED", "PENDING", "REJECTED", "ADVERTISER_DISABLED", "ARCHIVED", "DRAFT",
    "DELETED_DRAFT",
  ]
  static let bulkEntities = [
    "CAMPAIGN", "AD_GROUP", "PRODUCT_GROUP", "AD", "KEYWORD", "LABEL", "SCHEDULE",
  ]
  static let currencies = [
    "USD", "GBP", "CAD", "EUR", "AUD", "NZD", "SEK", "ILS", "CHF", "HKD", "JPY", "SGD", "KRW",
    "NOK", "DKK", "PLN", "RON", "HUF", "CZK", "BRL", "MXN", "ARS", "CLP", "COP", "INR", "TRY",
  ]
  /// Two letters, or two letters and a country, as both are seen in requests.
  static let languages = [
    "ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "hi", "hu", "id", "it", "ja", "ko",
    "nb", "nl", "pl", "pt", "ro", "ru", "sv", "tr", "uk",
  ]
}
