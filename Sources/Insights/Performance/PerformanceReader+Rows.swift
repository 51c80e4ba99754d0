import AdsModel

extension PerformanceReader {
  /// Makes the rows; returns what they have together.
  func addRows(
    _ question: PerformanceQuestion, _ range: DayRange, _ entries: [DeclaredAccount.Entry],
    _ counts: [AdsKey: AdCounts], to report: inout PerformanceReport
  ) async throws -> AdCounts {
    var total = AdCounts()
    var byID: [String: [AdsKey]] = [:]
    for key in counts.keys { byID[key.id, default: []].append(key) }
    if question.level == .account {
      let keys = byID.values.flatMap(\.self)
      for key in Self.ordered(keys.isEmpty ? [AdsKey(accountID)] : keys) {
        let part = counts[key] ?? AdCounts()
        total += part
        report.rows.append(
          try await row(nil, key, part.numbers(results: nil), question, range))
      }
    } else if question.level == .keyword {
      total = try await addKeywords(question, range, entries, counts, byID, to: &report)
    } else {
      for entry in entries {
        let keys = Self.ordered(byID[entry.id] ?? [])
        // What delivered nothing has a row of zeros, of all days together.
        let isTotal = question.granularity == .total && question.split == nil
        for key in keys.isEmpty && isTotal ? [AdsKey(entry.id)] : keys {
          let part = counts[key] ?? AdCounts()
          total += part
          report.rows.append(
            try await row(
              entry, key, part.numbers(results: entry.objective?.results), question, range))
        }
      }
    }
    if let sort = question.sort { Self.sort(&report.rows, by: sort, account.currency) }
    return total
  }

  private var accountID: String { account.adAccountID ?? "" }

  /// Keywords by their texts; one that two keywords of an ad group have cannot be told apart.
  private func addKeywords(
    _ question: PerformanceQuestion, _ range: DayRange, _ entries: [DeclaredAccount.Entry],
    _ counts: [AdsKey: AdCounts], _ byID: [String: [AdsKey]], to report: inout PerformanceReport
  ) async throws -> AdCounts {
    var total = AdCounts()
    var unclear: [String] = []
    let groups = Dictionary(grouping: entries) { $0.address.parent }
    for (parent, keywords) in groups.sorted(by: { $0.value[0].address < $1.value[0].address }) {
      guard let parent, let group = declared.entry(at: parent) else { continue }
      // All keywords of the ad group, also those that nobody asked about.
      let texts = Dictionary(
        grouping: declared.entries.filter { $0.address.parent == parent && $0.text != nil },
        by: \.text)
      let keys = Dictionary(grouping: byID[group.id] ?? []) { Keyword.normalized($0.part ?? "") }
      for keyword in keywords {
        let own = Self.ordered(keys[keyword.text ?? ""] ?? [])
        guard texts[keyword.text]?.count == 1 else {
          unclear.append(keyword.address.description)
          report.rows.append(
            try await row(keyword, AdsKey(keyword.id), Numbers(), question, range))
          continue
        }
        for key in own.isEmpty && question.granularity == .total ? [AdsKey(group.id)] : own {
          let part = counts[key] ?? AdCounts()
          total += part
          var key = key
          key.part = nil
          report.rows.append(
            try await row(
              keyword, key, part.numbers(results: keyword.objective?.results), question, range))
        }
      }
    }
    if !unclear.isEmpty {
      report.notices.append(
        "Pinterest tells keywords by their text alone, so these have no numbers of their own: \(unclear.joined(separator: ", "))"
      )
    }
    return total
  }

  private func row(
    _ entry: DeclaredAccount.Entry?, _ key: AdsKey, _ numbers: Numbers,
    _ question: PerformanceQuestion, _ range: DayRange
  ) async throws -> PerformanceReport.Row {
    let days = question.granularity.days(of: key.day, in: range)
    var split = key.part
    if let part = key.part, let kind = question.split { split = try await words(kind, part) }
    // Budgets are of days, and of all parts together.
    let isPaced = split == nil && question.granularity != .hour
    let allowance = isPaced ? entry.flatMap { declared.allowance(of: $0, on: days) } : nil
    return PerformanceReport.Row(
      address: entry?.address, id: entry?.id ?? accountID, name: entry?.name ?? account.name,
      date: question.granularity.date(of: key), split: split, numbers: numbers, bid: entry?.bid,
      daily: entry?.daily, lifetime: entry?.lifetime,
      daysRunning: entry.map { declared.daysRunning(of: $0, on: days) },
      pacing: numbers[.spend].flatMap { spend in allowance?.percent(of: spend) })
  }

  private static func ordered(_ keys: [AdsKey]) -> [AdsKey] {
    keys.sorted { left, right in
      let (first, second) = (left.day?.number ?? 0, right.day?.number ?? 0)
      if first != second { return first < second }
      if left.hour != right.hour { return left.hour ?? 0 < right.hour ?? 0 }
      return left.part ?? "" < right.part ?? ""
    }
  }

  /// The largest first, what is not known last, of equal ones the lower id.
  private static func sort(
    _ rows: inout [PerformanceReport.Row], by metric: Metric, _ currency: Currency
  ) {
    let keyed = rows.enumerated().map { index, row in
      (index: index, row: row, value: value(row.numbers, metric, currency))
    }
    rows = keyed.sorted { left, right in
      if left.value != right.value { return isLarger(left.value, right.value) }
      if left.row.id != right.row.id { return BoardSums.isLower(left.row.id, right.row.id) }
      return left.index < right.index
    }.map(\.row)
  }

  private static func value(_ numbers: Numbers, _ metric: Metric, _ currency: Currency) -> Int64? {
    switch numbers.reading(metric, decimals: currency.decimals) {
    case .count(let count): count
    case .money(let amount): amount.micros
    case .rate(let fraction), .time(let fraction): fraction.rounded(scale: 1_000_000_000)
    case .none: nil
    }
  }

  private static func isLarger(_ left: Int64?, _ right: Int64?) -> Bool {
    guard let left else { return false }
    return right.map { left > $0 } ?? true
  }
}
