import AdsModel

/// Makes the rows of a question from what was delivered, one entity after the other.
///
/// Only what was delivered is held; the rows, of which there may be millions, are made as they are
/// walked.
struct RowMaker: Sendable {
  typealias Entry = DeclaredAccount.Entry
  typealias Row = PerformanceReport.Row

  private let question: PerformanceQuestion
  private let range: DayRange
  private let declared: DeclaredAccount
  private let account: Account
  private let sums: AdSums
  /// The project's words for names of parts.
  private let words: [String: String]
  private let units: [Unit]

  /// What is made in one go.
  private enum Unit {
    case account
    case entity(Entry)
    /// Keywords of an ad group that were asked about.
    case keywords([Entry], of: Entry)
  }

  /// What a row is of; nothing is known of what cannot be told apart from another.
  private struct Piece {
    let entry: Entry?
    let part: AdSums.Part?
    let counts: AdCounts?
  }

  init(
    question: PerformanceQuestion, range: DayRange, declared: DeclaredAccount, account: Account,
    sums: AdSums, words: [String: String], entries: [Entry]
  ) {
    self.question = question
    self.range = range
    self.declared = declared
    self.account = account
    self.sums = sums
    self.words = words
    switch question.level {
    case .account: units = [.account]
    case .campaign, .adGroup, .ad: units = entries.map(Unit.entity)
    case .keyword:
      let groups = Dictionary(grouping: entries) { declared.parent(of: $0)?.place ?? -1 }
      units = groups.sorted { $0.value[0].place < $1.value[0].place }.compactMap {
        place, keywords in
        place < 0 ? nil : .keywords(keywords, of: declared.entries[place])
      }
    }
  }

  /// The rows; sorted ones are all made at once.
  var rows: Rows<Row> {
    let made = Rows<Row> {
      AnyIterator(units.lazy.flatMap { unit in pieces(of: unit).lazy.map(row) }.makeIterator())
    }
    guard let metric = question.sort else { return made }
    return Rows(Row.sorted(Array(made), by: metric, account.currency))
  }

  /// What the rows have together, day by day where that was asked for.
  var course: Course {
    units.reduce(into: Course()) { course, unit in
      for piece in pieces(of: unit, isWhole: false) {
        if let counts = piece.counts { course.add(counts, piece.part?.day, piece.part?.hour) }
      }
    }
  }

  /// What has to be said of rows without numbers.
  var notices: [String] {
    let unclear = units.flatMap { unit -> [Entry] in
      guard case .keywords(let keywords, let group) = unit else { return [] }
      let count = textCounts(of: group)
      return keywords.filter { count[$0.text] != 1 }
    }
    guard !unclear.isEmpty else { return [] }
    let names = unclear.map(\.address.description).joined(separator: ", ")
    return [
      "Pinterest tells keywords by their text alone, so these have no numbers of their own: \(names)"
    ]
  }

  private var accountID: String { account.adAccountID ?? "" }

  /// `isWhole`: without the days, where rows are of all days together.
  private func pieces(of unit: Unit, isWhole: Bool = true) -> [Piece] {
    switch unit {
    case .account:
      let parts = sums.ids.flatMap { self.parts(of: $0, isWhole) }
      return parts.isEmpty
        ? [Piece(entry: nil, part: nil, counts: AdCounts())]
        : parts.map { Piece(entry: nil, part: $0, counts: $0.counts) }
    case .entity(let entry):
      let parts = parts(of: entry.id, isWhole)
      // What delivered nothing has a row of zeros, of all days together.
      guard parts.isEmpty, question.granularity == .total, question.split == nil else {
        return parts.map { Piece(entry: entry, part: $0, counts: $0.counts) }
      }
      return [Piece(entry: entry, part: nil, counts: AdCounts())]
    case .keywords(let keywords, let group): return pieces(of: keywords, group, isWhole)
    }
  }

  /// Keywords by their texts; one that two keywords of an ad group have cannot be told apart.
  private func pieces(of keywords: [Entry], _ group: Entry, _ isWhole: Bool) -> [Piece] {
    let count = textCounts(of: group)
    let parts = Dictionary(grouping: parts(of: group.id, isWhole)) {
      Keyword.normalized($0.name ?? "")
    }
    return keywords.flatMap { keyword -> [Piece] in
      guard count[keyword.text] == 1 else {
        return [Piece(entry: keyword, part: nil, counts: nil)]
      }
      let own = parts[keyword.text ?? ""] ?? []
      return own.isEmpty && question.granularity == .total
        ? [Piece(entry: keyword, part: nil, counts: AdCounts())]
        : own.map { Piece(entry: keyword, part: $0, counts: $0.counts) }
    }
  }

  private func parts(of id: String, _ isWhole: Bool) -> [AdSums.Part] {
    question.granularity == .total && isWhole ? sums.timeless(of: id) : sums.parts(of: id)
  }

  /// How many keywords of an ad group have each text, also those that nobody asked about.
  private func textCounts(of group: Entry) -> [String?: Int] {
    declared.keywords(of: group).reduce(into: [:]) { $0[$1.text, default: 0] += 1 }
  }

  private func row(_ piece: Piece) -> Row {
    let (entry, part) = (piece.entry, piece.part)
    let days = question.granularity.days(of: part?.day, in: range)
    let split = question.split.flatMap { _ in part?.name.map { words[$0] ?? $0 } }
    // Budgets are of days, and of all parts together.
    let isPaced = split == nil && question.granularity != .hour
    let allowance = isPaced ? entry.flatMap { declared.allowance(of: $0, on: days) } : nil
    return Row(
      address: entry?.address, id: entry?.id ?? accountID, name: entry?.name ?? account.name,
      date: question.granularity.date(part?.day, part?.hour), split: split,
      numbers: piece.counts?.numbers(results: entry?.objective?.results) ?? Numbers(),
      bid: entry?.bid, daily: entry?.daily, lifetime: entry?.lifetime,
      daysRunning: entry.map { declared.daysRunning(of: $0, on: days) },
      pacing: piece.counts.flatMap { counts in allowance?.percent(of: counts.spend) })
  }
}

extension PerformanceReport.Row {
  /// The largest first, what is not known last, of equal ones the lower id.
  fileprivate static func sorted(
    _ rows: [Self], by metric: Metric, _ currency: Currency
  ) -> [Self] {
    let keyed = rows.enumerated().map { index, row in
      (index: index, row: row, value: value(row.numbers, metric, currency))
    }
    return keyed.sorted { left, right in
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
