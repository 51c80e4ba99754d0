/// Whether the numbers of a day are final, as the clock and a test have it.
struct DataStates: Sendable {
  static let names = [
    "PROCESSING", "READY", "ESTIMATE", "BEFORE_BUSINESS_CREATED", "BEFORE_DATA_RETENTION_PERIOD",
    "BEFORE_PIN_DATA_RETENTION_PERIOD", "BEFORE_METRIC_START_DATE",
    "BEFORE_CORE_METRIC_START_DATE", "BEFORE_PIN_FORMAT_METRIC_START_DATE",
    "BEFORE_AUDIENCE_METRIC_START_DATE", "BEFORE_AUDIENCE_MONTHLY_METRIC_START_DATE",
    "BEFORE_VIDEO_METRIC_START_DATE", "BEFORE_CONVERSION_METRIC_START_DATE",
    "PURCHASERS_METRIC_SMALLER_THAN_THRESHOLD", "IN_BAD_TAG_DATE",
    "BEFORE_PUBLISHED_METRIC_START_DATE", "BEFORE_ASSIST_METRIC_START_DATE", "BEFORE_PIN_CREATED",
    "BEFORE_ACCOUNT_CLAIMED", "BEFORE_DEMOGRAPHIC_FILTERS_START_DATE",
    "AUDIENCE_SEGMENT_SMALLER_THAN_THRESHOLD", "AUDIENCE_TOTAL_SMALLER_THAN_THRESHOLD",
    "BEFORE_PRODUCT_GROUP_FILTER_START_DATE",
  ]

  /// What a test says of days.
  private(set) var given: [Int: String] = [:]
  /// Days that answers leave out.
  private(set) var missing: Set<Int> = []

  /// Takes `{"status": {"2027-02-01": "PROCESSING"}, "missing": ["2027-02-02"]}`; null takes a
  /// status back.
  mutating func set(_ body: JSON) throws(Refusal) {
    for name in (body.object ?? [:]).keys.sorted() where !["status", "missing"].contains(name) {
      throw Refusal("\(name) is not part of this; there are status and missing.")
    }
    for (text, value) in (body["status"]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard value == .null || Self.names.contains(value.string ?? "") else {
        throw Refusal("status \(value.text) is not one of \(Self.names.joined(separator: ", ")).")
      }
      given[try Self.day(text)] = value.string
    }
    guard let texts = body["missing"]?.array else { return }
    missing = []
    for text in texts { missing.insert(try Self.day(text.string ?? text.text)) }
  }

  private static func day(_ text: String) throws(Refusal) -> Int {
    guard let day = UTCDay.number(text) else { throw Refusal("\(text) is not a date.") }
    return day
  }

  var json: JSON {
    [
      "status": .object(
        Dictionary(
          uniqueKeysWithValues: given.map { (UTCDay.text($0.key), .string($0.value)) })),
      "missing": JSON(missing.sorted().map(UTCDay.text)),
    ]
  }
}

extension World {
  /// The status of a day for the whole account.
  func dataStatus(_ day: Int) -> String {
    if let given = dataStates.given[day] { return given }
    if let since = user.text("_business_since").flatMap(UTCDay.number), day < since {
      return "BEFORE_BUSINESS_CREATED"
    }
    guard day > today - settings.number("analytics_final_days") else { return "READY" }
    return settings.isOn("analytics_processing") ? "PROCESSING" : "ESTIMATE"
  }

  /// The last millisecond for which there are final numbers.
  var lastFinalMillisecond: Int {
    (today - settings.number("analytics_final_days") + 1) * 86_400_000 - 1
  }
}
