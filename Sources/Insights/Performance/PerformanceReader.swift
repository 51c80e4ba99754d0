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
    let counts = try await counts(question, range, entries)
    let used = try await addRows(question, range, entries, counts, to: &report)
    var total = used
    if question.selectors.isEmpty, question.level != .account {
      total += try await addUnmanaged(question, range, to: &report)
    }
    report.totals = Self.totals(total, report, entries)
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

  private func counts(
    _ question: PerformanceQuestion, _ range: DayRange, _ entries: [DeclaredAccount.Entry]
  ) async throws -> [AdsKey: AdCounts] {
    let ids = entries.map(\.id)
    let scope: AdsRequest.Scope =
      switch question.level {
      case .account: .account
      case .campaign: .campaigns(ids)
      case .adGroup: .adGroups(ids)
      case .ad: .ads(ids)
      case .keyword:
        .adGroups(Set(entries.compactMap { group(of: $0)?.id }).sorted())
      }
    if question.level != .account, entries.isEmpty { return [:] }
    var request = request(question, scope, range)
    if question.level == .keyword { request.split = .keyword }
    var sums: [AdsKey: AdCounts] = [:]
    for (key, counts) in try await source.counts(request) {
      var key = key
      if question.granularity != .hour { key.hour = nil }
      key.day = key.day.flatMap(question.granularity.bucket)
      sums[key, default: AdCounts()] += counts
    }
    return sums
  }

  func group(of entry: DeclaredAccount.Entry) -> DeclaredAccount.Entry? {
    entry.address.parent.flatMap { declared.entry(at: $0) }
  }

  private func request(
    _ question: PerformanceQuestion, _ scope: AdsRequest.Scope, _ range: DayRange
  ) -> AdsRequest {
    var request = AdsRequest(scope, range)
    request.step = question.granularity.step
    request.granularity = question.granularity
    request.split = question.split
    request.clickWindow = question.clickWindow
    request.viewWindow = question.viewWindow
    request.reportTime = question.reportTime
    return request
  }

  /// The campaigns that nobody declares, counted and summed over all days.
  private func addUnmanaged(
    _ question: PerformanceQuestion, _ range: DayRange, to report: inout PerformanceReport
  ) async throws -> AdCounts {
    let own = Set(declared.entries.filter { $0.address.kind == .campaign }.map(\.id))
    let others = try await source.campaigns().filter { !own.contains($0.id) }
    var sum = AdCounts()
    guard !others.isEmpty else { return sum }
    var request = request(question, .campaigns(others.map(\.id)), range)
    request.step = .total
    request.granularity = .total
    request.split = nil
    let counts = try await source.counts(request)
    for part in counts.values { sum += part }
    let delivering = Set(counts.keys.map(\.id))
    let count = others.count { !$0.isArchived || delivering.contains($0.id) }
    guard count > 0 else { return sum }
    report.unmanaged = .init(campaigns: count, numbers: sum.numbers(results: nil))
    return sum
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
    var whole = AdCounts()
    for part in try await source.counts(request).values { whole += part }
    let rest = whole - total
    guard rest != AdCounts() else { return }
    let spend = Money(micros: rest.spend).decimal(places: account.currency.decimals)
    report.notices.append(
      "the account's own numbers differ from these rows by \(spend) \(account.currency.rawValue) of spend, \(rest.impressions) impressions and \(rest.pinClicks) Pin clicks"
    )
  }

  /// The sum; results only where all rows count the same.
  private static func totals(
    _ total: AdCounts, _ report: PerformanceReport, _ entries: [DeclaredAccount.Entry]
  ) -> Numbers? {
    guard !report.rows.isEmpty || report.unmanaged != nil else { return nil }
    let kinds = Set(entries.map(\.objective?.results))
    let isOne = kinds.count == 1 && report.unmanaged == nil
    return total.numbers(results: isOne ? kinds.first ?? nil : nil)
  }
}
