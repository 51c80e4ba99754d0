import AdsModel
import Diagnostics
import Insights
import Testing

/// Ads in memory whose numbers are a function of id and day.
struct FakeAds: AdsSource {
  var others: [LiveCampaign] = []
  var open: Set<Day> = []
  var extra: Int64 = 0

  static func counts(_ id: String, _ day: Day) -> AdCounts {
    var counts = AdCounts()
    let seed = (Int64(id) ?? 0) % 97 + Int64(day.number % 5)
    counts.spend = seed * 10_000
    counts.impressions = seed * 100
    counts.pinClicks = seed
    counts.outboundClicks = seed / 2
    counts.videoViews = seed / 3
    return counts
  }

  func counts(_ request: AdsRequest) -> AdSums {
    var ids: [String]
    switch request.scope {
    case .account:
      ids = ["626700000001", "626700000002"] + others.map(\.id)
    case .campaigns(let some), .adGroups(let some), .ads(let some): ids = some
    }
    var sums: [AdsKey: AdCounts] = [:]
    for id in ids {
      for day in request.range.days {
        let parts: [String?] = request.split == .keyword ? ["velvet sofa", "Corner Sofa"] : [nil]
        for part in parts {
          let name = request.scope == .account ? "549755885175" : id
          let bucket = request.step == .total ? nil : request.granularity.bucket(of: day)
          let key = AdsKey(name, day: bucket, part: part)
          sums[key, default: AdCounts()] += Self.counts(id, day)
        }
      }
    }
    if request.scope == .account, extra > 0 {
      var more = AdCounts()
      more.spend = extra
      sums[AdsKey("549755885175"), default: AdCounts()] += more
    }
    return AdSums(sums)
  }

  func campaigns() -> [LiveCampaign] {
    [
      LiveCampaign(id: "626700000001", isArchived: false),
      LiveCampaign(id: "626700000002", isArchived: false),
    ] + others
  }

  func isFinal(_ day: Day) -> Bool? { !open.contains(day) }
}

struct PerformanceTests {
  private let today = DeclaredSample.first.advanced(by: 10)

  private func read(
    _ source: FakeAds = FakeAds(), days: Int = 7,
    _ change: (inout PerformanceQuestion) throws -> Void = { _ in }
  ) async throws -> PerformanceReport {
    var question = PerformanceQuestion(.last(days, before: today))
    try change(&question)
    return try await PerformanceReader(
      source, try DeclaredSample.declared(), account: DeclaredSample.account, today: today,
      words: { $1.lowercased() }
    ).report(question)
  }

  private func sum(_ numbers: [Numbers], _ metric: Metric) -> Int64 {
    numbers.reduce(0) { $0 + ($1[metric] ?? 0) }
  }

  @Test func `rows and what is not managed add up to the totals`() async throws {
    let other = LiveCampaign(id: "626700000050", isArchived: false)
    let report = try await read(FakeAds(others: [other]))
    #expect(report.rows.map { $0.address?.description } == ["campaign/sofas", "campaign/video"])
    #expect(report.unmanaged?.campaigns == 1)
    let all = report.rows.map(\.numbers) + [report.unmanaged?.numbers].compactMap(\.self)
    for metric in [Metric.spend, .impressions, .pinClicks, .outboundClicks, .saves] {
      #expect(report.totals?[metric] == sum(all, metric))
    }
    #expect(report.notices == ["results are not summed: not all rows count the same"])
  }

  @Test func `results are what the objective counts, and are not summed over two kinds`()
    async throws
  {
    let report = try await read()
    let numbers = report.rows.map(\.numbers)
    #expect(numbers[0][.results] == numbers[0][.outboundClicks])
    #expect(numbers[1][.results] == numbers[1][.videoViews])
    #expect(report.totals?[.results] == nil)
    let one = try await read { $0.selectors = [try #require(Selector(parsing: "campaign/sofas"))] }
    #expect(one.totals?[.results] == one.rows.map(\.numbers)[0][.results])
    #expect(one.unmanaged == nil)
  }

  @Test func `why there are no results is said where they were asked for`() async throws {
    let account = try await read { $0.level = .account }
    #expect(
      account.notices == [
        "results depend on the objective, and are told of campaigns and what is below them"
      ])
    let spend = try await read {
      $0.level = .account
      $0.columns = [.spend]
    }
    #expect(spend.notices == [])
    #expect(Objective.allCases.filter { $0.results == nil } == [.awareness, .appInstall])
  }

  @Test func `days beside rows of all days together add up to them`() async throws {
    let other = LiveCampaign(id: "626700000050", isArchived: false)
    let source = FakeAds(others: [other])
    let plain = try await read(source)
    #expect(plain.course == [])
    let page = try await read(source) { $0.hasCourse = true }
    #expect(Array(page.rows) == Array(plain.rows))
    #expect(page.totals == plain.totals)
    #expect(page.unmanaged == plain.unmanaged)
    #expect(page.course.map(\.date) == page.question.range.days.map(\.description))
    #expect(sum(page.course.map(\.numbers), .spend) == page.totals?[.spend])
    let weeks = try await read(source, days: 9) { $0.granularity = .week }
    #expect(weeks.course.map(\.date) == ["2026-11-02", "2026-11-09"])
    #expect(weeks.course.map(\.days.count) == [7, 2])
    #expect(sum(weeks.course.map(\.numbers), .impressions) == weeks.totals?[.impressions])
  }

  @Test func `a selector with a lower level lists what is below it`() async throws {
    let report = try await read {
      $0.selectors = [try #require(Selector(parsing: "campaign/sofas"))]
      $0.level = .adGroup
    }
    #expect(
      report.rows.map { $0.address?.description } == ["ad_group/sofas/flight", "ad_group/sofas/uk"])
    #expect(report.rows.map(\.bid) == ["0.35", "0.35"])
    #expect(report.rows.map(\.daily) == [nil, Money(micros: 20_000_000)])
    let problem = await #expect(throws: InsightsProblem.self) {
      try await read { $0.selectors = [try #require(Selector(parsing: "campaign/spirng"))] }
    }
    #expect(problem?.code?.rawValue == "performance.nothing_selected")
    #expect(problem?.message == "campaign/spirng matches no campaign of the state")
  }

  @Test func `days, weeks and months add up to the total`() async throws {
    let total = try await read(days: 9)
    for granularity in [PerformanceQuestion.Granularity.day, .week, .month] {
      let report = try await read(days: 9) { $0.granularity = granularity }
      #expect(report.totals == total.totals)
      #expect(sum(report.rows.map(\.numbers), .spend) == total.totals?[.spend])
      #expect(report.rows.allSatisfy { $0.date != nil })
    }
    let weeks = try await read(days: 9) { $0.granularity = .week }
    // 2026-11-02 and 2026-11-09 are Mondays.
    #expect(
      weeks.rows.compactMap(\.date) == [
        "2026-11-02", "2026-11-09", "2026-11-02", "2026-11-09",
      ])
  }

  @Test func `a keyword that two match types have has no numbers of its own`() async throws {
    let report = try await read { $0.level = .keyword }
    let rows = Dictionary(report.rows.map { ($0.address?.description ?? "", $0.numbers) }) { $1 }
    #expect(rows["keyword/sofas/uk/broad/corner sofa"]?[.spend] ?? 0 > 0)
    #expect(rows["keyword/sofas/uk/broad/velvet sofa"]?.isEmpty == true)
    #expect(rows["keyword/sofas/uk/exact/velvet sofa"]?.isEmpty == true)
    #expect(
      report.notices.contains(
        "Pinterest tells keywords by their text alone, so these have no numbers of their own: keyword/sofas/uk/broad/velvet sofa, keyword/sofas/uk/exact/velvet sofa"
      ))
  }

  @Test func `a day that is not final is left out and named`() async throws {
    let yesterday = today.advanced(by: -1)
    let report = try await read(FakeAds(open: [yesterday]))
    let whole = try await read()
    #expect(report.completeUntil == today.advanced(by: -2))
    #expect(report.notices.contains("not final, and left out: \(yesterday)"))
    let part = report.totals?[.impressions] ?? 0
    #expect(part < whole.totals?[.impressions] ?? 0)
    let none = try await read(FakeAds(open: [yesterday]), days: 1)
    #expect(none.rows.isEmpty)
    #expect(none.totals == nil)
  }

  @Test func `what no row has is named`() async throws {
    let report = try await read(FakeAds(extra: 1_500_000))
    #expect(
      report.notices == [
        "results are not summed: not all rows count the same",
        "the account's own numbers differ from these rows by 1.50 GBP of spend, 0 impressions and 0 Pin clicks",
      ])
  }

  @Test func `rows are sorted by a metric, the largest first and unknown last`() async throws {
    let report = try await read { $0.sort = .spend }
    let spends = report.rows.compactMap { $0.numbers[.spend] }
    #expect(spends == spends.sorted(by: >))
    let keywords = try await read {
      $0.level = .keyword
      $0.sort = .ctr
    }
    #expect(keywords.rows.first { _ in true }?.address?.key == "corner sofa")
    #expect(keywords.rows.dropFirst().map(\.id) == ["2886000000001", "2886000000002"])
  }

  @Test func `hours are told of few days, and keywords are not split`() throws {
    var question = PerformanceQuestion(.last(7, before: today))
    question.granularity = .hour
    #expect(
      question.mistake(today: today)
        == "--granularity hour takes 3 days at a time, and these are 7; write `--last 3d`")
    question.range = .last(20, before: today)
    #expect(
      question.mistake(today: today)
        == "--granularity hour goes back 8 days; write `--from \(today.advanced(by: -8))` or later")
    question.range = .last(3, before: today)
    #expect(question.mistake(today: today) == nil)
    question.level = .keyword
    question.split = .age
    #expect(
      question.mistake(today: today)
        == "--split age does not go with --level keyword, as keywords are a part of ad groups themselves; leave out one of them"
    )
  }
}
