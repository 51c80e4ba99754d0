// How ads did: sums over the ads of an entity, so that all levels agree.
extension World {
  /// What rows are about: one entity, its ads, and the fields that its columns may name.
  struct Subject {
    let id: Int
    let sources: [AdSource]
    let family: [Kind: Row]
  }

  /// Entities of an account and their ads; unknown ids are nobody's.
  func subjects(_ kind: Kind, _ ids: [Int]?, account: Int) -> [Subject] {
    let all = sources(ofAccount: account)
    let own = self[.adAccounts][account] ?? [:]
    guard kind != .adAccounts else {
      return [Subject(id: account, sources: all, family: [.adAccounts: own])]
    }
    let byOwner = Dictionary(grouping: all) { source in
      switch kind {
      case .campaigns: source.campaign
      case .adGroups: source.adGroup
      default: source.id
      }
    }
    let wanted = ids.map { Set($0).sorted() } ?? self[kind].ids("ad_account_id", [account])
    return wanted.compactMap { id in
      guard let row = self[kind][id], row.reference("ad_account_id") == account else { return nil }
      var family: [Kind: Row] = [.adAccounts: own, kind: row]
      if kind == .ads { family[.adGroups] = self[.adGroups][row.reference("ad_group_id")] }
      let above = family[.adGroups] ?? row
      if kind != .campaigns {
        family[.campaigns] = self[.campaigns][above.reference("campaign_id")]
      }
      return Subject(id: id, sources: byOwner[id] ?? [], family: family)
    }
  }

  /// The rows of one subject, oldest first.
  func rows(_ subject: Subject, _ question: AdsQuestion, withZeros: Bool) -> [Row] {
    var sums = AdSums()
    if withZeros { fill(&sums, question) }
    for source in subject.sources { add(source, question, to: &sums) }
    return sums.sorted.map { period, values in
      columns(question, values, of: subject.family, withZeros: withZeros)
        .merging(question.date(period)) { $1 }
    }
  }

  /// A period for every day that is asked for and has begun, also without anything in it.
  private func fill(_ sums: inout AdSums, _ question: AdsQuestion) {
    let none = Array(repeating: 0, count: question.columns.sums.count)
    for day in question.days where day <= today {
      let hours = question.isHourly ? (day == today ? hoursOfToday : AdDay.hours) : 1
      for hour in 0..<hours { sums.add(none, to: question.period(day, hour)) }
    }
  }

  /// The answer of a level: a list of rows with the id of each.
  func adsAnalytics(
    _ kind: Kind, _ idColumn: String, _ call: Call, account: Int, ids: [Int]?,
    where matches: (Subject) -> Bool = { _ in true }
  ) throws(Refusal) -> Answer {
    let question = try question(call, kind)
    let withZeros = settings.isOn("analytics_zeros")
    let rows = subjects(kind, ids, account: account).filter(matches).flatMap { subject in
      self.rows(subject, question, withZeros: withZeros).map { row in
        JSON.object(row.merging([idColumn: .string(String(subject.id))]) { $1 })
      }
    }
    return .ok(.array(rows))
  }

  /// Pins as a campaign promotes them.
  func adPinsAnalytics(_ call: Call, account: Int) throws(Refusal) -> Answer {
    guard let campaign = call.value("campaign_id").flatMap(Int.init) else {
      throw Refusal(code: 400, "campaign_id is required.")
    }
    let question = try question(call, .pins)
    let withZeros = settings.isOn("analytics_zeros")
    let all = sources(ofAccount: account).filter { $0.campaign == campaign }
    let rows = Set(call.ids("pin_ids")).sorted().flatMap { pin in
      let subject = Subject(
        id: pin, sources: all.filter { $0.pin == pin },
        family: [.adAccounts: self[.adAccounts][account] ?? [:]])
      return self.rows(subject, question, withZeros: withZeros).map { row in
        JSON.object(row.merging(["PIN_ID": .string(String(pin))]) { $1 })
      }
    }
    return .ok(.array(rows))
  }

  /// What a query asks for, if the days are within the limits.
  func question(_ call: Call, _ kind: Kind) throws(Refusal) -> AdsQuestion {
    let noun = [.campaigns: "campaign ", .adGroups: "ad group ", .ads: "ads ", .pins: "pins "][kind]
    let granularity = call.value("granularity") ?? ""
    let range = AnalyticsRange(
      complaint: "Invalid ad account \(noun ?? "")analytics parameters.",
      daysBack: granularity == "HOUR" ? 8 : 90,
      // The whole account is not limited to three days.
      longest: granularity == "HOUR" ? (kind == .adAccounts ? 8 : 3) : 90)
    for name in ["start_date", "end_date", "columns", "granularity"] where call.value(name) == nil {
      throw range.refusal("\(name) is required.")
    }
    if call.value("aggregate_report_rows") == "true" || call.value("reporting_timezone") != nil {
      throw Refusal(status: 403, code: 29, "You are not permitted to access that resource.")
    }
    return AdsQuestion(
      days: try range.days(call.value("start_date"), call.value("end_date"), today: today),
      granularity: granularity, columns: call.commaSeparated("columns"),
      clickWindow: call.value("click_window_days").flatMap(Int.init),
      viewWindow: call.value("view_window_days").flatMap(Int.init),
      reportTime: call.value("conversion_report_time"))
  }
}

extension Call {
  /// Texts of a list that is joined with commas.
  func commaSeparated(_ name: String) -> [String] {
    values(name).flatMap { $0.split(separator: ",").map(String.init) }
  }
}

/// How far back an endpoint goes, and how it says so.
struct AnalyticsRange: Sendable {
  let complaint: String
  var code = 400
  let daysBack: Int
  /// The last day is no more days after the first than this.
  let longest: Int

  func refusal(_ detail: String) -> Refusal { Refusal(code: code, "\(complaint) \(detail)") }

  func days(_ start: String?, _ end: String?, today: Int) throws(Refusal) -> ClosedRange<Int> {
    guard let start, let first = UTCDay.number(start) else {
      throw refusal("start_date '\(start ?? "")' is not a date.")
    }
    guard let end, let last = UTCDay.number(end) else {
      throw refusal("end_date '\(end ?? "")' is not a date.")
    }
    guard first <= last else { throw refusal("end_date \(end) is before start_date \(start).") }
    guard first >= today - daysBack else {
      throw refusal("start_date \(start) is more than \(daysBack) days before today.")
    }
    guard last - first <= longest else {
      throw refusal("end_date \(end) is more than \(longest) days after start_date \(start).")
    }
    guard last <= today else { throw refusal("end_date \(end) is in the future.") }
    return first...last
  }
}
