extension World {
  /// Levels of reports, each with what its rows are about; with `_TARGETING` they are divided.
  private static let levels: [String: (kind: Kind, column: String)] = [
    "ADVERTISER": (.adAccounts, "ADVERTISER_ID"), "CAMPAIGN": (.campaigns, "CAMPAIGN_ID"),
    "AD_GROUP": (.adGroups, "AD_GROUP_ID"), "PIN_PROMOTION": (.ads, "PIN_PROMOTION_ID"),
  ]

  private static let complaint = "Invalid ad account ads analytics parameters."

  mutating func createReport(_ body: JSON, account: Int) throws(Refusal) -> Answer {
    let question = try reportQuestion(body)
    let level = body["level"]?.string ?? ""
    let types = body["targeting_types"]?.strings ?? []
    let plain = level.hasSuffix("_TARGETING") ? String(level.dropLast(10)) : level
    guard types.isEmpty != level.hasSuffix("_TARGETING") else {
      throw Refusal(
        code: 400, "\(Self.complaint) targeting_types go with a level that ends in _TARGETING.")
    }
    guard Self.levels[plain] != nil else {
      throw Refusal(code: 400, "The emulator makes no reports of level \(level).")
    }
    guard body["metrics_filters"] == nil, body["custom_conversion_event_metrics"] == nil,
      body["combine_targeting_types"] != true
    else { throw Refusal(code: 400, "The emulator makes no reports with filters by metric.") }
    if question.isHourly == false, body["start_hour"] != nil || body["end_hour"] != nil {
      throw Refusal(code: 400, "\(Self.complaint) Hours are for hourly reports.")
    }
    try checkBeta(types)
    let token = reports.add(body, account: account, settings, now: now)
    return .ok(["report_status": "IN_PROGRESS", "token": .string(token), "message": .null])
  }

  private func reportQuestion(_ body: JSON) throws(Refusal) -> AdsQuestion {
    let granularity = body["granularity"]?.string ?? ""
    let range = AnalyticsRange(
      complaint: Self.complaint, daysBack: granularity == "HOUR" ? 8 : 914,
      longest: granularity == "HOUR" ? 3 : 186)
    return AdsQuestion(
      days: try range.days(body["start_date"]?.string, body["end_date"]?.string, today: today),
      granularity: granularity, columns: body["columns"]?.strings ?? [],
      clickWindow: body["click_window_days"]?.integer,
      viewWindow: body["view_window_days"]?.integer,
      reportTime: body["conversion_report_time"]?.string)
  }

  mutating func pollReport(_ call: Call, account: Int) throws(Refusal) -> Answer {
    guard let token = call.value("token") else {
      throw Refusal(code: 400, "\(Self.complaint) token is required.")
    }
    let (status, key) = reports.poll(token, account: account, settings, now: now)
    let address = key.map { "\(call.origin)/_files/\($0)" }
    return .ok([
      "report_status": .string(status), "url": address.map { .string($0) } ?? .null,
      "size": .null,
    ])
  }

  /// The file that an address leads to, as a host of files answers.
  func reportFile(_ key: String) throws(Refusal) -> Answer {
    guard let job = reports.job(at: key, now: now) else {
      var answer = Answer(status: 403)
      answer.raw = Array("<Error><Code>AccessDenied</Code></Error>".utf8)
      return answer
    }
    let text = try ReportText(
      format: job.request["report_format"]?.string ?? "JSON",
      isByDate: job.request["primary_sort"]?.string == "BY_DATE",
      isList: settings.isOn("report_rows_as_list"))
    let quirks = Quirks(settings: settings)
    var rows = try rows(job).map { (id: $0.id, row: quirks.apply(.object($0.row)).object ?? [:]) }
    if settings.isOn("reorder_lists") { rows.reverse() }
    var answer = Answer()
    answer.raw = text.bytes(
      rows, columns: job.request["columns"]?.strings ?? [],
      isTargeting: job.request["targeting_types"] != nil)
    return answer
  }

  /// The rows of a report by entity; what is zero throughout is not there.
  private func rows(_ job: ReportJobs.Job) throws(Refusal) -> [(id: Int, row: Row)] {
    let body = job.request
    let question = try reportQuestion(body)
    let types = body["targeting_types"]?.strings ?? []
    let name = body["level"]?.string ?? ""
    guard let level = Self.levels[types.isEmpty ? name : String(name.dropLast(10))] else {
      return []
    }
    var found: [(id: Int, row: Row)] = []
    for subject in subjects(level.kind, nil, account: job.account) {
      let kept = subject.kept { isWanted($0, by: body) }
      if types.isEmpty {
        for row in rows(kept, question, withZeros: false) { found.append((subject.id, row)) }
      }
      for type in types {
        for (value, row) in divided(kept, question, by: type) {
          let targeting: Row = ["TARGETING_TYPE": .string(type), "TARGETING_VALUE": value]
          found.append((subject.id, row.merging(targeting) { $1 }))
        }
      }
    }
    return found
  }

  /// Whether an ad is among those that a report is narrowed to.
  private func isWanted(_ source: AdSource, by body: JSON) -> Bool {
    func matches(_ field: String, _ value: String?) -> Bool {
      guard let wanted = body[field]?.strings else { return true }
      return value.map(wanted.contains) ?? false
    }
    let campaign = self[.campaigns][source.campaign] ?? [:]
    let adGroup = self[.adGroups][source.adGroup] ?? [:]
    return matches("campaign_ids", String(source.campaign))
      && matches("ad_group_ids", String(source.adGroup)) && matches("ad_ids", String(source.id))
      && matches("campaign_objective_types", campaign.text("objective_type"))
      && matches("campaign_statuses", summary(of: campaign, .campaigns))
      && matches("ad_group_statuses", summary(of: adGroup, .adGroups))
      && matches("ad_statuses", summary(of: source.ad, .ads))
  }
}

extension World.Subject {
  func kept(_ isKept: (AdSource) -> Bool) -> Self {
    Self(id: id, sources: sources.filter(isKept), family: family)
  }
}
