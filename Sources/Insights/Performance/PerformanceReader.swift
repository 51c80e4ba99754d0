import AdsModel
import Diagnostics

/// Answers questions about ads from an account and the state.
public struct PerformanceReader: Sendable {
  let source: any AdsSource
  let declared: DeclaredAccount
  let account: Account
  let today: Day
  /// The project's words for parts of a split that the API knows by an id.
  let words: @Sendable (PerformanceQuestion.Split, String) async throws -> String

  public init(
    _ source: any AdsSource, _ declared: DeclaredAccount, account: Account, today: Day,
    words: @escaping @Sendable (PerformanceQuestion.Split, String) async throws -> String
  ) {
    self.source = source
    self.declared = declared
    self.account = account
    self.today = today
    self.words = words
  }

  public func report(_ question: PerformanceQuestion) async throws -> PerformanceReport {
    var report = PerformanceReport(
      question, account: account.name, currency: account.currency)
    guard let range = try await finalRange(question.range, &report) else { return report }
    let entries = try selected(question)
    let maker = try await rowMaker(question, range, entries)
    report.rows = maker.rows
    report.notices += maker.notices
    var course = maker.course
    if question.selectors.isEmpty, question.level != .account {
      course.add(try await addUnmanaged(question, range, to: &report))
    }
    let total = course.total
    let results = Self.results(report, entries)
    report.totals =
      report.rows.isEmpty && report.unmanaged == nil ? nil : total.numbers(results: results)
    report.course = course.points(question, range, results: results)
    report.notices += Self.resultNotices(report, entries)
    if question.selectors.isEmpty { try await nameDifference(total, question, range, &report) }
    return report
  }

  /// The days whose numbers are final; those that are not are named, and have no part.
  private func finalRange(
    _ range: DayRange, _ report: inout PerformanceReport
  ) async throws -> DayRange? {
    var last = range.to
    // Pinterest is a day or two behind at most.
    while last >= range.from, last >= today.advanced(by: -3),
      try await source.isFinal(last) == false
    { last = last.advanced(by: -1) }
    let isWhole = last == range.to
    report.completeUntil = last >= range.from ? last : nil
    guard !isWhole else { return range }
    let open = DayRange(from: max(range.from, last.advanced(by: 1)), to: range.to)
    report.notices.append(
      "not final, and left out: \(Array(open.days).words)")
    return last >= range.from ? DayRange(from: range.from, to: last) : nil
  }

  /// What is asked about, in the order of addresses.
  private func selected(_ question: PerformanceQuestion) throws -> [DeclaredAccount.Entry] {
    guard let kind = question.level.kind else { return [] }
    let found = declared.entries.filter { entry in
      guard entry.address.kind == kind else { return false }
      guard !question.selectors.isEmpty else { return true }
      var address: Address? = entry.address
      while let current = address {
        if question.selectors.contains(where: { $0.matches(current) }) { return true }
        address = current.parent
      }
      return false
    }
    guard !question.selectors.isEmpty, found.isEmpty else { return found }
    throw InsightsProblem(
      .performanceNothingSelected,
      "\(question.selectors.map(\.pattern).joined(separator: " ")) matches no \(question.level.rawValue.replacing("_", with: " ")) of the state",
      hint: "`pinplan state list` shows what is there")
  }

  /// Asks for what the rows are made of.
  private func rowMaker(
    _ question: PerformanceQuestion, _ range: DayRange, _ entries: [DeclaredAccount.Entry]
  ) async throws -> RowMaker {
    let sums =
      question.level == .account || !entries.isEmpty
      ? try await source.counts(request(question, of: entries, range)) : AdSums()
    var words: [String: String] = [:]
    if let split = question.split {
      for name in sums.partNames { words[name] = try await self.words(split, name) }
    }
    return RowMaker(
      question: question, range: range, declared: declared, account: account, sums: sums,
      words: words, entries: entries)
  }

  private func request(
    _ question: PerformanceQuestion, of entries: [DeclaredAccount.Entry], _ range: DayRange
  ) -> AdsRequest {
    let ids = entries.map(\.id)
    let scope: AdsRequest.Scope =
      switch question.level {
      case .account: .account
      case .campaign: .campaigns(ids)
      case .adGroup: .adGroups(ids)
      case .ad: .ads(ids)
      case .keyword: .adGroups(Set(entries.compactMap { declared.parent(of: $0)?.id }).sorted())
      }
    var request = request(question, scope, range)
    if question.level == .keyword { request.split = .keyword }
    return request
  }

  private func request(
    _ question: PerformanceQuestion, _ scope: AdsRequest.Scope, _ range: DayRange
  ) -> AdsRequest {
    var request = AdsRequest(scope, range)
    request.granularity = question.granularity.finest(hasCourse: question.hasCourse)
    request.step = request.granularity.step
    request.split = question.split
    request.clickWindow = question.clickWindow
    request.viewWindow = question.viewWindow
    request.reportTime = question.reportTime
    return request
  }

  /// The campaigns that nobody declares, counted and summed over all days.
  private func addUnmanaged(
    _ question: PerformanceQuestion, _ range: DayRange, to report: inout PerformanceReport
  ) async throws -> AdSums {
    let own = Set(declared.entries.filter { $0.address.kind == .campaign }.map(\.id))
    let others = try await source.campaigns().filter { !own.contains($0.id) }
    guard !others.isEmpty else { return AdSums() }
    var request = request(question, .campaigns(others.map(\.id)), range)
    request.split = nil
    let counts = try await source.counts(request)
    let delivering = Set(counts.ids)
    let count = others.count { !$0.isArchived || delivering.contains($0.id) }
    guard count > 0 else { return counts }
    report.unmanaged = .init(campaigns: count, numbers: counts.total.numbers(results: nil))
    return counts
  }

  /// Says what of the account is in no row.
  private func nameDifference(
    _ total: AdCounts, _ question: PerformanceQuestion, _ range: DayRange,
    _ report: inout PerformanceReport
  ) async throws {
    guard question.level != .account || question.split != nil else { return }
    var request = request(question, .account, range)
    request.step = .total
    request.granularity = .total
    request.split = nil
    let rest = try await source.counts(request).total - total
    guard rest != AdCounts() else { return }
    let spend = Money(micros: rest.spend).decimal(places: account.currency.decimals)
    report.notices.append(
      "the account's own numbers differ from these rows by \(spend) \(account.currency.rawValue) of spend, \(rest.impressions) impressions and \(rest.pinClicks) Pin clicks"
    )
  }

  /// Why some rows, or the totals, have no results.
  private static func resultNotices(
    _ report: PerformanceReport, _ entries: [DeclaredAccount.Entry]
  ) -> [String] {
    let asked: [Metric] = [.results, .costPerResult]
    guard report.question.columns.contains(where: asked.contains) else { return [] }
    guard report.question.level != .account else {
      return ["results depend on the objective, and are told of campaigns and what is below them"]
    }
    let objectives = Set(entries.compactMap(\.objective))
    let without = objectives.filter { $0.results == nil }.map {
      $0.rawValue.replacing("_", with: " ")
    }
    var notices: [String] = []
    if !without.isEmpty {
      let words = without.sorted().joined(separator: ", ")
      notices.append("nothing counts as a result of campaigns for \(words)")
    }
    let kinds = Set(objectives.map(\.results))
    if kinds.contains(where: { $0 != nil }), kinds.count > 1 || report.unmanaged != nil {
      notices.append("results are not summed: not all rows count the same")
    }
    return notices
  }

  /// What counts as a result, where all rows count the same.
  private static func results(
    _ report: PerformanceReport, _ entries: [DeclaredAccount.Entry]
  ) -> Metric? {
    let kinds = Set(entries.map(\.objective?.results))
    return kinds.count == 1 && report.unmanaged == nil ? kinds.first ?? nil : nil
  }
}
