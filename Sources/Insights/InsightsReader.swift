import AdsModel

/// Answers questions about Pins and boards from an account and an archive.
public struct InsightsReader: Sendable {
  let source: any InsightsSource
  let archive: any InsightsArchive
  let account: String
  let today: Day

  public init(
    _ source: any InsightsSource, archive: any InsightsArchive, account: String, today: Day
  ) {
    self.source = source
    self.archive = archive
    self.account = account
    self.today = today
  }

  /// The answer; the question has no problem of its own.
  public func report(_ question: InsightsQuestion) async throws -> InsightsReport {
    var report = InsightsReport(question, account: account)
    if question.filters.pinFormat == .idea { report.notices.append(Self.ideaNotice) }
    switch question.subject {
    case .overview:
      try await addDays(to: &report)
      report.monthlyViews = try await source.monthlyViews()
      if canRank(question.range) {
        try await addTopPins(to: &report)
        do {
          try await addTopBoards(to: &report)
        } catch let problem as InsightsProblem {
          report.notices.append("top boards are left out: \(problem.message)")
        }
      } else {
        report.notices.append(
          "top Pins and boards are left out: the API ranks Pins over its last 90 days only")
      }
    case .pins, .videos:
      try demandAPI(question.range)
      try await addTopPins(to: &report)
    case .boards:
      try demandAPI(question.range)
      try await addTopBoards(to: &report)
    case .pin(let ids):
      try demandAPI(question.range)
      try await addPins(ids, to: &report)
    }
    return report
  }

  private static let ideaNotice =
    "idea Pins are counted where they are ads: the API has no word for organic ones"

  /// Whether the API can be asked for Pins and boards over all of a range.
  private func canRank(_ range: DayRange) -> Bool {
    apiRange(range) == range && range.count <= PinterestCapabilities.Analytics.organic.longest
  }

  /// The days of a range that the API has.
  func apiRange(_ range: DayRange) -> DayRange? {
    range.intersection(
      DayRange(from: HistoryWindow.organicAPI.earliest(on: today), to: today))
  }

  /// Pins and boards are told of by the API alone, which has to have something of the range.
  private func demandAPI(_ range: DayRange) throws {
    guard let known = apiRange(range), known == range else {
      let earliest = HistoryWindow.organicAPI.earliest(on: today)
      throw InsightsProblem.notInAPI(
        "\(range.from) is before the 90 days that the API has of single Pins",
        hint:
          "write `--from \(earliest)` or later; `pinplan insights overview` has older days from the archive"
      )
    }
    let longest = PinterestCapabilities.Analytics.organic.longest
    guard range.count <= longest else {
      throw InsightsProblem.notInAPI(
        "\(range.count) days are more than the \(longest) that the API sums for single Pins",
        hint: "write `--from \(range.from.advanced(by: range.count - longest))`")
    }
  }
}

extension InsightsReader {
  /// Every part of a series, from the API as far as that goes back, and from the archive before.
  func series(
    _ range: DayRange, _ filters: InsightsFilters, split: InsightsFilter? = nil
  ) async throws -> [String: Series] {
    var parts: [String: Series] = [:]
    if let known = apiRange(range) {
      parts = try await Self.live(source, known, filters, split: split)
    }
    let kept = try archive.days(range, filters, split: split)
    for (part, days) in kept { parts[part] = (parts[part] ?? Series()).filled(from: days) }
    return parts
  }

  /// The same from the API alone; all together is the part without a name.
  static func live(
    _ source: any InsightsSource, _ range: DayRange, _ filters: InsightsFilters,
    split: InsightsFilter?
  ) async throws -> [String: Series] {
    guard let split else {
      var sum: Series?
      for wire in filters.wires {
        let answer = try await source.days(range, wire, splitBy: nil)
        let part = Series(answer.count == 1 ? answer.values.first ?? [] : answer["all"] ?? [])
        sum = sum?.adding(part) ?? part
      }
      return ["": sum ?? Series()]
    }
    guard let field = split.splitField, filters.word(of: split) == "all" else {
      // What the API cannot split is asked for word by word.
      var parts: [String: Series] = [:]
      let word = filters.word(of: split)
      for part in word == "all" ? Array(split.words.dropFirst()) : [word] {
        guard let narrowed = filters.with(split, part) else { continue }
        parts[part] = try await live(source, range, narrowed, split: nil)[""]
      }
      return parts
    }
    var parts: [String: Series] = [:]
    for wire in filters.wires {
      var answer: [String: Series] = [:]
      for (name, days) in try await source.days(range, wire, splitBy: field) {
        let word = split.word(ofPart: name)
        answer[word] = answer[word]?.adding(Series(days)) ?? Series(days)
      }
      for (word, series) in answer { parts[word] = parts[word]?.adding(series) ?? series }
    }
    return parts
  }

  func addDays(to report: inout InsightsReport) async throws {
    let question = report.question
    let series = try await series(question.range, question.filters)[""] ?? Series()
    report.totals = series.totals
    report.daily = series.days.map {
      $0.shown(withEstimates: question.isRealTime, Metric.organic)
    }
    report.completeUntil = series.completeUntil(in: question.range)
    let missing = series.missing(in: question.range)
    if !missing.isEmpty {
      report.notices.append(
        "\(missing.count == 1 ? "1 day is" : "\(missing.count) days are") missing, and not zero: \(missing.words)"
      )
    }
    let open = series.days.filter { !$0.status.isFinal }
    if !open.isEmpty {
      report.notices.append(
        "not final, and left out of totals: \(open.map(\.day).words)")
    }
    guard let split = question.split else { return }
    report.splits = try await self.series(question.range, question.filters, split: split)
      .sorted { Self.order($0.key, $1.key, split) }
      .map { part, series in
        InsightsReport.Part(
          value: part, totals: series.totals,
          daily: series.days.map { $0.shown(withEstimates: false, Metric.organic) })
      }
  }

  /// The order of the flag's words, then what is new to us.
  private static func order(_ left: String, _ right: String, _ split: InsightsFilter) -> Bool {
    let words = split.words
    let (mine, theirs) = (words.firstIndex(of: left), words.firstIndex(of: right))
    return (mine ?? words.count, left) < (theirs ?? words.count, right)
  }
}
