// How Pins did, day by day, with ads and without.
extension World {
  /// The values that a split has, in words of the API's filters.
  private static let splits: [String: [String]] = [
    "NO_SPLIT": ["all"], "APP_TYPE": PinDay.devices, "OWNED_CONTENT": ["CLAIMED", "OTHER"],
    "SOURCE": ["YOUR_PINS", "OTHER_PINS"],
    "PIN_FORMAT": [
      "ORGANIC_IMAGE", "ORGANIC_PRODUCT", "ORGANIC_VIDEO", "ADS_STANDARD", "ADS_PRODUCT",
      "ADS_VIDEO", "ADS_IDEA",
    ],
  ]

  func userAnalytics(_ call: Call) throws(Refusal) -> Answer {
    let days = try organicDays(call, "Invalid user accounts analytics parameters.")
    return .ok(series(pinSources(), days, call, metrics: metrics(call, Self.accountMetrics)))
  }

  /// Series by the values of the split.
  func series(
    _ sources: [PinSource], _ days: ClosedRange<Int>, _ call: Call, metrics: [String],
    madeBefore: Int = .min
  ) -> Row {
    let split = call.value("split_field") ?? "NO_SPLIT"
    let filter = PinFilter(call)
    var series: Row = [:]
    let keys = Self.splits[split] ?? ["all"]
    var daily: [String: [JSON]] = [:]
    var summary: [String: [Int]] = [:]
    for day in days where !dataStates.missing.contains(day) {
      let status = day < madeBefore ? "BEFORE_PIN_CREATED" : dataStatus(day)
      let sums = sums(sources, day, filter, split)
      for key in keys {
        var values = sums[key] ?? Self.none
        var shown = status
        if status == "READY", values[0] < settings.number("audience_threshold") {
          shown = "AUDIENCE_TOTAL_SMALLER_THAN_THRESHOLD"
        }
        // What is not known comes as zeros.
        if shown != "READY", shown != "ESTIMATE" { values = Self.none }
        summary[key] = zip(summary[key] ?? Self.none, values).map { $0 + $1 }
        daily[key, default: []].append([
          "date": .string(UTCDay.text(day)), "data_status": .string(shown),
          "metrics": .object(Self.shown(values, metrics)),
        ])
      }
    }
    for key in keys {
      series[key] = [
        "summary_metrics": .object(Self.shown(summary[key] ?? Self.none, metrics)),
        "daily_metrics": .array(daily[key] ?? []),
      ]
    }
    return series
  }

  static let none = Array(repeating: 0, count: PinDay.Metric.allCases.count)

  /// What the Pins did on a day, by the values of the split; an estimate is a tenth too high.
  private func sums(
    _ sources: [PinSource], _ day: Int, _ filter: PinFilter, _ split: String
  ) -> [String: [Int]] {
    var sums: [String: [Int]] = [:]
    let isEstimate = dataStatus(day) == "ESTIMATE"
    for source in sources where matches(source, filter) {
      for activity in activity(source, day) where Self.matches(activity, filter) {
        for device in PinDay.devices where filter.device == "ALL" || filter.device == device {
          let key =
            switch split {
            case "APP_TYPE": device
            case "OWNED_CONTENT": source.isClaimed ? "CLAIMED" : "OTHER"
            case "SOURCE": source.isOwn ? "YOUR_PINS" : "OTHER_PINS"
            case "PIN_FORMAT": activity.format
            default: "all"
            }
          var sum = sums[key] ?? Self.none
          for index in sum.indices {
            let part = PinDay.part(device, of: activity.values[index])
            sum[index] += isEstimate ? part + part / 10 : part
          }
          sums[key] = sum
        }
      }
    }
    return sums
  }

  private func matches(_ source: PinSource, _ filter: PinFilter) -> Bool {
    (filter.claimed == "BOTH" || (filter.claimed == "CLAIMED") == source.isClaimed)
      && (filter.source == "ALL" || (filter.source == "YOUR_PINS") == source.isOwn)
  }

  private static func matches(_ activity: PinActivity, _ filter: PinFilter) -> Bool {
    (filter.content == "ALL" || (filter.content == "PAID") == activity.isPaid)
      && (filter.format == "ALL" || filter.format == activity.format)
  }

  /// The best Pins by one metric; Pins without any of it are not among them.
  func topPins(_ call: Call, videos: Bool) throws(Refusal) -> Answer {
    let days = try organicDays(call, "Invalid user accounts analytics parameters.")
    guard let order = call.value("sort_by") else {
      throw Refusal(code: 400, "sort_by is required.")
    }
    let wanted = metrics(call, videos ? Self.videoMetrics : Self.accountMetrics)
    let filter = PinFilter(call)
    let oldest = call.value("created_in_last_n_days").flatMap(Int.init).map { today - $0 }
    let statuses = days.map(dataStatus).filter { $0 != "READY" }
    let status = JSON.string(statuses.last ?? "READY")
    var found: [(id: Int, values: [Int], rank: Double)] = []
    for source in pinSources() where source.isOwn && (!videos || source.isVideo) {
      if let oldest, source.made < oldest { continue }
      let values = days.reduce(Self.none) { sum, day in
        guard ["READY", "ESTIMATE"].contains(dataStatus(day)) else { return sum }
        let own = sums([source], day, filter, "NO_SPLIT")["all"] ?? Self.none
        return zip(sum, own).map { $0 + $1 }
      }
      let rank = Self.shown(values, [order])[order]?.double ?? 0
      if rank > 0 { found.append((source.id, values, rank)) }
    }
    found.sort { $0.rank == $1.rank ? $0.id < $1.id : $0.rank > $1.rank }
    let count = call.value("num_of_pins").flatMap(Int.init) ?? 10
    return .ok([
      "date_availability": [
        "is_realtime": false, "latest_available_timestamp": .integer(lastFinalMillisecond),
      ],
      "sort_by": .string(order),
      "pins": .array(
        found.prefix(count).map { pin in
          [
            "pin_id": .string(String(pin.id)), "metrics": .object(Self.shown(pin.values, wanted)),
            "data_status": .object(Dictionary(uniqueKeysWithValues: wanted.map { ($0, status) })),
          ]
        }),
    ])
  }

  func organicDays(_ call: Call, _ complaint: String, code: Int = 400) throws(Refusal)
    -> ClosedRange<Int>
  {
    if let account = call.value("ad_account_id"), (try? self.account(account)) == nil {
      throw Refusal(
        status: 403, code: 403, "Not authorized to access the user account analytics.")
    }
    let range = AnalyticsRange(complaint: complaint, code: code, daysBack: 90, longest: 90)
    return try range.days(call.value("start_date"), call.value("end_date"), today: today)
  }

  static let accountMetrics = [
    "ENGAGEMENT", "ENGAGEMENT_RATE", "IMPRESSION", "OUTBOUND_CLICK", "OUTBOUND_CLICK_RATE",
    "PIN_CLICK", "PIN_CLICK_RATE", "SAVE", "SAVE_RATE",
  ]
  static let videoMetrics = [
    "IMPRESSION", "SAVE", "OUTBOUND_CLICK", "VIDEO_MRC_VIEW", "VIDEO_AVG_WATCH_TIME",
    "VIDEO_V50_WATCH_TIME", "QUARTILE_95_PERCENT_VIEW", "VIDEO_10S_VIEW", "VIDEO_START",
  ]

  func metrics(_ call: Call, _ all: [String]) -> [String] {
    let asked = call.commaSeparated("metric_types")
    return asked.isEmpty ? all : asked
  }

  /// The metrics that are asked for; rates follow from counts.
  static func shown(_ values: [Int], _ metrics: [String]) -> Row {
    func count(_ name: String) -> Int? {
      PinDay.Metric.allCases.firstIndex { $0.rawValue == name }.map { values[$0] }
    }
    var row: Row = [:]
    for name in metrics {
      if let count = count(name) {
        row[name] = .integer(count)
      } else if name == "VIDEO_AVG_WATCH_TIME" {
        row[name] = ratio(count("VIDEO_V50_WATCH_TIME"), count("VIDEO_MRC_VIEW"))
      } else if name.hasSuffix("_RATE") {
        row[name] = ratio(count(String(name.dropLast(5))), count("IMPRESSION"))
      }
    }
    return row
  }

  private static func ratio(_ over: Int?, _ under: Int?) -> JSON {
    guard let over, let under, under > 0 else { return 0 }
    return over % under == 0 ? .integer(over / under) : .number(Double(over) / Double(under))
  }
}
