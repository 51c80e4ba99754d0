import AdsModel

extension InsightsReader {
  func addTopPins(to report: inout InsightsReport) async throws {
    let question = report.question
    let found = try await finalRanking(question, count: question.count)
    let (ranked, isCut) = (found.pins, found.isCut)
    if question.subject != .overview, !question.isRealTime {
      report.completeUntil = found.isFinal ? found.last : nil
    }
    if found.last < question.range.to {
      report.notices.append(
        "Pins are ranked up to \(found.last): what came after it is not final yet")
    }
    let shown = ranked.prefix(question.count).map {
      RankedPin(id: $0.id, $0.numbers.shown(withEstimates: question.isRealTime))
    }
    if isCut {
      report.notices.append(
        "of each of the API's words for \(question.filters.pinFormat.rawValue) Pins the first 50 are summed; a Pin that is further down in one of them may be too low"
      )
    }
    let known = try await source.pins(shown.map(\.id))
    let names = try await source.boardNames(Set(known.values.compactMap(\.board)).sorted())
    report.topPins = shown.enumerated().map { index, ranked in
      let pin = known[ranked.id] ?? KnownPin(id: ranked.id)
      return InsightsReport.TopPin(
        rank: index + 1, pin: pin, boardName: pin.board.flatMap { names[$0] },
        metrics: question.metrics, numbers: ranked.numbers)
    }
    let withheld = Set(shown.flatMap(\.numbers.statuses.values)).filter { $0 != .ready }
      .filter { !question.isRealTime || $0 != .estimate }
    if !withheld.isEmpty {
      report.notices.append(
        "some numbers of Pins are left out: \(withheld.map(\.words).sorted().joined(separator: ", "))"
      )
    }
  }

  private struct FinalRanking {
    let pins: [RankedPin]
    let isCut: Bool
    /// Of the days that it is over.
    let last: Day
    let isFinal: Bool
  }

  /// The Pins that come first over the days whose numbers are final, and the last of these days.
  ///
  /// One estimate makes an estimate of a sum, so that the days at the end are left out one by one.
  private func finalRanking(
    _ question: InsightsQuestion, count: Int
  ) async throws -> FinalRanking {
    var asked = question
    while true {
      let (ranked, isCut) = try await ranking(asked, count: count)
      let isFinal = ranked.allSatisfy { $0.numbers.statuses.values.allSatisfy(\.isFinal) }
      let last = asked.range.to
      if isFinal || question.isRealTime || last < today.advanced(by: -3) || asked.range.count == 1 {
        return FinalRanking(pins: ranked, isCut: isCut, last: last, isFinal: isFinal)
      }
      asked.range = DayRange(from: asked.range.from, to: last.advanced(by: -1))
    }
  }

  /// The Pins that come first, and whether a sum of several rankings may lack something.
  func ranking(_ question: InsightsQuestion, count: Int) async throws -> ([RankedPin], Bool) {
    let wires = question.filters.wires
    // A sum of rankings is as good as they are long.
    let wanted = wires.count == 1 ? count : RankingQuery.limit
    var sums: [String: Numbers] = [:]
    var isCut = false
    for wire in wires {
      var query = RankingQuery(question.range, wire, by: question.ranking, count: wanted)
      query.isOfVideos = question.subject == .videos
      query.createdWithin = question.createdWithin
      let pins = try await source.topPins(query)
      if wires.count > 1, pins.count >= RankingQuery.limit { isCut = true }
      for pin in pins {
        sums[pin.id] = sums[pin.id].map { Self.sum($0, pin.numbers) } ?? pin.numbers
      }
    }
    let ranked = sums.map { RankedPin(id: $0.key, $0.value) }.sorted { left, right in
      let (mine, theirs) = (left.numbers[question.ranking], right.numbers[question.ranking])
      if mine != theirs { return (mine ?? -1) > (theirs ?? -1) }
      return BoardSums.isLower(left.id, right.id)
    }
    return (ranked, isCut)
  }

  /// Of two rankings of one Pin; a mean of two has no sum.
  private static func sum(_ left: Numbers, _ right: Numbers) -> Numbers {
    var sum = left.combined(with: right)
    sum.set(.videoAveragePlayTime, nil)
    return sum
  }

  func addTopBoards(to report: inout InsightsReport) async throws {
    let question = report.question
    var own = try await source.ownPins()
    if let days = question.createdWithin {
      let first = today.advanced(by: -days)
      own = own.filter { $0.createdAt.map { $0.day >= first } ?? false }
    }
    let found = try await boardNumbers(own, question)
    let sums = BoardSums(own, found.numbers)
    if question.subject == .boards {
      report.completeUntil = found.completeUntil
      if !found.open.isEmpty {
        report.notices.append("not final, and left out of boards: \(found.open.words)")
      }
    }
    let ranked = sums.ranked(by: question.ranking, count: question.count)
    let names = try await source.boardNames(ranked.map(\.board))
    report.topBoards = ranked.enumerated().map { index, entry in
      InsightsReport.TopBoard(
        rank: index + 1, board: entry.board, name: names[entry.board], pins: entry.sum.pins,
        numbers: entry.sum.numbers ?? Numbers())
    }
    if sums.pinsWithoutBoard > 0 {
      report.notices.append("Pins on no board that can be told: \(sums.pinsWithoutBoard)")
    }
    if !needsRanking(question), !own.isEmpty {
      report.notices.append("the API has no engagements of single Pins, so boards have none")
    }
  }

  /// Whether single Pins cannot be asked for what is wanted, so that a ranking has to be.
  private func needsRanking(_ question: InsightsQuestion) -> Bool {
    question.ranking == .engagements || question.filters.narrowing.contains { $0 != .device }
  }

  private struct BoardNumbers {
    /// What is known of each Pin of the account.
    let numbers: [String: Numbers]
    let completeUntil: Day?
    /// The days that are not final yet.
    let open: [Day]
  }

  private func boardNumbers(
    _ own: [KnownPin], _ question: InsightsQuestion
  ) async throws -> BoardNumbers {
    guard needsRanking(question) else {
      let days = try await source.days(
        ofPins: own.map(\.id), question.range, device: question.filters.device)
      // A Pin that the API knows nothing of was not shown.
      let series = days.mapValues { Series($0) }.filter { !$0.value.days.isEmpty }
      let ends = series.values.map { $0.completeUntil(in: question.range) }
      let open = Set(series.values.flatMap { $0.days.filter { !$0.status.isFinal }.map(\.day) })
      return BoardNumbers(
        numbers: series.compactMapValues(\.totals),
        completeUntil: ends.contains(nil) ? nil : ends.compactMap(\.self).min(),
        open: open.sorted())
    }
    var asked = question
    asked.subject = .pins
    let found = try await finalRanking(asked, count: RankingQuery.limit)
    let ranked = found.pins
    let known = Dictionary(ranked.map { ($0.id, $0.numbers.shown(withEstimates: false)) }) { $1 }
    // A ranking that is not full has every Pin; of a full one, others may be left out.
    guard ranked.count < RankingQuery.limit || own.allSatisfy({ known[$0.id] != nil }) else {
      let reason =
        question.ranking == .engagements
        ? "--by engagements" : question.filters.narrowing.map(\.flag).joined(separator: ", ")
      throw InsightsProblem.notInAPI(
        "boards with \(reason) are exact for up to 50 Pins, and the account has more",
        hint: "leave it out, or narrow the Pins with `--created-within 30d`")
    }
    let open =
      found.last < question.range.to
      ? Array(DayRange(from: found.last.advanced(by: 1), to: question.range.to).days) : []
    return BoardNumbers(
      numbers: known, completeUntil: found.isFinal ? found.last : nil, open: open)
  }

  func addPins(_ ids: [String], to report: inout InsightsReport) async throws {
    let question = report.question
    let known = try await source.pins(ids)
    if let lost = ids.first(where: { known[$0] == nil }) {
      throw InsightsProblem.pinNotFound(lost)
    }
    let names = try await source.boardNames(Set(known.values.compactMap(\.board)).sorted())
    let days = try await source.days(
      ofPins: ids, question.range, device: question.filters.device)
    for id in ids {
      let series = Series(days[id] ?? [])
      let pin = known[id] ?? KnownPin(id: id)
      report.pins.append(
        InsightsReport.PinDays(
          pin: pin, boardName: pin.board.flatMap { names[$0] }, totals: series.totals,
          daily: series.days.map {
            $0.shown(withEstimates: question.isRealTime, Metric.organic)
          }))
      let missing = series.missing(in: question.range)
      if !missing.isEmpty {
        report.notices.append("missing of Pin \(id), and not zero: \(missing.words)")
      }
    }
    report.completeUntil = report.pins.compactMap {
      Series($0.daily).completeUntil(in: question.range)
    }.min()
    report.notices.append("the API has no engagements of single Pins")
  }
}
