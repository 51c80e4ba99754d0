import AdsModel
import Applying
import Diagnostics
import Insights
import ManifestModel
import PinterestAPI
import PinterestTarget
import Planning
import StateStore

extension CommonOptions {
  /// Puts beside a plan what its campaigns and ad groups did in the last days.
  ///
  /// A plan is never refused for it: what stands in the way is a note.
  func note(lastDays days: Int, on plan: inout Plan, of planned: Planned) async {
    let range = DayRange.last(days, before: time.day)
    do {
      guard plan.target.hasAccount else {
        throw Unnoted("target \(plan.target.rawValue) has no account")
      }
      let recent = try await recentPerformance(of: plan, planned.project, range)
      // People read what the currency has; documents have it exactly.
      plan.note(recent.rounded(decimals: plan.account.currency.decimals))
      plan.performance = recent
    } catch {
      let words =
        Failure(thrown: error)?.diagnostic?.message ?? (error as? InsightsProblem)?.message
        ?? "\(error)"
      plan.notes.append("what was spent lately is not shown: \(words)")
    }
  }

  private func recentPerformance(
    of plan: Plan, _ project: Project, _ range: DayRange
  ) async throws -> RecentPerformance {
    var recent = RecentPerformance(from: range.from, to: range.to, rows: [])
    let target = try await pinterest(of: project)
    let declared = try await declared(
      try await storedState(of: project), plan.account, since: range.from)
    let reader = PerformanceReader(
      target.ads(today: time.day), declared, account: plan.account, today: time.day,
      words: { $1 })
    for level in [PerformanceQuestion.Level.campaign, .adGroup] {
      var question = PerformanceQuestion(range)
      question.level = level
      question.selectors = plan.changes.filter { change in
        change.address.kind == level.kind && declared.entry(at: change.address) != nil
      }.compactMap { Selector(parsing: $0.address.description) }
      guard !question.selectors.isEmpty else { continue }
      for row in try await reader.report(question).rows {
        guard let address = row.address else { continue }
        recent.rows.append(row.recent(address, plan.account.currency))
      }
    }
    return recent
  }
}

/// Why there is nothing to note.
private struct Unnoted: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension PerformanceReport.Row {
  fileprivate func recent(_ address: Address, _ currency: Currency) -> RecentPerformance.Row {
    var cost: Money?
    if case .money(let amount) = numbers.reading(.costPerResult, decimals: currency.decimals) {
      cost = amount
    }
    return RecentPerformance.Row(
      address, spend: numbers[.spend].map(Money.init(micros:)), results: numbers[.results],
      costPerResult: cost)
  }
}

extension RecentPerformance {
  fileprivate func rounded(decimals: Int) -> Self {
    Self(
      from: from, to: to,
      rows: rows.map { row in
        Row(
          row.address, spend: row.spend?.rounded(decimals: decimals), results: row.results,
          costPerResult: row.costPerResult)
      })
  }
}
